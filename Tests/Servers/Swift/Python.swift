import Foundation

/// Python's standard library as a referee. Without python3 its tests are skipped, unless HERALD_REQUIRE=1 makes that a
/// failure.
public enum Python {
  public static let absence = "there is no python3: not run"

  public static let isAvailable: Bool = {
    do {
      _ = try run("print()")
      return true
    } catch {
      return ProcessInfo.processInfo.environment["HERALD_REQUIRE"] == "1"
    }
  }()

  /// What the script prints.
  public static func run(_ script: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    try process.waitForSuccess("python3")
    return String(decoding: output, as: UTF8.self)
  }
}
