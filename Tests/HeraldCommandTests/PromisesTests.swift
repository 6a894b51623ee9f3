import Foundation
import Testing

/// The page that says what is promised names tests that exist.
@Suite struct PromisesTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test func everyTestThatThePageNamesExists() throws {
    let page = try String(
      contentsOf: Self.root.appending(path: "Sources/Herald/Herald.docc/Promises.md"), encoding: .utf8)
    let tests = try sources()
    let named = page.matches(of: /`([A-Za-z]+Tests)\.([A-Za-z]+)`/)
    #expect(named.count > 40)
    for name in named {
      let (suite, test) = (name.1, name.2)
      let isThere = tests.contains { $0.contains("struct \(suite) {") && isTest(String(test), in: $0) }
      #expect(isThere, "Promises.md names \(suite).\(test), which is no test")
    }
  }

  @Test func everyScriptThatThePageNamesIsRun() throws {
    let page = try String(
      contentsOf: Self.root.appending(path: "Sources/Herald/Herald.docc/Promises.md"), encoding: .utf8)
    let run = try String(contentsOf: Self.root.appending(path: "Scripts/test"), encoding: .utf8)
    let named = page.matches(of: /`(Scripts\/[a-z-]+(?: --[a-z]+)?)`/).map { String($0.1) }
    #expect(named.count > 4)
    for script in Set(named) where script != "Scripts/test" {
      let words = script.split(separator: " ")
      let isRun = run.split(separator: "\n").contains { line in
        line.contains("\(words[0]) ") && (words.count == 1 || line.contains(String(words[1])))
      }
      #expect(isRun, "Promises.md names \(script), which Scripts/test does not run")
    }
  }

  /// A function with `@Test` on its line or just before it.
  private func isTest(_ name: String, in file: String) -> Bool {
    let parts = file.components(separatedBy: "func \(name)(")
    guard parts.count > 1 else { return false }
    return parts.dropLast().contains { before in
      before.split(separator: "\n", omittingEmptySubsequences: false).suffix(6).contains { $0.contains("@Test") }
    }
  }

  private func sources() throws -> [String] {
    let tests = Self.root.appending(path: "Tests")
    let files = try #require(FileManager.default.enumerator(atPath: tests.path)).compactMap { $0 as? String }
    return try files.filter { $0.hasSuffix(".swift") }.map {
      try String(contentsOf: tests.appending(path: $0), encoding: .utf8)
    }
  }
}
