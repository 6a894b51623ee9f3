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
    .target(name: "HeraldMail", dependencies: ["Herald"]),
    .testTarget(name: "HeraldTests", dependencies: ["Herald"]),
    .testTarget(name: "HeraldMailTests", dependencies: ["HeraldMail"]),
  ],
  swiftLanguageModes: [.v6]
)
