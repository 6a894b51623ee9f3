import Herald

extension Mastodon {
  /// Token and certificates can be read.
  public func check() async -> Failure? { token.obstacle ?? authority?.obstacle() }

  public func warnings() async -> [String] { token.warnings }

  /// Asks who the token belongs to, whether its posts may be read back, and how long a post may be.
  public func probe() async -> Result<Offer, Failure> {
    let token: String
    switch self.token.value {
    case .success(let read): token = read
    case .failure(let failure): return .failure(failure)
    }
    let timeline = MastodonTimeline(self, token: token)
    let account: MastodonTimeline.Account
    switch await timeline.get(MastodonTimeline.Account.self, "/api/v1/accounts/verify_credentials") {
    case .success(let found): account = found
    case .failure(let failure): return .failure(failure)
    }
    let read = await timeline.get([MastodonStatus].self, "/api/v1/accounts/\(account.id)/statuses?limit=1")
    if case .failure(let failure) = read { return .failure(failure) }
    let name = FarWords.clean(account.acct, limit: 100, without: [token])
    // Servers older than Mastodon 4, and others, do not tell.
    guard case .success(let instance) = await timeline.get(Instance.self, "/api/v2/instance") else {
      return .success(Offer("\(settings.server.host), @\(name)"))
    }
    let version = FarWords.clean(instance.version, limit: 40, without: [token])
    let limit = instance.configuration.statuses.characters
    return .success(
      Offer("\(settings.server.host), @\(name), version \(version), \(limit) characters", limit: limit))
  }

  /// https://docs.joinmastodon.org/entities/Instance/
  private struct Instance: Decodable {
    struct Configuration: Decodable { let statuses: Statuses }
    struct Statuses: Decodable {
      let characters: Int
      enum CodingKeys: String, CodingKey { case characters = "max_characters" }
    }
    let version: String
    let configuration: Configuration
  }
}
