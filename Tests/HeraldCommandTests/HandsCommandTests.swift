import Foundation
import Testing

@testable import HeraldCommand

/// What a person does to jobs, from the outside: the commands, what they say, and how they refuse.
@Suite struct HandsCommandTests {
  private static let approving = """
    newsroom: { timezone: UTC }
    channels:
      x: { sender: file, directory: outbox/x, as: x, approve: true }
      bluesky: { sender: file, directory: outbox/bluesky, as: bluesky, hold-for: 1h }
    """

  private func newsroom(_ config: String = approving) throws -> TestNewsroom {
    let newsroom = try TestNewsroom()
    try newsroom.configure(config)
    return newsroom
  }

  private func hash(of job: Int, _ newsroom: TestNewsroom) throws -> String {
    try #require(try newsroom.done("jobs", "show", "\(job)", "--json").object()["sha256"] as? String)
  }

  @Test func aPostWaitsForItsApprovalAndForItsTime() throws {
    let newsroom = try newsroom()
    let queued = try newsroom.done("queue", TestNewsroom.story).out
    #expect(queued.contains("held for approval") && queued.contains("herald jobs approve"), "\(queued)")
    #expect(try newsroom.done("run", "--drain").out == "sent 0, waiting 1, held 1, failed 0\n")
    #expect(try newsroom.done("why", "1").out.contains("It waits until a person approves its text"))
    #expect(try newsroom.done("why", "2").out.contains("It waits for its time"))
    let sha256 = try hash(of: 1, newsroom)
    try newsroom.done("jobs", "approve", "1", "--sha256", String(sha256.prefix(12)))
    #expect(try newsroom.done("run", "--drain").out == "sent 1, waiting 1, held 0, failed 0\n")
    #expect(try newsroom.done("jobs", "show", "1", "--raw").out.contains(sha256))
  }

  @Test func anApprovalThatComesTooLateSaysSoAndWhatToDo() throws {
    let newsroom = try newsroom()
    let soon = Date.now.addingTimeInterval(600).ISO8601Format()
    try newsroom.done("queue", TestNewsroom.story, "--channel", "x", "--at", soon)
    let later = try newsroom.later(by: 6 * 3_600)
    let approved = try newsroom.herald("jobs", "approve", "--sha256", try hash(of: 1, newsroom), environment: later)
    #expect(approved.code == 0 && approved.out == "approved: job 1\n", "\(approved)")
    #expect(approved.err.contains("job 1: the time is past ("), "\(approved)")
    #expect(approved.err.contains("`herald run` holds it (misfire); `herald jobs move 1 --now`"), "\(approved)")
    let run = try newsroom.herald("run", "--drain", environment: later)
    #expect(run.out == "sent 0, waiting 0, held 1, failed 0\n", "\(run)")
    let checked = try newsroom.herald("check", environment: later)
    #expect(checked.code == 1 && checked.err.contains("passed before anything took it in hand"), "\(checked)")
    try newsroom.herald("jobs", "move", "1", "--now", environment: later)
    let sent = try newsroom.herald("run", "--drain", environment: later)
    #expect(sent.out == "sent 1, waiting 0, held 0, failed 0\n", "\(sent)")
  }

  @Test func anApprovalNeedsTheHashOfJustThatText() throws {
    let newsroom = try newsroom()
    try newsroom.done("queue", TestNewsroom.story)
    let old = try hash(of: 1, newsroom)
    let edited = try newsroom.done("jobs", "edit", "1", "--text", "-", input: "The cranes turn again.\n").out
    #expect(edited.contains("revision 2") && edited.contains("held until it is approved"), "\(edited)")
    let refused = try newsroom.herald("jobs", "approve", "1", "--sha256", old)
    #expect(refused.code == 1 && refused.err.contains("has another text than the one with that hash"), "\(refused)")
    #expect(try newsroom.herald("jobs", "approve", "--sha256", "abc").code == 64)
    #expect(try newsroom.herald("jobs", "approve", "--sha256", "00000000").code == 1)
    try newsroom.done("jobs", "approve", "--sha256", try hash(of: 1, newsroom))
    try newsroom.done("run", "--drain")
    #expect(try newsroom.done("why", "1").out.contains("written by a person"))
  }

  @Test func anEditIsHeldToTheRulesOfItsNetwork() throws {
    let newsroom = try newsroom()
    try newsroom.done("queue", TestNewsroom.story)
    let long = String(repeating: "word ", count: 80)
    let refused = try newsroom.herald("jobs", "edit", "1", "--text", "-", input: long)
    #expect(refused.code == 65 && refused.err.contains("too many"), "\(refused)")
    let parts = try newsroom.herald("jobs", "edit", "1", "--text", "-", input: "One.\n---\nTwo.\n")
    #expect(parts.code == 1 && parts.err.contains("a post of 1 parts, and the new text has 2"), "\(parts)")
    #expect(try newsroom.herald("jobs", "edit", "9", "--text", "-", input: "x").code == 1)
    #expect(try newsroom.herald("jobs", "edit", "1", input: "x").code == 64, "no terminal, so no editor")
  }

