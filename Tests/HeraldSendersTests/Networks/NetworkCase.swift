import Foundation
import Herald
import HeraldSenders
import HeraldTransfer
import Servers
import Synchronization
import Testing

/// One network as the contract sees it. A new sender of a network adds one to `all`.
struct NetworkCase: Sendable, CustomTestStringConvertible {
  /// What becomes of a message whose answer was lost.
  enum Doubt: Sendable {
    /// A repeat is harmless, or it is found there: one post, and `sent`.
    case ends
    /// Nobody can tell: `uncertain`, for a person.
    case stays
    /// It is looked for: found is `sent`, not found is no proof.
    case isRead
  }

  var name: String
  var kind: SenderKind
  /// `Tests/Servers/fake_NAME.py`.
  var fake: String
  var network: Network
  /// Whose rules the post is written by is in the settings too.
  var settings: @Sendable (_ server: String, _ secret: String) -> String
  var secret = "Zinnober-4711-Karmesin"
  /// Where the configured address is the secret itself: its path, with SECRET for it.
  var addressPath = ""
  var plan: [String: FakeNetwork.Plan.Value] = [:]
  var doubt: Doubt
  /// Whether doubt ends even where the network does not let itself be read.
  var needsNoReading = false
  /// Whether an answer of 200 has to be of the network's form.
  var readsAnswers = true
  /// Which post a part names.
  enum Replies: Sendable { case none, before, first }
  var replies = Replies.before
  /// What a token that is over leads to.
  var expired = Delivery.Ending.blocked
  /// Header fields that name the message.
  var keys: [String] = []
  /// What the network says of too many requests, and how many seconds from `NetworkBench.now` that is.
  var limits: [(value: String, seconds: Double)] = []

  var testDescription: String { name }

  /// What the body of a request that posts says, as a reader sees it.
  var written: @Sendable (_ text: String) -> String = { $0 }

  /// Those whose promise rests on a key that the network honours.
  static let keyed = all.filter { !$0.defects.isEmpty }
  var defects: [FakeNetwork.Plan.Defect] = []
}

/// A sender beside its fake network, and a clock that only a test moves.
final class NetworkBench: Sendable {
  static let start = Instant(microseconds: 1_790_000_000_000_000)

  let test: NetworkCase
  let network: FakeNetwork
  let folder: URL
  private let clock = Mutex(NetworkBench.start + 10)
  private let limits: HTTPLimits

  var now: Instant { clock.withLock { $0 } }
  func advance(_ time: Seconds) { clock.withLock { $0 = $0 + time } }

  private init(_ test: NetworkCase, _ network: FakeNetwork, _ folder: URL, _ limits: HTTPLimits) {
    (self.test, self.network, self.folder, self.limits) = (test, network, folder, limits)
  }

  @discardableResult
  static func with<T>(
    _ test: NetworkCase, _ faults: [FakeNetwork.Plan.Fault] = [], defect: FakeNetwork.Plan.Defect? = nil,
    settings: [String: FakeNetwork.Plan.Value] = [:], limits: HTTPLimits = HTTPLimits(),
    _ body: (NetworkBench) async throws -> T
  ) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.appending(path: "herald-sender-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { remove(folder) }
    var plan = FakeNetwork.Plan(faults, defect: defect, settings: test.plan)
    plan.settings["token"] = .text(test.secret)
    plan.settings.merge(settings) { $1 }
    return try await FakeNetwork.with(test.fake, plan) { network in
      let bench = NetworkBench(test, network, folder, limits)
      let result = try await body(bench)
      #expect(try network.problems() == [], "what the network's documentation forbids")
      return result
    }
  }

