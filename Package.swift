// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "herald",
  products: [],
  dependencies: [
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0")
  ],
  targets: [
    .target(
      name: "Herald",
      dependencies: [.product(name: "Crypto", package: "swift-crypto")]),
    .testTarget(name: "HeraldTests", dependencies: ["Herald"]),
  ],
  swiftLanguageModes: [.v6]
)