  @Test func whatIsCancelledOrMovedSaysSo() throws {
    let newsroom = try newsroom()
    try newsroom.done("queue", TestNewsroom.story)
    #expect(try newsroom.done("jobs", "move", "2", "--now").out.contains("job 2 moved"))
    #expect(try newsroom.done("jobs", "cancel", "1", "2").out == "job 1 cancelled\njob 2 cancelled\n")
    #expect(try newsroom.herald("jobs", "cancel", "1").err.contains("is cancelled: nothing is going out"))
    #expect(try newsroom.herald("jobs", "move", "1").code == 64)
    #expect(try newsroom.herald("jobs", "retry", "1").err.contains("only what failed or is held"))
    #expect(try newsroom.herald("jobs", "retry").code == 64)
    #expect(try newsroom.herald("jobs", "retry", "--failed", "1").code == 64)
    #expect(try newsroom.done("jobs", "retry", "--failed").out == "no job is like that\n")
    #expect(try newsroom.herald("jobs", "mark-sent", "1").code == 1)
    #expect(try newsroom.isBalanced())
  }

  @Test func aPausedChannelWaitsAndItsNeighboursGoOn() throws {
    let newsroom = try newsroom(
      """
      channels:
        x: { sender: file, directory: outbox/x, as: x }
        y: { sender: file, directory: outbox/y, as: x }
      """)
    try newsroom.done("queue", TestNewsroom.story)
    try newsroom.done("channels", "pause", "x", "--why", "the page is being rebuilt")
    #expect(try newsroom.done("channels", "list").out.contains("the page is being rebuilt"))
    #expect(try newsroom.done("run", "--drain").out == "sent 1, waiting 1, held 0, failed 0\n")
    #expect(try newsroom.done("why", "1").out.contains("It is paused: the page is being rebuilt"))
    #expect(try newsroom.herald("channels", "pause", "z").code == 64)
    #expect(try newsroom.herald("channels", "pause").code == 64)
    try newsroom.done("channels", "resume", "x")
    #expect(try newsroom.done("run", "--drain").out == "sent 1, waiting 0, held 0, failed 0\n")
  }

  @Test func aRestoredStoreSendsNothingUntilAPersonSaysSo() throws {
    let newsroom = try newsroom("channels:\n  x: { sender: file, directory: outbox/x, as: x }\n")
    try newsroom.done("queue", TestNewsroom.story)
    let backup = newsroom.url.appending(path: "kept.db").path
    try newsroom.done("backup", backup)
    #expect(try newsroom.herald("backup", backup).err.contains("exists already"))
    #expect(try newsroom.done("run", "--drain").out == "sent 1, waiting 0, held 0, failed 0\n")

    let restored = try newsroom.done("restore", backup).out
    #expect(restored.contains("it would send: 1 on x") && restored.contains("before-restore-"), "\(restored)")
    let paused = try newsroom.herald("run", "--drain")
    #expect(paused.code == 69 && paused.err.contains("it was restored from kept.db"), "\(paused)")
    #expect(try newsroom.done("why", "1").out.contains("herald channels resume --all"))
    try newsroom.done("channels", "resume", "--all")
    // It did go out meanwhile: the sink has its file, written at another moment, and does not write a second.
    #expect(try newsroom.done("run", "--drain").out == "sent 0, waiting 0, held 1, failed 0\n")
    #expect(newsroom.delivered.count == 1)
    #expect(try newsroom.isBalanced())
  }

  @Test func whatIsNoBackupIsNotRestored() throws {
    let newsroom = try newsroom()
    try newsroom.done("queue", TestNewsroom.story)
    try newsroom.folder.write("no database", to: "notes.db")
    let refused = try newsroom.herald("restore", newsroom.url.appending(path: "notes.db").path)
    #expect(refused.code == 69 && refused.err.contains("damaged"), "\(refused)")
    #expect(try newsroom.herald("restore", "/nowhere.db").code == 69)
    #expect(try newsroom.done("jobs", "list").out.contains("held (approval)"))
  }

  @Test func oldMailsFoldIntoTotals() throws {
    let newsroom = try newsroom()
    #expect(try newsroom.herald("prune", "--older", "90d").code == 1, "there is no store yet")
    try newsroom.done("queue", TestNewsroom.story)
    #expect(try newsroom.done("prune", "--older", "90d").out == "folded no mails of no editions\n")
    #expect(try newsroom.herald("prune", "--older", "5m").code == 64)
  }

  @Test func anArticleSaysWhereItsPostsAndBriefsAre() throws {
    let newsroom = try TestNewsroom()
    try newsroom.done("queue", TestNewsroom.story, "--channel", "x")
    let why = try newsroom.done("why", TestNewsroom.story).out
    #expect(why.contains("job 1 · x") && why.contains("no post on") && why.contains("waits for the next edition"))
    #expect(try newsroom.done("why", "harbour").out == why)
    #expect(try newsroom.herald("why", "nothing like it").code == 1)
    #expect(try newsroom.herald("why", "99").code == 1)
    #expect(try newsroom.done("why", "1", "--json").object()["why"] is [Any])
  }
}
