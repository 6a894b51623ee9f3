import Foundation
import Testing

@testable import HeraldCommand

/// One channel more in a configuration's text, wherever its channels end.
@Suite struct ConfigInsertionTests {
  private static let section = ["sender: discard"]

  static let good: [(old: String, new: String)] = [
    ("channels:\n  a: { sender: discard }\n", "channels:\n  a: { sender: discard }\n  b:\n    sender: discard\n"),
    // The next section, its comments and blank lines stay behind.
    (
      "channels:\n    a:\n        sender: discard   # why\n\n    # more\n\n# the digests\ndigests: {}\n",
      "channels:\n    a:\n        sender: discard   # why\n    b:\n      sender: discard\n\n    # more\n\n# the digests\ndigests: {}\n"
    ),
    ("newsroom: {}\n", "newsroom: {}\n\nchannels:\n  b:\n    sender: discard\n"),
    ("channels:\nstore: a.db\n", "channels:\n  b:\n    sender: discard\nstore: a.db\n"),
    ("channels: {}  # none\nstore: a.db", "channels:  # none\n  b:\n    sender: discard\nstore: a.db\n"),
    ("channels: # none yet\n", "channels: # none yet\n  b:\n    sender: discard\n"),
    (
      "store: a.db\r\nchannels:\r\n  a: { sender: discard }\r\n\r\n",
      "store: a.db\r\nchannels:\r\n  a: { sender: discard }\r\n  b:\r\n    sender: discard\r\n\r\n"
    ),
    (
      "channels:\n  a:\n    sender: discard\n    handle: |\n      # no comment\n\nstore: a.db\n",
      "channels:\n  a:\n    sender: discard\n    handle: |\n      # no comment\n  b:\n    sender: discard\n\nstore: a.db\n"
    ),
    ("\"channels\":\n  a: { sender: discard }", "\"channels\":\n  a: { sender: discard }\n  b:\n    sender: discard\n"),
  ]

  @Test(arguments: good) func theRestStaysAsItIs(_ old: String, _ new: String) throws {
    let insertion = try ConfigInsertion(channel: "b", Self.section, into: old)
    #expect(insertion.text == new)
    #expect(
      insertion.lines
        == insertion.text.components(separatedBy: old.contains("\r") ? "\r\n" : "\n")[
          insertion.line - 1..<insertion.line + 1
        ].map { $0 })
  }

  @Test(arguments: [
    "{ channels: { a: { sender: discard } } }\n", "channels: { a: { sender: discard } }\n",
    "channels: {\n  a: { sender: discard }\n}\n",
  ])
  func whatCannotBeExtendedSaysWhatToWrite(_ old: String) throws {
    let ending = #expect(throws: Ending.self) { try ConfigInsertion(channel: "b", Self.section, into: old) }
    #expect(ending?.message.hasSuffix("channels:\n  b:\n    sender: discard") == true)
  }
}
