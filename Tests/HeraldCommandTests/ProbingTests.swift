import Herald
import Testing

@testable import HeraldCommand

/// A far side that answers when it is told to; one without an answer never does, and does not notice that it is cancelled.
private struct Told: Sender {
  let answer: Result<Offer, Failure>?
  var meeting: Meeting?

  func send(_ message: Message, gate: Gate) async -> Outcome { .blocked(Failure("it only answers probes")) }
  func settle(_ message: Message, note: String?) async -> Settlement { .absent }
  func wire(_ message: Message) -> Result<[UInt8], Failure> { .success([]) }
  func check() async -> Failure? { nil }

  func probe() async -> Result<Offer, Failure> {
    await meeting?.join()
    if let answer { return answer }
    return await withUnsafeContinuation { (_: UnsafeContinuation<Result<Offer, Failure>, Never>) in }
  }
}

/// Lets nobody go on before all are there.
private actor Meeting {
  private let size: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(size: Int) { self.size = size }

  func join() async {
    await withCheckedContinuation { continuation in
      waiting.append(continuation)
      guard waiting.count == size else { return }
      for one in waiting { one.resume() }
    }
  }
}

@Suite struct ProbingTests {
  private func channel(
    _ name: String, _ answer: Result<Offer, Failure>?, meeting: Meeting? = nil
  ) -> ChannelConfig {
    ChannelConfig(
      name: name, network: .plain, sender: Told(answer: answer, meeting: meeting), destination: name)
  }

  @Test func allAreTriedAtOnceAndAnswerInTheirOrder() async {
    let meeting = Meeting(size: 8)
    let channels = (0..<8).map { channel("c\($0)", .success(Offer("\($0)")), meeting: meeting) }
    let results = await Probing.results(of: channels.map { one in { @Sendable in await one.sender.probe() } })
    #expect(results == (0..<8).map { .success(Offer("\($0)")) })
  }

  @Test func oneThatIsSilentHasFailedAndTheOthersHaveNot() async {
    let channels = [
      channel("silent", nil), channel("fast", .success(Offer("here"))), channel("closed", .failure(Failure("no"))),
    ]
    let results = await Probing.results(of: channels.map { one in { await one.sender.probe() } }, limit: .seconds(1))
    #expect(results[0] == .failure(Failure("it did not answer within 1 seconds")))
    #expect(results[1] == .success(Offer("here")))
    #expect(results[2] == .failure(Failure("no")))
  }
}
