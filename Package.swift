// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "herald",
  products: [],
  dependencies: [
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
  ],
  targets: [
    .target(
      name: "Herald",
      dependencies: [.product(name: "Crypto", package: "swift-crypto")]),
    .testTarget(name: "HeraldTests", dependencies: ["Herald"]),
    .target(
      name: "HeraldText",
      dependencies: ["Herald", .product(name: "Mustache", package: "swift-mustache")],
      resources: [.embedInCode("Resources")]),
    .testTarget(
      name: "HeraldTextTests",
      dependencies: ["Herald", "HeraldText", .product(name: "Yams", package: "Yams")]),
  ],
  swiftLanguageModes: [.v6]
)
