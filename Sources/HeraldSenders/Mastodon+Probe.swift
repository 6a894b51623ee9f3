import Herald

extension Mastodon {
  /// The token can be read.
  public func check() async -> Failure? {
    switch settings.token.value(base: base) {
    case .success: nil
    case .failure(let failure): Failure("`token`: \(failure.text)", code: failure.code)
    }
  }

  public func warnings() async -> [String] { settings.token.warning(base: base).map { [$0] } ?? [] }

  /// Asks who the token belongs to, whether its posts may be read back, and how long a post may be.
  public func probe() async -> Result<String, Failure> {
    let token: String
    switch settings.token.value(base: base) {
    case .success(let read): token = read
    case .failure(let failure): return .failure(Failure("`token`: \(failure.text)", code: failure.code))
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
      return .success("\(settings.server.host), @\(name)")
    }
    let version = FarWords.clean(instance.version, limit: 40, without: [token])
    return .success(
      "\(settings.server.host), @\(name), version \(version), \(instance.configuration.statuses.characters) characters")
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
