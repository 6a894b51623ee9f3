import Foundation
import Testing

@testable import HeraldCommand

/// What was renamed in the configuration stays in the store under its old name, and can be reached by it.
@Suite(.serialized, .timeLimit(.minutes(15))) struct RenamedTests {
  private func configure(_ newsroom: TestNewsroom, digest: String, list: String) throws {
    try newsroom.configure(
      """
      newsroom: { name: The Harbour Courier, timezone: UTC }
      channels:
        mail: { sender: file, directory: outbox/mail, from: News <news@example.org> }
      digests:
        \(digest): { channel: mail, list: \(list) }

      """)
  }

  /// A newsroom whose first edition waits for two readers.
  private func withAnEdition() throws -> TestNewsroom {
    let newsroom = try TestNewsroom()
    try configure(newsroom, digest: "weekly", list: "readers")
    try newsroom.done("add", TestNewsroom.story)
    for reader in ["ada@example.org", "ben@example.org"] {
      try newsroom.done("subscribers", "add", "--list", "readers", reader)
    }
    try newsroom.done("digest", "open", "weekly")
    return newsroom
  }

  @Test func aReaderOfARenamedListIsListedExportedAndTakenOff() throws {
    let newsroom = try withAnEdition()
    try configure(newsroom, digest: "weekly", list: "friends")
    #expect(try newsroom.done("subscribers", "list").out.contains("ada@example.org"))
    #expect(try newsroom.done("subscribers", "list", "--list", "readers").out.contains("ben@example.org"))
    #expect(try newsroom.done("subscribers", "export", "--list", "readers").out.contains("ada@example.org"))
    let refused = try newsroom.herald("subscribers", "add", "--list", "readers", "cleo@example.org")
    #expect(refused.code == 64, "nobody is added to a list that no digest mails")
    try newsroom.done("subscribers", "add", "--list", "friends", "ada@example.org")
    let removed = try newsroom.done("subscribers", "remove", "--list", "friends", "ada@example.org")
    #expect(removed.out.contains("still on the list readers: `herald subscribers remove --list readers"), "\(removed)")
    try newsroom.done("subscribers", "remove", "--list", "readers", "ada@example.org")
    #expect(try newsroom.count("skipped") == 1)
    try newsroom.done("run", "--drain")
    #expect(newsroom.delivered.count == 1, "the mail that was owed to her does not go")
    let unknown = try newsroom.herald("subscribers", "remove", "--list", "raeders", "ben@example.org")
    #expect(unknown.code == 64 && unknown.err.contains("did you mean readers?"), "\(unknown)")
  }

  @Test func listsThatNobodyMailsAndListsThatNobodyIsOnAreWarnedOf() throws {
    let newsroom = try withAnEdition()
    #expect(try newsroom.done("check").err.isEmpty)
    try configure(newsroom, digest: "weekly", list: "friends")
    let checked = try newsroom.done("check")
    #expect(checked.err.contains("the list readers has 2 subscribers, and no digest mails it"), "\(checked)")
    #expect(checked.err.contains("digests.weekly: nobody is on its list friends"), "\(checked)")
  }

  @Test func anEditionOfARenamedDigestIsListedShownAndEdited() throws {
    let newsroom = try withAnEdition()
    try configure(newsroom, digest: "fridays", list: "readers")
    let checked = try newsroom.done("check")
    #expect(checked.err.contains("2 mails of edition 1 of weekly wait, and no digest has that name"), "\(checked)")
    #expect(try newsroom.done("digest", "list").out.contains("weekly"))
    #expect(try newsroom.done("digest", "list", "weekly", "--json").out.contains("\"weekly\""))
    #expect(try newsroom.done("digest", "show", "weekly").out.contains("edition 1, opened"))
    try newsroom.done("digest", "edit", "weekly", "--subject", "The lock and the ferry")
    #expect(try newsroom.done("digest", "show", "weekly", "--text").out.hasPrefix("The lock and the ferry\n"))
    let unknown = try newsroom.herald("digest", "show", "weekyl")
    #expect(unknown.code == 64 && unknown.err.contains("did you mean weekly?"), "\(unknown)")
    #expect(try newsroom.herald("digest", "open", "weekly").code == 64)
    try newsroom.done("run", "--drain")
    #expect(newsroom.delivered.count == 2)
    #expect(try newsroom.done("check").err.isEmpty)
  }
}
