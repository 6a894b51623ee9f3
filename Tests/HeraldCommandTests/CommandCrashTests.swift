import Foundation
import Glibc
import Servers
import Testing

/// `kill -9` of herald in every phase of a program that it starts for a post, then a restart: the program is never started a
/// second time, and what is in doubt is held.
@Suite(.serialized, .timeLimit(.minutes(15))) struct CommandCrashTests {
  /// - Parameter script: what the program does; each start of it writes one line into `ran` first.
  private func newsroom(_ script: String) throws -> TestNewsroom {
    let newsroom = try TestNewsroom()
    try writeProgram("echo x >> ran\n" + script, to: newsroom.url.appending(path: "post"))
    try newsroom.configure("channels:\n  own: { sender: command, run: [post], as: x }\n")
    try newsroom.done("queue", TestNewsroom.story)
    return newsroom
  }

  private func starts(_ newsroom: TestNewsroom) throws -> Int {
    guard newsroom.folder.files.contains("ran") else { return 0 }
    return try String(contentsOf: newsroom.url.appending(path: "ran"), encoding: .utf8).count { $0 == "\n" }
  }

  /// Goes on as the next process, and says what became of the post.
  private func restarted(_ newsroom: TestNewsroom) throws -> String {
    try newsroom.done("run", "--drain")
    #expect(try newsroom.isBalanced())
    let shown = try newsroom.done("jobs", "show", "1", "--json").object()
    let reason = (shown["reason"] as? String).map { " (\($0))" } ?? ""
    return try #require(shown["state"] as? String) + reason
  }

  private func wait(for file: String, in newsroom: TestNewsroom) async throws {
    for _ in 0..<6_000 where !newsroom.folder.files.contains(file) { try await Task.sleep(for: .milliseconds(5)) }
    try #require(newsroom.folder.files.contains(file))
  }

  /// Its folder for the streams is made behind the mark and before the start.
  @Test func aKillBeforeTheStartStartsNothingAndIsHeld() throws {
    let newsroom = try newsroom("cat > got")
    let ended = try HeraldProcess.shell(
      "exec strace -f -qq -o /dev/null -e trace=mkdir -e inject=mkdir:signal=SIGKILL:when=1 \"$herald\" run --drain",
      in: newsroom.url)
    #expect(ended.code == -SIGKILL || ended.code == 128 + SIGKILL, "\(ended)")
    #expect(try starts(newsroom) == 0)
    #expect(try restarted(newsroom) == "held (uncertain)")
    #expect(try starts(newsroom) == 0, "nobody can know that it did not start")
  }

  @Test func aKillWhileTheProgramReadsIsHeldAndItGoesOnAlone() async throws {
    let newsroom = try newsroom("touch reading; while [ ! -e go ]; do sleep 0.05; done; cat > got; touch ended")
    let process = try HeraldProcess.start(["run", "--drain"], in: newsroom.url)
    defer {
      kill(process.processIdentifier, SIGKILL)
      process.waitForEnd()
    }
    try await wait(for: "reading", in: newsroom)
    kill(process.processIdentifier, SIGKILL)
    process.waitForEnd()
    let state = try restarted(newsroom)
    try newsroom.folder.write("", to: "go")
    try await wait(for: "ended", in: newsroom)
    #expect(state == "held (uncertain)")
    #expect(try starts(newsroom) == 1)
    #expect(try String(contentsOf: newsroom.url.appending(path: "got"), encoding: .utf8).contains("\"herald.post\""))
  }

  /// The program itself kills who started it, and ends well.
  @Test func aKillAfterItsEndAndBeforeTheOutcomeIsHeld() throws {
    let newsroom = try newsroom("cat > got; [ -e killed ] || { touch killed; kill -9 $PPID; }; exit 0")
    let ended = try HeraldProcess.run(["run", "--drain"], in: newsroom.url)
    #expect(ended.code == -SIGKILL, "\(ended)")
    #expect(try restarted(newsroom) == "held (uncertain)")
    #expect(try starts(newsroom) == 1)
  }

  /// Commits, new processes, and the wait for them, one call after the other.
  @Test(arguments: ["fdatasync", "clone3,clone,vfork", "wait4,waitid", "unlink,rmdir,unlinkat"])
  func aKillAtEachCallNeverStartsItTwice(_ calls: String) throws {
    var killed = 0
    for number in 1...10 {
      let newsroom = try newsroom("cat > got")
      let ended = try HeraldProcess.shell(
        "exec strace -f -qq -o /dev/null -e trace=\(calls) -e inject=\(calls):signal=SIGKILL:when=\(number) "
          + "\"$herald\" run --drain", in: newsroom.url)
      let state = try restarted(newsroom)
      let count = try starts(newsroom)
      #expect(count <= 1, "\(calls) \(number): \(state)")
      #expect(["sent", "held (uncertain)"].contains(state), "\(calls) \(number)")
      if state == "sent" { #expect(count == 1, "\(calls) \(number)") }
      if ended.code == 0 { break }
      killed += 1
    }
    #expect(killed >= 1, "nothing was killed")
  }
}
