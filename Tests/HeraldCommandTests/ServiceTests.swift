import Foundation
import Glibc
import Herald
import HeraldTransfer
import HeraldWorker
import Logging
import Servers
import Synchronization
import Testing

@testable import HeraldCommand

/// What a service manager sees: a real socket and the built binary, without systemd itself.
@Suite(.serialized, .timeLimit(.minutes(15))) struct ServiceTests {
  private static let yaml = "channels:\n  y: { sender: file, directory: outbox/y }\n"

  private func newsroom() throws -> TestNewsroom {
    let newsroom = try TestNewsroom()
    try newsroom.configure(Self.yaml)
    return newsroom
  }

  private func listener(_ newsroom: TestNewsroom) throws -> NotifyListener {
    try NotifyListener(newsroom.url.appending(path: "notify").path)
  }

  @Test(arguments: [false, true]) func itSaysWhenItIsReadyWhatWaitsAndThatItEnds(_ isAbstract: Bool) throws {
    let newsroom = try newsroom()
    let manager =
      isAbstract ? try NotifyListener("@herald-test-\(UUID().uuidString)") : try listener(newsroom)
    try newsroom.done("queue", TestNewsroom.story, "--at", "tomorrow 9:00")
    let serving = try Serving(newsroom, environment: ["NOTIFY_SOCKET": manager.address])
    #expect(manager.hears("READY=1"))
    #expect(manager.hears("STATUS=1 wait"), "\(manager.messages)")
    try newsroom.done("channels", "pause", "y")
    #expect(manager.hears("STATUS=1 wait; y is paused"), "\(manager.messages)")
    #expect(!manager.messages.contains { $0.hasPrefix("WATCHDOG") }, "nobody asked for it")
    #expect(serving.stop() == 0)
    #expect(manager.hears("STOPPING=1"))
  }

  /// The lock that recovery needs is held by somebody else.
  @Test func itIsNotReadyBeforeItHoldsItsLocks() throws {
    let newsroom = try newsroom()
    try newsroom.done("queue", TestNewsroom.story)
    let manager = try listener(newsroom)
    let lock = open(newsroom.url.appending(path: "herald.db.write").path, O_RDWR)
    try #require(lock >= 0 && flock(lock, LOCK_EX) == 0)
    let serving = try Serving(newsroom, environment: ["NOTIFY_SOCKET": manager.address])
    #expect(!manager.hears("READY=1", within: 2))
    flock(lock, LOCK_UN)
    close(lock)
    #expect(manager.hears("READY=1"))
    manager.forget()
    let second = try newsroom.herald("run", environment: ["NOTIFY_SOCKET": manager.address])
    #expect(second.code == 75 && !manager.hears("READY=1", within: 0.2), "\(second)")
    #expect(second.err.contains("process \(serving.process.processIdentifier)"), "\(second)")
    #expect(serving.stop() == 0)
  }

  @Test func aReloadIsToldWithItsTimeAndEndsReadyWhateverCameOfIt() throws {
    let newsroom = try newsroom()
    let manager = try listener(newsroom)
    let serving = try Serving(newsroom, environment: ["NOTIFY_SOCKET": manager.address])
    #expect(manager.hears("READY=1"))
    for yaml in [Self.yaml, "chanels: {}\n"] {
      try newsroom.configure(yaml)
      manager.forget()
      serving.send(SIGHUP)
      #expect(manager.hears("RELOADING=1\nMONOTONIC_USEC="), "\(manager.messages)")
      #expect(manager.hears("READY=1"))
    }
    #expect(serving.stop() == 0)
  }

  /// The writer hangs as long as another program holds the file; the process lives, and only the watchdog says so.
  @Test func aStoreThatHangsStarvesTheWatchdog() throws {
    let newsroom = try newsroom()
    let manager = try listener(newsroom)
    let serving = try Serving(
      newsroom, environment: ["NOTIFY_SOCKET": manager.address, "WATCHDOG_USEC": "3000000"])
    #expect(manager.hears("READY=1") && manager.hears("WATCHDOG=1"))
    try newsroom.folder.write(
      """
      import sqlite3, time
      database = sqlite3.connect("herald.db", isolation_level=None)
      database.execute("BEGIN IMMEDIATE")
      open("held", "w").close()
      time.sleep(6)
      database.execute("ROLLBACK")
      """, to: "hold.py")
    let holder = Process()
    holder.executableURL = URL(filePath: "/usr/bin/python3")
    holder.arguments = ["hold.py"]
    holder.currentDirectoryURL = newsroom.url
    try holder.run()
    try Serving.wait("the lock") { newsroom.folder.files.contains("held") }
    usleep(2_500_000)
    manager.forget()
    #expect(!manager.hears("WATCHDOG=1", within: 2), "\(manager.messages)")
    let log = try serving.log
    #expect(log.contains("error does not answer parts=store"), "\(log)")
    holder.waitForEnd()
    #expect(manager.hears("WATCHDOG=1", within: 10))
    #expect(serving.stop() == 0)
  }

  @Test func aStoppedProcessSaysNothing() throws {
    let newsroom = try newsroom()
    let manager = try listener(newsroom)
    let serving = try Serving(
      newsroom, environment: ["NOTIFY_SOCKET": manager.address, "WATCHDOG_USEC": "400000"])
    #expect(manager.hears("WATCHDOG=1"))
    serving.send(SIGSTOP)
    usleep(100_000)
    manager.forget()
    #expect(!manager.hears("WATCHDOG=1", within: 1))
    serving.send(SIGCONT)
    #expect(manager.hears("WATCHDOG=1"))
    #expect(serving.stop() == 0)
  }

  @Test func whoTheWatchdogIsForIsHeeded() {
    #expect(Watchdog.patience(microseconds: "180000000", process: "7", own: 7) == .seconds(180))
    #expect(Watchdog.patience(microseconds: "180000000", process: nil, own: 7) == .seconds(180))
    #expect(Watchdog.patience(microseconds: "180000000", process: "8", own: 7) == nil)
    for wrong in ["", "0", "-1", "x"] { #expect(Watchdog.patience(microseconds: wrong, process: nil, own: 7) == nil) }
    #expect(Watchdog.patience(microseconds: nil, process: nil, own: 7) == nil)
  }

  // MARK: - Which part hangs

  /// What a watchdog of 800 milliseconds says, and when.
  private final class Heard: Sendable {
    private let state = Mutex<(count: Int, silent: String)>((0, ""))
    var count: Int { state.withLock { $0.count } }
    /// What the log says of the parts that do not answer; empty when all do.
    var silent: String { state.withLock { $0.silent } }
    func tell() { state.withLock { $0.count += 1 } }
    func say(_ text: String) { state.withLock { $0.silent = text } }
  }

  private struct Handler: LogHandler {
    let heard: Heard
    var logLevel: Logger.Level = .trace
    var metadata: Logger.Metadata = [:]
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }
    func log(event: LogEvent) { heard.say(event.metadata?["parts"]?.description ?? "") }
  }

  /// However busy the machine is: waits for what has to come, and only then that nothing comes.
  private func watched(
    _ parts: [Watchdog.Part] = [], loops: @escaping @Sendable (Duration) -> [String] = { _ in [] },
    _ body: (Heard) async throws -> Void
  ) async throws {
    let heard = Heard()
    let watchdog = Watchdog(
      patience: .milliseconds(800), parts: parts, loops: loops, tell: heard.tell,
      log: Logger(label: "test") { _ in Handler(heard: heard) })
    let task = Task { await watchdog.run() }
    defer { task.cancel() }
    try await body(heard)
  }

  private func until(_ what: String, _ holds: () -> Bool) async throws {
    for _ in 0..<12_000 {
      if holds() { return }
      try await Task.sleep(for: .milliseconds(5))
    }
    throw Wrong("it did not come to this in a minute: \(what)")
  }

  @Test func aTransferLoopThatHangsStarvesIt() async throws {
    let loop = TransferLoop()
    try await watched([.init(name: "transfer") { await loop.answer() }]) { heard in
      try await until("a first word") { heard.count > 0 }
      let (door, standing) = (DispatchSemaphore(value: 0), Heard())
      Task(executorPreference: loop) { Self.stand(at: door, standing) }
      try await until("somebody at the door") { standing.count == 1 }
      // What was answered before counts for 400 milliseconds.
      try await Task.sleep(for: .seconds(1))
      try await until("silence") { heard.silent == "transfer" }
      let hanging = heard.count
      try await Task.sleep(for: .seconds(1))
      #expect(heard.count == hanging, "nothing while it hangs")
      door.signal()
      try await until("another word") { heard.count > hanging }
    }
  }

  private static func stand(at door: DispatchSemaphore, _ standing: Heard) {
    standing.tell()
    door.wait()
  }

  /// One that goes on is not enough.
  @Test func aClaimLoopThatIsSilentStarvesIt() async throws {
    let pulse = Pulse()
    let beating = Task.detached {
      while !Task.isCancelled {
        pulse.beat("x")
        try await Task.sleep(for: .milliseconds(5))
      }
    }
    defer { beating.cancel() }
    pulse.beat("mail")
    let loops: @Sendable (Duration) -> [String] = { pulse.silent(longerThan: $0).filter { $0 == "mail" } }
    try await watched(loops: loops) { heard in
      try await until("silence") { heard.silent == "mail" }
      let hanging = heard.count
      try await Task.sleep(for: .seconds(1))
      #expect(heard.count == hanging)
      #expect(pulse.silent(longerThan: .seconds(1)).contains("mail"))
      let waking = Task.detached {
        while !Task.isCancelled {
          pulse.beat("mail")
          try await Task.sleep(for: .milliseconds(5))
        }
      }
      defer { waking.cancel() }
      try await until("another word") { heard.count > hanging }
    }
  }

  // MARK: - The unit

  private static let unit = ArchitectureTests.sources.deletingLastPathComponent().appending(
    path: "Config/herald.service")

  /// With the paths of this machine in the place of those that it names.
  @Test(.enabled(if: access("/usr/bin/systemd-analyze", X_OK) == 0 || RunLog.variable("HERALD_REQUIRE") == "1"))
  func systemdTakesTheUnit() throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOf: Self.unit, encoding: .utf8)
      .replacing("/usr/local/bin/herald", with: HeraldProcess.binary)
    try folder.write(text, to: "herald.service")
    let verified = try HeraldProcess.shell("/usr/bin/systemd-analyze verify ./herald.service 2>&1", in: folder.url)
    #expect(verified.code == 0 && verified.out == "", "\(verified)")
    let security = try HeraldProcess.shell(
      "/usr/bin/systemd-analyze security --offline=yes --threshold=20 ./herald.service 2>&1", in: folder.url)
    #expect(security.code == 0, "\(security.out.suffix(300))")
  }

  /// What the unit says is what the code does.
  @Test func itsTimesFitTheGateAndItsCodesAreOurs() throws {
    let text = try String(contentsOf: Self.unit, encoding: .utf8)
    #expect(text.contains("\nTimeoutStopSec=630\n") && text.contains("\nKillSignal=SIGTERM\n"))
    let grace = Surroundings(now: { Instant(microseconds: 0) }, random: { 0 }).grace
    #expect(grace + .seconds(600) <= .seconds(630))
    let codes = [Ending.Code.usage, .configuration].map { "\($0.rawValue)" }.joined(separator: " ")
    #expect(text.contains("\nRestartPreventExitStatus=\(codes)\n"))
  }

  // MARK: - The journal

  @Test func theJournalGetsPrioritiesAndNoTimes() throws {
    let newsroom = try newsroom()
    try newsroom.done("queue", TestNewsroom.story)
    // A shell tells herald which file its standard error is, as systemd does.
    let line = "JOURNAL_STREAM=$(stat -L -c %d:%i /dev/stderr) exec \"$herald\" run --drain"
    let ended = try HeraldProcess.shell(line, in: newsroom.url)
    #expect(ended.code == 0 && ended.err.hasPrefix("<6>info sent channel=y "), "\(ended)")
    let other = try HeraldProcess.shell("JOURNAL_STREAM=1:2 exec \"$herald\" run --drain", in: newsroom.url)
    #expect(other.code == 0 && !other.err.contains("<6>"), "\(other)")
  }
}
