import Herald
import HeraldStore

/// What a claim loop takes from the store, and what it gives back.
extension ClaimLoop {
  /// Leases that nobody began with. A store that takes nothing keeps them until recovery.
  func giveBack(
    _ hands: inout Hands, _ ready: ReadyLeases, _ trouble: Trouble, _ areMeant: (Lease) -> Bool
  ) async {
    let back = ready.remove(areMeant)
    guard !back.isEmpty else { return }
    hands.places = QueuePlaces()
    do {
      try await store.release(back, limits: channel.limits)
    } catch {
      trouble.note(error)
    }
  }

  /// Fetches the next leases while others are still at work: at most twice as many are ready as may run. A
  /// channel that was closed is tried with one job; one with rates fetches what begins at once, so that a permit is used
  /// when it is taken.
  func claim(
    _ hands: inout Hands, _ ready: ReadyLeases, _ standstill: Standstill?, now: Instant,
    in group: inout ThrowingTaskGroup<Event, any Error>, _ trouble: Trouble
  ) {
    guard !hands.isClaiming, !hands.isIdle, standstill == nil, surroundings.isSettled else { return }
    let count = ready.count
    let room: Int
    if case .trying = flow.standing(at: now) {
      room = hands.running == 0 && count == 0 ? 1 : 0
    } else if !channel.limits.isNone {
      room = channel.concurrency - hands.running - count
    } else {
      // The next ones are on their way before somebody has to wait for them.
      room = count < channel.concurrency ? 2 * channel.concurrency - count : 0
    }
    guard room > 0 else { return }
    hands.isClaiming = true
    let order = order(room: room, hands, ready, now: now)
    group.addTask { [self, mustLook = hands.mustLook] in
      do {
        return try await look(order, first: mustLook)
      } catch {
        trouble.note(error)
        return .claimed([], nil, permit: nil)
      }
    }
  }

  /// What a claim asks for.
  struct Order: Sendable {
    let room: Int
    let slow: [String: Int]
    let places: QueuePlaces
  }

  func order(room: Int, _ hands: Hands, _ ready: ReadyLeases, now: Instant) -> Order {
    Order(room: room, slow: flow.slow(at: now, atWork: ready.inHand), places: hands.places)
  }

  func look(_ order: Order, first mustLook: Bool) async throws -> Event {
    let now = surroundings.now()
    if mustLook {
      guard let due = try await store.nextDue(channels: [channel.name]), due <= now else {
        return .claimed([], nil, permit: nil)
      }
    }
    if let room = store.room, room.isLow {
      let problem = StoreProblem.diskLow(path: store.path, free: room.free, needed: room.needed)
      return .noRoom(Failure(problem.description, code: "ENOSPC"))
    }
    let until = now + surroundings.leaseTime
    let leases: [Lease]
    var places: QueuePlaces?
    if order.slow.isEmpty {
      leases = try await store.claim(
        channel: channel.name, network: channel.network, limit: order.room, limits: channel.limits, until: until,
        now: now)
    } else {
      (leases, places) = try await store.claim(
        channel: channel.name, network: channel.network, limit: order.room, limits: channel.limits, around: order.slow,
        from: order.places, until: until, now: now)
    }
    return .claimed(leases, places, permit: leases.count < order.room ? try await permit(now: now) : nil)
  }

  /// When the next message may go; nil when something else is waited for.
  private func permit(now: Instant) async throws -> Instant? {
    guard !channel.limits.isNone else { return nil }
    let next = try await store.nextPermit(of: channel.name, channel.limits, now: now)
    guard next > now, let due = try await store.nextDue(channels: [channel.name]), due <= now else { return nil }
    return next
  }
}
