import Herald

extension Bluesky {
  /// The password can be read.
  public func check() async -> Failure? {
    switch settings.password.value(base: base) {
    case .success: nil
    case .failure(let failure): Failure("`password`: \(failure.text)", code: failure.code)
    }
  }

  public func warnings() async -> [String] { settings.password.warning(base: base).map { [$0] } ?? [] }

  /// Signs in.
  public func probe() async -> Result<String, Failure> {
    switch await session.token() {
    case .success(let token):
      .success("\(settings.server.host), @\(FarWords.clean(token.handle, limit: 253, without: token.secrets)), signed in")
    case .failure(let refusal): .failure(refusal.outcome.failure ?? Failure("no session"))
    }
  }
}
