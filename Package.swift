// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "herald",
  products: [],
  dependencies: [
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    .target(
      name: "Herald",
      dependencies: [.product(name: "Crypto", package: "swift-crypto")]),
    .target(
      name: "HeraldStore",
      dependencies: ["Herald", .product(name: "GRDB", package: "GRDB.swift")]),
    .testTarget(name: "HeraldStoreTests", dependencies: ["HeraldStore"]),
    .target(
      name: "HeraldWorker",
      dependencies: [
        "Herald", "HeraldStore", .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .testTarget(name: "HeraldTests", dependencies: ["Herald"]),
  ],
  swiftLanguageModes: [.v6]
)
