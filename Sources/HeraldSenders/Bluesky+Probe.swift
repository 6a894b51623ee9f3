import Herald

extension Bluesky {
  /// Password and certificates can be read.
  public func check() async -> Failure? { session.password.obstacle ?? authority?.obstacle() }

  public func warnings() async -> [String] { session.password.warnings }

  /// Signs in.
  public func probe() async -> Result<Offer, Failure> {
    switch await session.token() {
    case .failure(let refusal): return .failure(refusal.outcome.failure ?? Failure("no session"))
    case .success(let token):
      let handle = FarWords.clean(token.handle, limit: 253, without: token.secrets)
      return .success(Offer("\(settings.server.host), @\(handle), signed in"))
    }
  }
}
