import Foundation
import Herald
import HeraldTransfer

/// The account's own posts, as its server shows them: where a post in doubt is looked for.
struct MastodonTimeline {
  private let mastodon: Mastodon
  private let token: String

  /// Servers' clocks are not ours.
  private static let slack = Seconds.minutes(-5)

  init(_ mastodon: Mastodon, token: String) { (self.mastodon, self.token) = (mastodon, token) }

  /// The post with this message's text that the account made since; nil when the last 40 hold none.
  func find(_ message: Message, since: Instant) async -> Result<Receipt?, Failure> {
    let account: Account
    switch await get(Account.self, "/api/v1/accounts/verify_credentials") {
    case .success(let found): account = found
    case .failure(let failure): return .failure(failure)
    }
    let path = "/api/v1/accounts/\(account.id)/statuses?limit=40&exclude_reblogs=true"
    switch await get([MastodonStatus].self, path) {
    case .failure(let failure): return .failure(failure)
    case .success(let statuses):
      for status in statuses where status.isLike(message, since: since + Self.slack) {
        // What is shown is HTML; what was written is told apart.
        switch await get(Source.self, "/api/v1/statuses/\(status.id)/source") {
        case .failure(let failure): return .failure(failure)
        case .success(let source) where Self.same(source.text, message.text):
          return .success(MastodonReceipt(status).receipt)
        case .success: continue
        }
      }
      return .success(nil)
    }
  }

  /// Mastodon drops white space at both ends (`Status#prepare_contents`).
  private static func same(_ left: String, _ right: String) -> Bool {
    let ends = CharacterSet.whitespacesAndNewlines
    return left.trimmingCharacters(in: ends) == right.trimmingCharacters(in: ends)
  }

  func get<T: Decodable>(_ type: T.Type, _ path: String) async -> Result<T, Failure> {
    let request = HTTPRequest(
      .get, mastodon.settings.server.text + path, headers: [Mastodon.authorization(token)])
    return await mastodon.means.ask(request).flatMap { answer in
      let words = mastodon.words(answer, token)
      guard answer.status == 200 else {
        let scopes = [401, 403].contains(answer.status) ? " (the token needs read:accounts and read:statuses)" : ""
        return .failure(words.failure("did not answer \(path.prefix { $0 != "?" })\(scopes)"))
      }
      guard let value = answer.json(type) else {
        return .failure(words.failure("answered \(path.prefix { $0 != "?" }) with something else"))
      }
      return .success(value)
    }
  }

  /// https://docs.joinmastodon.org/entities/Account/
  struct Account: Decodable {
    @PlainID var id: String
    let acct: String
  }

  /// https://docs.joinmastodon.org/entities/StatusSource/
  private struct Source: Decodable { let text: String }
}

/// https://docs.joinmastodon.org/entities/Status/
struct MastodonStatus: Decodable {
  @PlainID var id: String
  let url: String?
  let createdAt: String?
  let inReplyTo: String?

  enum CodingKeys: String, CodingKey {
    case id, url
    case createdAt = "created_at"
    case inReplyTo = "in_reply_to_id"
  }

  fileprivate func isLike(_ message: Message, since: Instant) -> Bool {
    guard let created = createdAt.flatMap(Instant.init(rfc3339:)), created >= since else { return false }
    return inReplyTo == message.previous.map { MastodonReceipt($0).id }
  }
}

/// `ID URL`: the id that a reply names, and where a person finds the post.
struct MastodonReceipt {
  let id: String
  let url: String?

  init(_ receipt: Receipt) {
    let halves = receipt.id.split(separator: " ", maxSplits: 1)
    id = halves.first.map(String.init) ?? receipt.id
    url = halves.count > 1 ? String(halves[1]) : nil
  }

  init(id: String, url: String?) { (self.id, self.url) = (id, url) }

  init(_ status: MastodonStatus) { (id, url) = (status.id, status.url.flatMap(WebURL.init)?.text) }

  var receipt: Receipt { Receipt(id: url.map { "\(id) \($0)" } ?? id) }
}

/// An id that goes into a path: letters, digits, `-` and `_` only, whatever the server says.
@propertyWrapper struct PlainID: Decodable, Sendable {
  let wrappedValue: String

  init(from decoder: any Decoder) throws {
    wrappedValue = try decoder.singleValueContainer().decode(String.self)
    guard (1...128).contains(wrappedValue.utf8.count),
      wrappedValue.utf8.allSatisfy({
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95
      })
    else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not an id"))
    }
  }
}
