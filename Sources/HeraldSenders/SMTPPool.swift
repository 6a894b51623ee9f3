import Foundation
import Herald
import HeraldTransfer
import Synchronization

/// The sessions of one channel with its server. An attempt takes one and gives it back; as many are open as attempts run
/// at once, or as the server allows.
final class SMTPPool: Sendable {
  private struct State {
    var idle: [Idle] = []
    /// Open or being opened.
    var live = 0
    /// The server took no more sessions than there are; until then no other is tried.
    var fullUntil: ContinuousClock.Instant?
    var waiting: [CheckedContinuation<Turn, Never>] = []
    var isReaping = false

    var isFull: Bool { live > 0 && fullUntil.map { ContinuousClock.now < $0 } ?? false }
  }

  /// A session in hand.
  struct Taken: Sendable {
    let session: SMTPSession
    /// It has carried a message before, so the server may have closed it meanwhile.
    let wasUsed: Bool
  }

  private struct Idle {
    let session: SMTPSession
    let since: ContinuousClock.Instant
  }

  private enum Turn: Sendable {
    case session(SMTPSession)
    /// Others have gone: open one.
    case open
    case refused(NoSession)
  }

  private let access: SMTPAccess
  private let timeouts: SMTPTimeouts
  private let loop: TransferLoop
  private let state = Mutex(State())

  /// How long a limit that was met is believed, and how long an idle session is kept.
  private static let patience = Duration.seconds(60)
  private static let idleTime = Duration.seconds(20)

  init(access: SMTPAccess, timeouts: SMTPTimeouts, loop: TransferLoop) {
    self.access = access
    self.timeouts = timeouts
    self.loop = loop
  }

  /// A session that waits; nil when there is none.
  func takeIdle() -> Taken? {
    state.withLock { $0.idle.popLast() }.map { Taken(session: $0.session, wasUsed: true) }
  }

  /// A new session; when the server refuses another one, the next that is given back.
  func take() async -> Result<Taken, NoSession> {
    if state.withLock(\.isFull) {
      let turn = await withCheckedContinuation { continuation in
        // One may have come back, or all have gone, meanwhile.
        let turn = state.withLock { state -> Turn? in
          if let kept = state.idle.popLast() { return .session(kept.session) }
          guard state.isFull else { return .open }
          state.waiting.append(continuation)
          return nil
        }
        if let turn { continuation.resume(returning: turn) }
      }
      switch turn {
      case .session(let session): return .success(Taken(session: session, wasUsed: true))
      case .refused(let cause): return .failure(cause)
      case .open: break
      }
    }
    return await open()
  }

  /// A session that nobody has used.
  func open() async -> Result<Taken, NoSession> {
    state.withLock { $0.live += 1 }
    let server: SMTPServer
    // A secret in a file is read, which is not the loop's business.
    switch await withTaskExecutorPreference(globalConcurrentExecutor, operation: { [access] in access.server() }) {
    case .success(let read): server = read
    case .failure(let failure): return refuse(NoSession(failure: failure, cause: .refused))
    }
    let session = SMTPSession(server: server, timeouts: timeouts, loop: loop)
    guard let refusal = await session.open() else { return .success(Taken(session: session, wasUsed: false)) }
    let hasOthers = state.withLock { state in
      guard refusal.mayBeALimit, state.live > 1 else { return false }
      state.live -= 1
      state.fullUntil = .now + Self.patience
      return true
    }
    return hasOthers ? await take() : refuse(NoSession(refusal))
  }

  private func refuse(_ cause: NoSession) -> Result<Taken, NoSession> {
    drop(.refused(cause))
    return .failure(cause)
  }

  /// Puts a session back, or forgets one that cannot be used any more.
  func giveBack(_ session: SMTPSession, isUsable: Bool) {
    guard isUsable else { return drop(.open) }
    let (next, mustReap) = state.withLock { state -> (CheckedContinuation<Turn, Never>?, Bool) in
      if !state.waiting.isEmpty { return (state.waiting.removeFirst(), false) }
      state.idle.append(Idle(session: session, since: .now))
      defer { state.isReaping = true }
      return (nil, !state.isReaping)
    }
    next?.resume(returning: .session(session))
    if mustReap { Task(executorPreference: loop) { await self.reap() } }
  }

  /// One session less. Whoever waits for another learns when there is none left.
  private func drop(_ turn: Turn) {
    let woken = state.withLock { state -> [CheckedContinuation<Turn, Never>] in
      state.live -= 1
      guard state.live == 0 else { return [] }
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in woken { continuation.resume(returning: turn) }
  }

  /// Says goodbye on every session that nobody uses.
  func close() async {
    let sessions = state.withLock { state in
      defer { state.idle = [] }
      state.live -= state.idle.count
      return state.idle.map(\.session)
    }
    await withDiscardingTaskGroup { group in
      for session in sessions { group.addTask { await session.quit() } }
    }
  }

  /// Closes sessions that were idle for long: servers do so too, and ours is the polite way.
  private func reap() async {
    while true {
      do { try await Task.sleep(for: Self.idleTime) } catch { return }
      let (old, isDone) = state.withLock { state -> ([SMTPSession], Bool) in
        let now = ContinuousClock.now
        let old = state.idle.filter { $0.since + Self.idleTime <= now }.map(\.session)
        state.idle.removeAll { $0.since + Self.idleTime <= now }
        state.live -= old.count
        if state.idle.isEmpty { state.isReaping = false }
        return (old, state.idle.isEmpty)
      }
      for session in old { await session.quit() }
      if isDone { return }
    }
  }
}

extension SMTPRefusal {
  /// A server that takes some sessions refuses one more like this: it is busy, or has enough of us.
  fileprivate var mayBeALimit: Bool {
    (phase == .connect || phase == .greeting) && !(reply?.isPermanent ?? false)
  }
}
