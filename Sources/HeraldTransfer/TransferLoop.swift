import CCurl
import Foundation
import Glibc
import Synchronization

/// One thread that carries all transfers: it waits on every socket at once and runs the Swift code that speaks over
/// them.
///
/// It is an executor, so straight-line `async` code that starts with it as its preference stays on this thread, and a
/// message costs no switch of threads but those of its store. Nothing here may block: no file, no lookup, no long
/// computation. The thread starts with the first job and sleeps while nothing is to do.
public final class TransferLoop: TaskExecutor, SerialExecutor, @unchecked Sendable {
  /// The one that a process needs.
  public static let shared = TransferLoop()

  private struct Inbox {
    var jobs: [UnownedJob] = []
    var hasStarted = false
    /// The loop waits in the kernel, or is about to: whoever adds a job rings.
    var isAsleep = false
  }

  private let inbox = Mutex(Inbox())
  private let thread = Atomic<UInt>(0)
  private let poll: Int32
  private let bell: Int32

  // Touched by the loop's thread alone.
  private var jobs: [UnownedJob] = []
  private var running: [UnownedJob] = []
  private var watched: [Int32: WatchedSocket] = [:]
  private var timers: [Timer] = []
  private var lastTimer = 0
  /// No wait and no timer ends before this moment.
  private var nextDeadline: ContinuousClock.Instant?
  private var connections: CurlMulti?

  private struct Timer {
    let number: Int
    let deadline: ContinuousClock.Instant
    let action: () -> Void
  }

  public init() {
    poll = epoll_create1(Int32(EPOLL_CLOEXEC))
    bell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    precondition(poll >= 0 && bell >= 0, "no descriptors left for the transfer loop")
    control(EPOLL_CTL_ADD, bell, EPOLLIN.rawValue, tag: .bell)
  }