  /// A process's own: what it remembers dies with it.
  func sender(server: String? = nil, secret: String? = nil, ca: String? = nil) throws -> any Sender {
    let secret = secret ?? test.secret
    let url = server ?? network.url
    let kept = test.secretIsAddress ? url + test.addressPath.replacing("SECRET", with: secret) : secret
    try Data(kept.utf8).write(to: folder.appending(path: "secret"))
    let decoder = JSONDecoder()
    decoder.userInfo[.bench] = self
    var settings = test.settings(url, test.secret)
    if let ca { settings = settings.dropLast() + #", "ca": "\#(ca)" }"# }
    return try decoder.decode(Made.self, from: Data(settings.utf8)).sender
  }

  func message(
    job: Int64 = 7, part: Int = 0, of texts: [String] = ["The ferry runs again from Monday, “twice” a day."],
    card: LinkCard? = nil, previous: Receipt? = nil
  ) throws -> Message {
    Message(
      key: MessageKey(job: job, revision: 1, part: part), channel: test.name, network: test.network,
      content: try .post(texts, card: card), envelope: .post(PostEnvelope(createdAt: Self.start)), previous: previous)
  }

  /// One message through as many attempts as a worker would make: each settles what it leaves in doubt.
  /// - Parameter kept: what an attempt in doubt noted at its mark; the outer nil where none is in doubt.
  func live(_ sender: any Sender, _ message: Message, inDoubtWith kept: String?? = nil, attempts: Int = 12) async
    -> Outcome
  {
    var kept = kept
    var outcome = Outcome.deferred(Failure("not tried yet"))
    for _ in 0..<attempts {
      if let note = kept {
        let doubt = Outcome.uncertain(Failure("an earlier attempt passed the gate and its end was not recorded"))
        outcome = doubt.settled(by: await sender.settle(message, note: note))
        if Delivery.Ending(outcome) == .sent { return outcome }
        if case .uncertain = outcome { return outcome }
      }
      let turnstile = Turnstile()
      outcome = await sender.send(message, gate: turnstile.gate)
      if case .uncertain = outcome {
        outcome = outcome.settled(by: await sender.settle(message, note: kept ?? turnstile.note))
      }
      switch outcome {
      case .deferred, .busy: advance(30)
      case .repeatable:
        kept = kept ?? turnstile.note
        advance(30)
      default: return outcome
      }
    }
    return outcome
  }

  /// As a new process goes on with a message that the last one left marked.
  func goOn(_ message: Message, note: String?) async throws -> Outcome {
    await live(try sender(), message, inDoubtWith: .some(note))
  }
}

extension NetworkCase {
  /// How doubt may end.
  func mayEnd(as ending: Delivery.Ending, isPosted: Bool) -> Bool {
    switch doubt {
    case .ends: ending == .sent
    case .stays: ending == .uncertain
    case .isRead: ending == (isPosted ? .sent : .uncertain)
    }
  }

  /// Whether the configured address is itself the secret.
  var secretIsAddress: Bool { addressPath != "" }
}

private struct Made: Decodable {
  let sender: any Sender

  init(from decoder: any Decoder) throws {
    let bench = try #require(decoder.userInfo[.bench] as? NetworkBench)
    sender = try bench.test.kind.make(from: decoder, base: bench.folder, means: bench.means).sender
  }
}

extension NetworkBench {
  var means: NetworkMeans { NetworkMeans(limits: limits, now: { self.now }) }
}

extension CodingUserInfoKey {
  fileprivate static let bench = CodingUserInfoKey(rawValue: "bench")!
}

/// Whether a failure may be shown to anybody.
func expectShowable(_ outcome: Outcome, _ test: NetworkCase, at place: SourceLocation = #_sourceLocation) {
  let shown = [outcome.failure?.description, outcome.receipt?.id].compactMap { $0 }.joined()
  // As octets: what follows it may make its last character another one.
  #expect(Array(shown.utf8).ranges(of: Array(test.secret.utf8)).isEmpty, "\(outcome)", sourceLocation: place)
  #expect(!shown.unicodeScalars.contains { $0.isHidden }, "\(outcome)", sourceLocation: place)
  #expect(shown.count <= 700, "bounded", sourceLocation: place)
}
