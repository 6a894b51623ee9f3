/// One request and its answer. Lives on the loop's thread.
actor HTTPExchange {
  private let request: HTTPRequest
  private let loop: TransferLoop
  private let hands: HTTPHands
  private var isCancelled = false
  private var end: ((HTTPEnding) -> Void)?

  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  init(
    _ request: HTTPRequest, limits: HTTPLimits, certificates: String?, gate: @escaping @Sendable () async -> Bool,
    loop: TransferLoop
  ) {
    self.request = request
    self.loop = loop
    hands = HTTPHands(request, limits: limits, certificates: certificates, gate: gate)
  }

  func run() async -> HTTPEnding {
    if isCancelled { return hands.cancelled }
    let ending = await withUnsafeContinuation { begin($0) }
    if let easy = hands.easy { loop.multi.remove(easy) }
    hands.close()
    return ending
  }

  private func begin(_ continuation: UnsafeContinuation<HTTPEnding, Never>) {
    guard let easy = hands.open() else {
      return continuation.resume(
        returning: .notSent(HTTPObstacle(.other, "libcurl cannot make a request for \(request)")))
    }
    end = { [self] ending in
      end = nil
      continuation.resume(returning: ending)
    }
    loop.multi.add(easy) { [self] code in end?(hands.ending(code)) }
  }

  func cancel() {
    isCancelled = true
    end?(hands.cancelled)
  }
}
