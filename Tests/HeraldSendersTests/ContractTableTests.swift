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

  /// `Suite.function` of every file of tests.
  private static func names() throws -> Set<String> {
    let paths = try #require(FileManager.default.enumerator(atPath: tests.path)).compactMap { $0 as? String }
    var names: Set<String> = []
    for path in paths where path.hasSuffix("Tests.swift") {
      var suite = ""
      for line in try file(path).split(separator: "\n") {
        let words = line.split(separator: " ")
        if !line.hasPrefix(" "), let place = words.firstIndex(of: "struct") { suite = String(words[place + 1]) }
        guard let place = words.firstIndex(of: "func"), place + 1 < words.count else { continue }
        names.insert("\(suite).\(words[place + 1].prefix { $0 != "(" })")
      }
    }
    return names
  }

  @Test func everyCellOfTheTableNamesATestOrSaysWhyThereIsNone() throws {
    let rows = try Self.page().split(separator: "\n").filter { $0.hasPrefix("| ") }
      .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
    let head = try #require(rows.first { $0.first == "what happens" })
    #expect(head == ["what happens", "networks", "command", "smtp", "file", "discard"])
    let names = try Self.names()
    for cell in Self.cells {
      let row = try #require(rows.last { $0.first == cell }, "\(cell)")
      #expect(row.count == head.count, "\(cell)")
      for (sender, said) in zip(head, row).dropFirst() {
        let named = said.matches(of: /`([A-Za-z]+Tests)\.([A-Za-z0-9]+)`/)
        #expect(!named.isEmpty || said.hasPrefix("– "), "\(cell), \(sender): neither a test nor a reason")
        for name in named {
          #expect(names.contains("\(name.1).\(name.2)"), "\(cell), \(sender): \(name.1).\(name.2) is no test")
        }
      }
    }
  }
}
