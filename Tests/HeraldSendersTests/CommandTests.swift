import Foundation
import Glibc
import Herald
import HeraldSenders
import Servers
import Testing

/// A program of the newsroom's: what it gets, and what its end means.
@Suite(.timeLimit(.minutes(15))) struct CommandTests {
  private struct Made: Decodable {
    let sender: any Sender

    init(from decoder: any Decoder) throws {
      let base = try #require(decoder.userInfo[CodingUserInfoKey(rawValue: "base")!] as? URL)
      sender = try SenderKind(Command.self).make(from: decoder, base: base).sender
    }
  }

  /// Runs `body` with a sender that starts this script, in a folder of its own.
  private func with(
    _ script: String?, timeout: Int = 60, _ body: (any Sender, URL) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "herald-command-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { remove(folder) }
    if let script { try writeProgram(script, to: folder.appending(path: "post")) }
    let decoder = JSONDecoder()
    decoder.userInfo[CodingUserInfoKey(rawValue: "base")!] = folder
    let settings = #"{ "run": ["post", "$HOME; *"], "timeout": \#(timeout) }"#
    try await body(try decoder.decode(Made.self, from: Data(settings.utf8)).sender, folder)
  }

  @Test func theProgramGetsThePostAndItsArgumentsAsTheyAre() async throws {
    try await with("cat > got; printf '%s' \"$1\" > argument; env > environment; echo one; echo ' two '") {
      sender, folder in
      let (message, turnstile) = (try samplePost(), Turnstile())
      #expect(await sender.send(message, gate: turnstile.gate) == .sent(Receipt(id: "two")))
      let got = Array(try Data(contentsOf: folder.appending(path: "got")))
      #expect(try sender.wire(message).get() == got && turnstile.wires == [SHA256Digest(of: got)])
      #expect(try String(contentsOf: folder.appending(path: "argument"), encoding: .utf8) == "$HOME; *")
      let names = try String(contentsOf: folder.appending(path: "environment"), encoding: .utf8).split(separator: "\n")
        .compactMap { $0.split(separator: "=").first.map(String.init) }
      // What a shell sets by itself may be there too.
      #expect(
        Set(names).isSubset(of: ["PATH", "HOME", "LANG", "LC_ALL", "TZ", "PWD", "OLDPWD", "SHLVL", "_"]), "\(names)")
    }
  }

  @Test(arguments: [
    ("echo no >&2; exit 65", Delivery.Ending.rejected), ("exit 69", .blocked), ("exit 77", .blocked),
    ("exit 78", .blocked), ("exit 75", .deferred), ("exit 1", .uncertain), ("exit 126", .uncertain),
    ("kill -9 $$", .uncertain), ("kill -15 $$", .uncertain), ("exec sleep 3600", .uncertain),
  ])
  func itsEndIsWhatItSays(_ script: String, _ ending: Delivery.Ending) async throws {
    // Short only where it has to end: a machine may be slow to start a program.
    try await with("echo x >> ran; " + script, timeout: script.contains("sleep") ? 3 : 60) { sender, folder in
      let outcome = await sender.send(try samplePost(), gate: Turnstile().gate)
      #expect(Delivery.Ending(outcome) == ending, "\(outcome)")
      #expect(try String(contentsOf: folder.appending(path: "ran"), encoding: .utf8) == "x\n")
      if script.contains("65") { #expect(outcome.failure == Failure("post: no", code: "exit 65")) }
    }
  }

  /// A full pipe, a program that does not read, megabytes on both streams.
  @Test func muchOutputAndUnreadInputStopNothing() async throws {
    try await with("yes | head -c 5000000; yes no | head -c 5000000 >&2; echo; printf 'a\\033[31mb'") { sender, _ in
      let outcome = await sender.send(try samplePost(), gate: Turnstile().gate)
      #expect(outcome == .sent(Receipt(id: "a [31mb")))
    }
  }

  @Test func whatCannotBeRunBlocksBeforeTheGate() async throws {
    try await with(nil) { sender, folder in
      for isThere in [false, true] {
        if isThere { try Data("#!/bin/sh\n".utf8).write(to: folder.appending(path: "post")) }
        let turnstile = Turnstile()
        let outcome = await sender.send(try samplePost(), gate: turnstile.gate)
        #expect(Delivery.Ending(outcome) == .blocked && turnstile.wires.isEmpty)
        #expect(outcome.failure?.text.contains("chmod +x") == true)
      }
    }
  }

  @Test func aClosedGateStartsNothing() async throws {
    try await with("touch ran") { sender, folder in
      let (post, mail) = (try samplePost(), try sampleMail())
      #expect(await sender.send(post, gate: Turnstile(.closed(.cancelled)).gate) == .withheld(.cancelled))
      let turnstile = Turnstile()
      #expect(Delivery.Ending(await sender.send(mail, gate: turnstile.gate)) == .rejected)
      #expect(turnstile.wires.isEmpty && !FileManager.default.fileExists(atPath: folder.appending(path: "ran").path))
    }
  }

  /// What it has started holds its streams, and would be waited for.
  @Test func itsTimeIsOverAlsoForWhatItHasStarted() async throws {
    try await with("sleep 3600 & echo $! > child; wait", timeout: 3) { sender, folder in
      let start = ContinuousClock.now
      let outcome = await sender.send(try samplePost(), gate: Turnstile().gate)
      #expect(outcome.failure?.text.contains("did not end within 3 seconds") == true, "\(outcome)")
      #expect(ContinuousClock.now - start < .seconds(60))
      let text = try String(contentsOf: folder.appending(path: "child"), encoding: .utf8)
      let child = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
      let isGone = try await eventually { kill(child, 0) != 0 || isZombie(child) }
      #expect(isGone)
    }
  }

  @Test func whatItLeavesBehindIsNotWaitedFor() async throws {
    try await with("sleep 3600 & echo $! > child; echo done") { sender, folder in
      #expect(await sender.send(try samplePost(), gate: Turnstile().gate) == .sent(Receipt(id: "done")))
      let text = try String(contentsOf: folder.appending(path: "child"), encoding: .utf8)
      let child = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
      #expect(kill(child, 0) == 0, "it may go on")
      kill(child, SIGKILL)
    }
  }

  /// Its parent, which would reap it, may be nobody here.
  private func isZombie(_ process: Int32) -> Bool {
    guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return true }
    return stat.split(separator: ")").last?.hasPrefix(" Z") == true
  }

  private func eventually(_ condition: () -> Bool) async throws -> Bool {
    for _ in 0..<500 {
      if condition() { return true }
      try await Task.sleep(for: .milliseconds(10))
    }
    return false
  }

  @Test func whoStopsKillsItAndIsUncertain() async throws {
    try await with("touch ran; exec sleep 3600") { sender, folder in
      let message = try samplePost()
      let sending = Task { await sender.send(message, gate: Turnstile().gate) }
      while !FileManager.default.fileExists(atPath: folder.appending(path: "ran").path) {
        try await Task.sleep(for: .milliseconds(10))
      }
      sending.cancel()
      #expect(Delivery.Ending(await sending.value) == .uncertain)
      guard case .unknown = await sender.settle(message, note: nil) else {
        return #expect(Bool(false), "nobody can ask a program of an earlier process")
      }
    }
  }

  /// Not UTF-8, control characters, a line without end.
  @Test func anAnswerThatIsNoTextIsMadeFitToShow() async throws {
    try await with("head -c 3000 /dev/zero | tr '\\0' a; printf '\\377\\376 \\033[2J'") { sender, _ in
      let outcome = await sender.send(try samplePost(), gate: Turnstile().gate)
      let receipt = try #require(outcome.receipt, "\(outcome)").id
      #expect(receipt.count <= 201 && !receipt.unicodeScalars.contains { $0.isHidden })
    }
    try await with("printf '\\377\\033[2Jno' >&2; exit 65") { sender, _ in
      let outcome = await sender.send(try samplePost(), gate: Turnstile().gate)
      let text = try #require(outcome.failure?.text)
      #expect(text.hasSuffix("[2Jno") && !text.unicodeScalars.contains { $0.isHidden }, "\(text)")
    }
  }

  @Test func aRepeatBringsTheSameKeyAndBytes() async throws {
    try await with("cat >> got; echo >> got; exit 75") { sender, folder in
      for job in [Int64(7), 7, 8] {
        let outcome = await sender.send(try samplePost(job: job), gate: Turnstile().gate)
        #expect(Delivery.Ending(outcome) == .deferred)
      }
      let lines = try String(contentsOf: folder.appending(path: "got"), encoding: .utf8).split(separator: "\n")
      #expect(lines.count == 3 && lines[0] == lines[1] && lines[0] != lines[2])
      #expect(lines[0].contains("\"key\":\"7-1-0\""))
    }
  }
}
