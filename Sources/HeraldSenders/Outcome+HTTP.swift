import Herald
import HeraldTransfer

extension Outcome {
  /// What the ending of a request past the gate means for its job. `read` reads an answer, because only the network knows
  /// what its answers mean.
  ///
  /// | ending | outcome |
  /// | --- | --- |
  /// | no connection, no TLS | unreachable: it says nothing of this message (decision 0007) |
  /// | a request that cannot be made | blocked |
  /// | given up before the gate | deferred |
  /// | the gate stayed shut | withheld |
  /// | no whole answer | uncertain |
  init(_ ending: HTTPEnding, closure: GateClosure?, read: (HTTPAnswer) -> Outcome) {
    switch ending {
    case .answered(let answer): self = read(answer)
    case .closed: self = .withheld(closure ?? .leaseLost)
    case .notSent(let obstacle) where obstacle.kind == .cancelled:
      self = .deferred(Failure("stopped before the request began"))
    case .notSent(let obstacle): self = Outcome(obstacle)
    case .unanswered(let obstacle): self = .uncertain(Failure(obstacle.text))
    }
  }

  /// What an answer other than 2xx means: the one table from HTTP to outcomes. A network that means something else by one
  /// of these says so before it asks here.
  ///
  /// | status | outcome | because |
  /// | --- | --- | --- |
  /// | 301, 302, 307, 308 | blocked | the channel's address is not the right one; nothing is followed |
  /// | 400, 409, 413, 414, 415, 422, 431 and other 4xx | rejected | the message is refused as it is |
  /// | 401, 402, 403, 407 | blocked | who we are, not what we say |
  /// | 404, 405, 410, 501 | blocked | there is nothing at the channel's address |
  /// | 408, 425 | deferred | the request was not read |
  /// | 429 | busy until its time | the channel had enough for now |
  /// | 503 with `Retry-After` | busy until its time | the channel is refused for now |
  /// | other 3xx and 5xx, 1xx | uncertain | it may have been done |
  ///
  /// - Parameters:
  ///   - said: the far side's own words.
  ///   - seconds: how long its body asks to wait.
  init(refusal answer: HTTPAnswer, _ said: FarWords, seconds: Double? = nil, now: Instant) {
    let time = RetryTime.of(answer, body: seconds, now: now)
    switch answer.status {
    case 301, 302, 307, 308:
      self = .blocked(said.failure("sends us elsewhere, and a post is never redirected: correct its address"))
    case 401, 402, 403, 407: self = .blocked(said.failure("does not let us in"))
    case 404, 405, 410, 501: self = .blocked(said.failure("has nothing at this address"))
    case 408, 425: self = .deferred(said.failure("did not read the request"), notBefore: time)
    case 429: self = .busy(said.failure("wants no more for now"), until: time)
    case 503 where answer["Retry-After"] != nil:
      self = .busy(said.failure("is not available"), until: time)
    case 400..<500: self = .rejected(said.failure("refused it"))
    default: self = .uncertain(said.failure("went wrong and may have taken it"))
    }
  }

  /// Nothing of a message has gone out.
  init(_ obstacle: HTTPObstacle) {
    let failure = Failure(obstacle.text)
    self = obstacle.kind == .request ? .blocked(failure) : .unreachable(failure)
  }
}
