import Foundation
import Herald
import HeraldTransfer

/// What the senders of networks take from outside, so that tests can bring their own.
public struct NetworkMeans: Sendable {
  public var transfer: HTTPTransfer
  public var limits: HTTPLimits
  public var now: @Sendable () -> Instant
  /// A PEM file of certificates that are trusted instead of the system's.
  var certificates: String?

  public init(
    transfer: HTTPTransfer = .shared, limits: HTTPLimits = HTTPLimits(),
    now: @escaping @Sendable () -> Instant = { Instant(Date()) }
  ) {
    self.transfer = transfer
    self.limits = limits
    self.now = now
  }

  /// The same, and this authority is trusted alone; nil for the system's.
  func trusting(_ authority: Authority?) -> NetworkMeans {
    var means = self
    means.certificates = authority?.path
    return means
  }
}

extension Result {
  /// Nil when it went well.
  var failure: Failure? { if case .failure(let failure) = self { failure } else { nil } }
}

extension NetworkMeans {
  /// Makes the one request of an attempt that may not be made twice: its body is what the mark names.
  ///
  /// - Parameters:
  ///   - note: what settling needs; made when the gate is asked.
  ///   - read: what an answer means.
  func post(
    _ request: HTTPRequest, gate: Gate, note: @escaping @Sendable () -> String? = { nil },
    read: (HTTPAnswer) -> Outcome
  ) async -> Outcome {
    if Task.isCancelled { return .deferred(Failure("stopped before the request began")) }
    let closure = Closure()
    let wire = SHA256Digest(of: request.body ?? [])
    let ending = await transfer.send(request, limits: limits, certificates: certificates) {
      switch await gate.pass(wire: wire, note: note()) {
      case .open: return true
      case .closed(let reason):
        closure.note(reason)
        return false
      }
    }
    return Outcome(ending, closure: closure.value, read: read)
  }

  /// Makes a request that changes nothing, or nothing that a reader sees.
  func ask(_ request: HTTPRequest) async -> Result<HTTPAnswer, Failure> {
    switch await transfer.send(request, limits: limits, certificates: certificates) {
    case .answered(let answer): .success(answer)
    case .notSent(let obstacle), .unanswered(let obstacle): .failure(Failure(obstacle.text))
    case .closed: .failure(Failure("given up"))
    }
  }
}
