import Foundation
import HeraldSenders
import Testing

/// The page on writing a sender tells the truth: its example is a file of the tests, every cell of its table names a test
/// that is there, and no sender is left out.
@Suite struct ContractTableTests {
  private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

  private static func page() throws -> String {
    let root = tests.deletingLastPathComponent()
    return try String(
      contentsOf: root.appending(path: "Sources/Herald/Herald.docc/WritingASender.md"), encoding: .utf8)
  }

  private static func file(_ path: String) throws -> String {
    try String(contentsOf: tests.appending(path: path), encoding: .utf8)
  }

  @Test func thePageShowsTheExampleAsItIsRun() throws {
    let page = try Self.page()
    let sender = try Self.file("HeraldSendersTests/Example/Board.swift")
      .replacing("\n@testable import HeraldSenders\n", with: "")
    #expect(page.contains("```swift\n\(sender)```\n"), "Board.swift")
    let network = try Self.file("Servers/fake_board.py")
    #expect(page.contains("```python\n\(network)```\n"), "fake_board.py")
    let test = try Self.file("HeraldSendersTests/Example/Board+Case.swift")
    let lines = test.split(separator: "\n").filter { $0.hasPrefix("    ") && !$0.hasPrefix("  /") }
    for line in lines { #expect(page.contains(line), "\(line)") }
    #expect(page.contains("SenderKind(Board.self),"))
  }

  @Test func everySenderIsHeldToTheContract() {
    let networks = NetworkCase.all.map(\.kind).filter { $0 != SenderKind(Board.self) }
    let others = [SenderKind(Command.self), .discard, .file, SenderKind(SMTP.self)]
    #expect(Set(networks + others) == Set(SenderKind.allCases))
    #expect(networks.count + others.count == SenderKind.allCases.count)
  }

  /// What issue 7 asks of each sender.
  static let cells = [
    "accepted", "each refusal", "refused connection", "silence after the request", "reply lost after processing",
    "huge reply", "malformed reply", "cancelled", "key and bytes equal on retry",
    "no secret in a log, row, failure or list",
    "killed at each phase",
  ]

  @Test func everyCellOfTheTableNamesATestOrSaysWhyThereIsNone() throws {
    let rows = try Self.page().split(separator: "\n").filter { $0.hasPrefix("| ") }
      .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
    let head = try #require(rows.first { $0.first == "what happens" })
    #expect(head == ["what happens", "networks", "command", "smtp", "file", "discard"])
    let sources = try #require(FileManager.default.enumerator(atPath: Self.tests.path)).compactMap { $0 as? String }
      .filter { $0.hasSuffix(".swift") }.map(Self.file)
    for cell in Self.cells {
      let row = try #require(rows.first { $0.first == cell }, "\(cell)")
      #expect(row.count == head.count, "\(cell)")
      for (sender, said) in zip(head, row).dropFirst() {
        let named = said.matches(of: /`([A-Za-z]+Tests)\.([A-Za-z0-9]+)`/)
        #expect(!named.isEmpty || said.hasPrefix("– "), "\(cell), \(sender): neither a test nor a reason")
        for name in named {
          let isThere = sources.contains { $0.contains("struct \(name.1) {") && $0.contains("func \(name.2)(") }
          #expect(isThere, "\(cell), \(sender): \(name.1).\(name.2) is no test")
        }
      }
    }
  }
}
