import Foundation
import Testing

/// Cases that others wrote. They lie outside of the project, in the folder that `HERALD_CONFORMANCE` names.
enum ConformanceFolder {
  static let path = ProcessInfo.processInfo.environment["HERALD_CONFORMANCE"].flatMap { $0.isEmpty ? nil : $0 }
  static let isRequired = ProcessInfo.processInfo.environment["HERALD_REQUIRE"] == "1"

  /// The bytes of one file; a failure when the folder is required and absent.
  static func data(_ file: String) throws -> Data {
    let folder = try #require(path, "HERALD_REQUIRE=1, but HERALD_CONFORMANCE is not set")
    return try Data(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent(file))
  }
}

extension Trait where Self == ConditionTrait {
  /// Runs when the folder is named, and also when `HERALD_REQUIRE=1` makes its absence a failure.
  static var conformance: Self {
    .enabled(
      if: ConformanceFolder.path != nil || ConformanceFolder.isRequired, "HERALD_CONFORMANCE is not set: not run")
  }
}
