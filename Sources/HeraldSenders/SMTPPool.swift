import Foundation
import Herald
import HeraldTransfer

/// The sessions of one channel with its server. An attempt takes one and gives it back; as many are open as attempts run
/// at once, or as the server allows.
actor SMTPPool {
  private let access: SMTPAccess
  private let timeouts: SMTPTimeouts
  private let loop: TransferLoop
  private var idle: [Idle] = []
  /// Open or being opened.
  private var live = 0
  /// The server took no more sessions than there are; until then no other is tried.
  private var fullUntil: ContinuousClock.Instant?
  private var waiting: [CheckedContinuation<Turn, Never>] = []
  private var isReaping = false

  private struct Idle {
    let session: SMTPSession
    let since: ContinuousClock.Instant
  }

  private enum Turn: Sendable {
    case session(SMTPSession)
    /// Others have gone: open one.
    case open
    case refused(Failure)
  }

  /// How long a limit that was met is believed, and how long an idle session is kept.
  private static let patience = Duration.seconds(60)
  private static let idleTime = Duration.seconds(20)

  init(access: SMTPAccess, timeouts: SMTPTimeouts, loop: TransferLoop) {
    self.access = access
    self.timeouts = timeouts
    self.loop = loop
  }

  /// A session that waits, or a new one; when the server refuses another one, the next that is given back.
  func take() async -> Result<SMTPSession, Failure> {
    if let kept = idle.popLast() { return .success(kept.session) }
    if live > 0, let fullUntil, ContinuousClock.now < fullUntil {
      switch await withCheckedContinuation({ waiting.append($0) }) {
      case .session(let session): return .success(session)
      case .refused(let failure): return .failure(failure)
      case .open: break
      }
    }
    return await open()
  }

  /// A session that nobody has used.
  func open() async -> Result<SMTPSession, Failure> {
    live += 1
    let server: SMTPServer
    // A secret in a file is read, which is not the loop's business.
    switch await withTaskExecutorPreference(globalConcurrentExecutor, operation: { [access] in access.server() }) {
    case .success(let read): server = read
    case .failure(let failure): return refuse(failure)
    }
    let session = SMTPSession(server: server, timeouts: timeouts, loop: loop)
    guard let refusal = await session.open() else { return .success(session) }
    guard refusal.mayBeALimit, live > 1 else { return refuse(Failure(refusal)) }
    live -= 1
    fullUntil = .now + Self.patience
    return await take()
  }

  private func refuse(_ failure: Failure) -> Result<SMTPSession, Failure> {
    live -= 1
    if live == 0 { wake(.refused(failure)) }
    return .failure(failure)
  }

  func giveBack(_ session: SMTPSession) async {
    guard await session.isUsable else {
      live -= 1
      if live == 0 { wake(.open) }
      return
    }
    if !waiting.isEmpty {
      waiting.removeFirst().resume(returning: .session(session))
      return
    }
    idle.append(Idle(session: session, since: .now))
    if !isReaping {
      isReaping = true
      Task(executorPreference: loop) { await self.reap() }
    }
  }

  /// Says goodbye on every session that nobody uses.
  func close() async {
    let sessions = idle
    idle = []
    live -= sessions.count
    await withDiscardingTaskGroup { group in
      for kept in sessions { group.addTask { await kept.session.quit() } }
    }
  }

  /// Closes sessions that were idle for long: servers do so too, and ours is the polite way.
  private func reap() async {
    while !idle.isEmpty {
      do { try await Task.sleep(for: Self.idleTime) } catch { break }
      let old = idle.filter { $0.since + Self.idleTime <= .now }
      idle.removeAll { kept in old.contains { $0.session === kept.session } }
      live -= old.count
      for kept in old { await kept.session.quit() }
    }
    isReaping = false
  }

  private func wake(_ turn: Turn) {
    let woken = waiting
    waiting = []
    for continuation in woken { continuation.resume(returning: turn) }
  }
}

extension SMTPRefusal {
  /// A server that takes some sessions refuses one more like this: it is busy, or has enough of us.
  fileprivate var mayBeALimit: Bool {
    (phase == .connect || phase == .greeting) && !(reply?.isPermanent ?? false)
  }
}
