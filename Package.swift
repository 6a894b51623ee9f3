// swift-tools-version: 6.2
import PackageDescription

// What each room may import is held by Tests/HeraldCommandTests/ArchitectureTests.swift.
let package = Package(
  name: "herald",
  products: [.executable(name: "herald", targets: ["HeraldCommand"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .target(
      name: "Herald",
      dependencies: [.product(name: "Crypto", package: "swift-crypto")]),
    .target(
      name: "HeraldIntake",
      dependencies: ["Herald", .product(name: "Yams", package: "Yams")]),
    .target(
      name: "HeraldText",
      dependencies: ["Herald", .product(name: "Mustache", package: "swift-mustache")],
      resources: [.embedInCode("Resources")]),
    .target(
      name: "HeraldMail",
      dependencies: ["Herald"]),
    .target(name: "CSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(
      name: "HeraldStore",
      dependencies: [
        "CSQLite", "Herald", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .target(name: "HeraldTransfer", dependencies: ["CCurl"]),
    .target(
      name: "HeraldSenders",
      dependencies: [
        "Herald", "HeraldMail", "HeraldText", "HeraldTransfer", .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(
      name: "HeraldWorker",
      dependencies: [
        "Herald", "HeraldStore", .product(name: "Logging", package: "swift-log"),
      ]),
    .executableTarget(
      name: "HeraldCommand",
      dependencies: [
        "Herald", "HeraldIntake", "HeraldText", "HeraldMail", "HeraldStore", "HeraldSenders", "HeraldTransfer",
        "HeraldWorker",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "Yams", package: "Yams"),
      ],
      resources: [.embedInCode("Resources")]),
    .testTarget(name: "HeraldTests", dependencies: ["Herald", "Servers"]),
    .testTarget(
      name: "HeraldTextTests",
      dependencies: ["Herald", "HeraldIntake", "HeraldText", "Servers", .product(name: "Yams", package: "Yams")]),
    .testTarget(
      name: "HeraldCommandTests", dependencies: ["Herald", "HeraldCommand", "HeraldStore", "Servers"]),
    .testTarget(name: "HeraldIntakeTests", dependencies: ["Herald", "HeraldIntake"]),
    .testTarget(name: "HeraldMailTests", dependencies: ["Herald", "HeraldMail", "Servers"]),
    .testTarget(
      name: "HeraldStoreTests",
      dependencies: ["Herald", "HeraldStore", "Servers", .product(name: "GRDB", package: "GRDB.swift")],
      resources: [.copy("Fixtures")]),
    .testTarget(name: "HeraldTransferTests", dependencies: ["HeraldTransfer", "Servers"]),
    // What tests start beside themselves: servers, fake networks, python3, small disks.
    .target(name: "Servers", path: "Tests/Servers/Swift"),
    .testTarget(
      name: "HeraldSendersTests",
      dependencies: ["Herald", "HeraldMail", "HeraldSenders", "HeraldTransfer", "Servers"]),
    .testTarget(
      name: "HeraldWorkerTests",
      dependencies: [
        "Herald", "HeraldMail", "HeraldSenders", "HeraldStore", "HeraldTransfer", "HeraldWorker", "Servers",
        .product(name: "Logging", package: "swift-log"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)

// What `Scripts/bench text`, `digest` and `queue` run; no part of the product.
if Context.environment["HERALD_BENCHMARKS"] == "1" {
  package.targets += [
    .executableTarget(name: "TextBenchmark", dependencies: ["Herald", "HeraldText"], path: "Benchmarks/text"),
    .executableTarget(name: "DigestBenchmark", dependencies: ["Herald", "HeraldText"], path: "Benchmarks/digest"),
    .executableTarget(name: "QueueBenchmark", dependencies: ["Herald", "HeraldStore"], path: "Benchmarks/queue"),
  ]
}

// An async function runs where its caller runs: attempts stay on the thread of the transfers, without a look at each
// call for where to go.
for target in package.targets where target.name.hasPrefix("Herald") && target.type == .regular {
  target.swiftSettings = [.enableUpcomingFeature("NonisolatedNonsendingByDefault")]
}

// Warnings are errors where Herald is tested, not where it is used: a later compiler may warn of more.
if Context.environment["HERALD_STRICT"] == "1" {
  for target in package.targets {
    target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
  }
}
