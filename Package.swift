// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "herald",
  products: [],
  dependencies: [
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
  ],
  targets: [
    .target(
      name: "Herald",
      dependencies: [.product(name: "Crypto", package: "swift-crypto")]),
    .target(name: "HeraldIntake", dependencies: ["Herald", .product(name: "Yams", package: "Yams")]),
    .testTarget(name: "HeraldTests", dependencies: ["Herald"]),
    .testTarget(name: "HeraldIntakeTests", dependencies: ["HeraldIntake", "Herald"]),
  ],
  swiftLanguageModes: [.v6]
)
