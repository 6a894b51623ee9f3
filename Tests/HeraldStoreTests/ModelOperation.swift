import Herald

/// One thing that happens in a life of the queue. `pick` chooses among what is there at that moment (the hands of a
/// claimant, the jobs), so that a life stays meaningful when operations are taken out of it.
enum ModelOperation: Hashable, Sendable, CustomStringConvertible {
  enum Claimant: String, CaseIterable, Sendable { case ada, bert }

  /// `catchUp` is how late it may be when it was given its time; nil when it was not.
  case queue(ModelChannel, dueIn: Int64, catchUp: Int64?)
  case claim(Claimant, ModelChannel, limit: Int)
  case claimSuspect(Claimant)
  /// Asks the far side about a job in doubt.
  case settle(Claimant, pick: Int)
  /// Asks for the mark; `otherBytes` announces others than the revision has.
  case gate(Claimant, pick: Int, otherBytes: Bool)
  /// Sends what passed the gate; the far side takes it or refuses.
  case transmit(Claimant, pick: Int, isTaken: Bool)
  /// Records an outcome that fits what happened; `choice` takes one of them.
  case finish(Claimant, pick: Int, choice: Int)
  case release(Claimant, pick: Int)
  /// A claimant dies with all that it has in hand.
  case crash(Claimant)
  /// Both die, and the next daemon recovers at its start.
  case restart
  case recoverExpired
  /// The heartbeat of a claimant's process: its leases are extended, expired ones of others recovered.
  case beat(Claimant)
  /// Nil is all channels.
  case pause(ModelChannel?)
  case resume(ModelChannel?)
  /// Time passes.
  case wait(Int64)
  /// The wall clock is set; no time passes.
  case jump(Int64)
  case correct(pick: Int)
  case cancel(pick: Int)
  case retry(pick: Int)
  /// By a person who knows that it arrived.
  case markSent(pick: Int)
  case move(pick: Int, dueIn: Int64, catchUp: Int64?)
  case moveToSlot(pick: Int)
  /// What was missed is treated so, on every channel.
  case misfire(PostMisfire)
  case expire(pick: Int)

  /// One life: on some channels, by one claimant or two, so that some lives go deep and some go wide.
  static func life(seed: UInt64, length: Int = 48) -> [ModelOperation] {
    var dice = SeededDice(seed: seed)
    let channels = [ModelChannel.allCases, [.hold], [.retry], [.look]][dice.below(4)]
    let claimants = [Claimant.allCases, Claimant.allCases, [.ada]][dice.below(3)]
    return (0..<length).map { _ in random(&dice, channels, claimants) }
  }

  private static func random(
    _ dice: inout SeededDice, _ channels: [ModelChannel], _ claimants: [Claimant]
  ) -> ModelOperation {
    let who = dice.one(of: claimants)
    let pick = dice.below(8)
    switch dice.below(100) {
    case 0..<7:
      return .queue(
        dice.one(of: channels), dueIn: dice.one(of: [0, 0, 0, 30, 600]), catchUp: dice.one(of: [nil, nil, 60]))
    case 7..<21: return .claim(who, dice.one(of: channels), limit: 1 + dice.below(3))
    case 21..<27: return .claimSuspect(who)
    case 27..<32: return .settle(who, pick: pick)
    case 32..<46: return .gate(who, pick: pick, otherBytes: dice.below(12) == 0)
    case 46..<58: return .transmit(who, pick: pick, isTaken: dice.below(4) > 0)
    case 58..<70: return .finish(who, pick: pick, choice: dice.below(6))
    case 70..<72: return .release(who, pick: pick)
    case 72..<75: return .crash(who)
    case 75..<78: return .restart
    case 78..<80: return .recoverExpired
    case 80..<82: return .beat(who)
    case 82..<85: return .wait(dice.one(of: [1, 59, 60, 61, 130, 901]))
    case 85..<86: return .misfire(dice.one(of: PostMisfire.allCases))
    case 86..<88: return .jump(dice.one(of: [61, 3_600, 86_400, -30, -3_600]))
    case 88..<90:
      let channel = dice.one(of: [nil] + channels.map(Optional.some))
      return dice.below(3) == 0 ? .pause(channel) : .resume(channel)
    case 90..<91: return .correct(pick: pick)
    case 91..<93: return .cancel(pick: pick)
    case 93..<96: return .retry(pick: pick)
    case 96..<97: return .markSent(pick: pick)
    case 97..<98:
      if dice.below(3) == 0 { return .moveToSlot(pick: pick) }
      return .move(pick: pick, dueIn: dice.one(of: [0, 30, 600]), catchUp: dice.one(of: [nil, 60]))
    default: return .expire(pick: pick)
    }
  }

  var description: String {
    switch self {
    case .queue(let channel, let dueIn, let catchUp):
      "queue a post on \(channel), due in \(dueIn) s\(catchUp.map { ", missed \($0) s later" } ?? "")"
    case .claim(let who, let channel, let limit): "\(who) claims \(limit) of \(channel)"
    case .claimSuspect(let who): "\(who) claims a suspect"
    case .settle(let who, let pick): "\(who) settles [\(pick)]"
    case .gate(let who, let pick, let otherBytes):
      "\(who) asks at the gate [\(pick)]\(otherBytes ? " with other bytes" : "")"
    case .transmit(let who, let pick, let isTaken): "\(who) transmits [\(pick)], \(isTaken ? "taken" : "refused")"
    case .finish(let who, let pick, let choice): "\(who) finishes [\(pick)] with choice \(choice)"
    case .release(let who, let pick): "\(who) releases [\(pick)]"
    case .crash(let who): "\(who) dies"
    case .restart: "both die, and a daemon starts"
    case .recoverExpired: "expired leases are recovered"
    case .beat(let who): "the heart of \(who) beats"
    case .pause(let channel): "\(channel?.rawValue ?? "everything") is paused"
    case .resume(let channel): "\(channel?.rawValue ?? "everything") is resumed"
    case .wait(let seconds): "\(seconds) s pass"
    case .jump(let seconds): "the clock is set by \(seconds) s"
    case .correct(let pick): "job [\(pick)] is corrected"
    case .cancel(let pick): "job [\(pick)] is cancelled"
    case .retry(let pick): "job [\(pick)] is retried"
    case .markSent(let pick): "job [\(pick)] is marked as sent"
    case .move(let pick, let dueIn, let catchUp):
      "job [\(pick)] is moved to in \(dueIn) s\(catchUp.map { ", missed \($0) s later" } ?? "")"
    case .moveToSlot(let pick): "job [\(pick)] takes the next slot"
    case .misfire(let misfire): "what was missed is treated as \(misfire)"
    case .expire(let pick): "job [\(pick)] expires"
    }
  }
}

/// SplitMix64: the same numbers for the same seed on every machine.
struct SeededDice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }

  mutating func one<T>(of values: [T]) -> T { values[below(values.count)] }
}