  // MARK: - Executor

  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if isCurrent {
      jobs.append(job)
      return
    }
    let (mustStart, mustRing) = inbox.withLock { inbox in
      inbox.jobs.append(job)
      defer {
        inbox.hasStarted = true
        inbox.isAsleep = false
      }
      return (!inbox.hasStarted, inbox.isAsleep)
    }
    if mustStart { start() } else if mustRing { ring() }
  }

  public func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

  public func checkIsolated() { precondition(isCurrent, "not on the transfer loop") }

  var isCurrent: Bool { thread.load(ordering: .relaxed) == UInt(pthread_self()) }

  private func start() {
    // The thread lives as long as the process, and keeps its loop.
    let thread = Thread { [self] in work() }
    thread.name = "herald-transfer"
    thread.start()
  }

  private func ring() {
    var one: UInt64 = 1
    // A bell that is full has been rung.
    _ = Glibc.write(bell, &one, MemoryLayout<UInt64>.size)
  }

  /// Returns when the loop turns: a thread that hangs never answers.
  public func answer() async { await Task(executorPreference: self) {}.value }

  // MARK: - The thread

  private func work() -> Never {
    thread.store(UInt(pthread_self()), ordering: .relaxed)
    // A far side that went away is an error of `send`, never the end of the process.
    signal(SIGPIPE, SIG_IGN)
    while true {
      runJobs()
      dispatch(waitForEvents())
      endWaits()
    }
  }

  /// Runs what is ready, and what that makes ready, but looks at the sockets again before long.
  private func runJobs() {
    var left = 2_000
    while left > 0 {
      if jobs.isEmpty { takeInbox() }
      guard !jobs.isEmpty else { return }
      swap(&jobs, &running)
      for job in running {
        job.runSynchronously(isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
      }
      left -= running.count
      running.removeAll(keepingCapacity: true)
    }
  }

  private func takeInbox() {
    inbox.withLock { inbox in
      guard !inbox.jobs.isEmpty else { return }
      swap(&jobs, &inbox.jobs)
    }
  }

  private typealias Events = ContiguousArray<epoll_event>

  private func waitForEvents() -> Events {
    let mayBlock =
      jobs.isEmpty
      && inbox.withLock { inbox in
        inbox.isAsleep = inbox.jobs.isEmpty
        return inbox.isAsleep
      }
    let events = Events(unsafeUninitializedCapacity: 64) { buffer, count in
      count = Int(max(0, epoll_wait(poll, buffer.baseAddress, 64, mayBlock ? milliseconds() : 0)))
    }
    if mayBlock { inbox.withLock { $0.isAsleep = false } }
    return events
  }

  /// Until the next deadline, rounded up; -1 when there is none.
  private func milliseconds() -> Int32 {
    guard let nextDeadline else { return -1 }
    let left = nextDeadline - .now
    guard left > .zero else { return 0 }
    let (seconds, attoseconds) = left.components
    return Int32(clamping: seconds * 1_000 + attoseconds / 1_000_000_000_000_000 + 1)
  }

  private func dispatch(_ events: Events) {
    for event in events {
      let descriptor = Int32(truncatingIfNeeded: event.data.u64)
      switch Tag(rawValue: event.data.u64 >> 32) {
      case .bell:
        var count: UInt64 = 0
        _ = Glibc.read(bell, &count, MemoryLayout<UInt64>.size)
      case .socket: watched[descriptor]?.happened(event.events)
      case .connection: connections?.happened(on: descriptor, event.events)
      case nil: break
      }
    }
  }

  // MARK: - Deadlines

  private func endWaits() {
    guard let due = nextDeadline else { return }
    let now = ContinuousClock.now
    guard now >= due else { return }
    nextDeadline = nil
    for socket in watched.values {
      guard let deadline = socket.deadline else { continue }
      if deadline <= now { socket.end(.timedOut) } else { remember(deadline) }
    }
    let ended = timers.filter { $0.deadline <= now }
    timers.removeAll { $0.deadline <= now }
    for timer in timers { remember(timer.deadline) }
    for timer in ended { timer.action() }
  }

  /// Makes sure that the loop wakes up by then.
  func remember(_ deadline: ContinuousClock.Instant) {
    if nextDeadline.map({ deadline < $0 }) ?? true { nextDeadline = deadline }
  }

  /// Calls `action` once, on the loop.
  @discardableResult
  func schedule(at deadline: ContinuousClock.Instant, _ action: @escaping () -> Void) -> Int {
    lastTimer += 1
    timers.append(Timer(number: lastTimer, deadline: deadline, action: action))
    remember(deadline)
    return lastTimer
  }

  func unschedule(_ number: Int) { timers.removeAll { $0.number == number } }

  // MARK: - Sockets

  private enum Tag: UInt64 { case bell, socket, connection }

  /// Begins to watch a connected socket. It reports each change once (edge-triggered), so whoever waits reads or writes
  /// first, until the socket has no more.
  func watch(_ socket: WatchedSocket) {
    watched[socket.descriptor] = socket
    let events = EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
    control(EPOLL_CTL_ADD, socket.descriptor, events, tag: .socket)
  }

  /// Before its descriptor is closed.
  func unwatch(_ socket: WatchedSocket) {
    guard watched[socket.descriptor] === socket else { return }
    watched[socket.descriptor] = nil
    control(EPOLL_CTL_DEL, socket.descriptor, 0, tag: .socket)
  }

  /// libcurl asks to be told of these events on a connection that it is making; 0: no more.
  func watchConnection(_ descriptor: Int32, events: UInt32, isNew: Bool) {
    control(
      events == 0 ? EPOLL_CTL_DEL : isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, descriptor, events, tag: .connection)
  }

  private func control(_ operation: Int32, _ descriptor: Int32, _ events: UInt32, tag: Tag) {
    var event = epoll_event()
    event.events = events
    event.data.u64 = tag.rawValue << 32 | UInt64(UInt32(bitPattern: descriptor))
    // A descriptor that libcurl closed before it said so is gone from the set already.
    _ = epoll_ctl(poll, operation, descriptor, &event)
  }

  /// What makes connections.
  var multi: CurlMulti {
    if let connections { return connections }
    let made = CurlMulti(loop: self)
    connections = made
    return made
  }
}
