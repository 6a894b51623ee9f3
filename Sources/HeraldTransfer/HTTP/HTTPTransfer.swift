/// Carries requests over HTTP/1.1 with libcurl's multi interface, on a thread of its own.
///
/// The gate stands between TLS and the first octet of the request (`CURLOPT_PREREQFUNCTION`), so that whatever ends before it
/// was certainly not sent. A request that is not idempotent never rides a connection that was used before: libcurl would
/// repeat it silently when that is found dead. Redirects are not followed, the environment's proxy and `.netrc` are not
/// heeded, and nothing but http and https is spoken.
///
/// libcurl asks the gate in the middle of its work and cannot wait for it otherwise, so this thread stands still for one
/// commit of the store; the SMTP sessions have another.
public final class HTTPTransfer: Sendable {
  public static let shared = HTTPTransfer()

  private let loop = TransferLoop()

  public init() {}

  /// Returns when the thread that carries the exchanges turns.
  public func answer() async { await loop.answer() }

  /// Makes one exchange. Asks the gate once, when a connection stands; `false` ends it without sending.
  ///
  /// A task that is cancelled ends its exchange: `notSent` before the gate, `unanswered` after it.
  ///
  /// - Parameter certificates: a PEM file of certificates that are trusted instead of the system's.
  public func send(
    _ request: HTTPRequest, limits: HTTPLimits = HTTPLimits(), certificates: String? = nil,
    gate: @escaping @Sendable () async -> Bool = { true }
  ) async -> HTTPEnding {
    if let fault = request.fault { return .notSent(HTTPObstacle(.request, "\(request): \(fault)")) }
    let exchange = HTTPExchange(request, limits: limits, certificates: certificates, gate: gate, loop: loop)
    return await withTaskCancellationHandler {
      await exchange.run()
    } onCancel: {
      Task { await exchange.cancel() }
    }
  }
}
