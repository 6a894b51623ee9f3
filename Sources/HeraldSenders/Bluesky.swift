import Foundation
import Herald
import HeraldText
import HeraldTransfer

/// Posts to Bluesky, or to any other repository of the AT Protocol that takes `app.bsky.feed.post`.
///
/// The record's key and its `createdAt` come from the job's first claim, and the record is put, not created: the same
/// record a second time changes nothing, for ever. What is in doubt is read back by that key, and put again when it is not
/// there. https://docs.bsky.app/docs/api/com-atproto-repo-put-record
public struct Bluesky: Sender {
  public struct Settings: Decodable, Sendable {
    /// Handle or DID.
    let account: String
    let password: Secret
    /// The account's PDS; default `https://bsky.social`, which knows where its accounts are.
    let server: ServerURL
    /// A PEM file of certificates that are trusted instead of the system's.
    let ca: String?

    private enum CodingKeys: CodingKey { case account, password, server, ca }

    public init(from decoder: any Decoder) throws {
      var reader = try SettingsReader(decoder, keyedBy: CodingKeys.self)
      let account = reader.need(BlueskyAccount.self, .account, example: "news.example.org")
      let password = reader.need(Secret.self, .password, example: "{ env: BLUESKY_APP_PASSWORD }")
      let server = reader.take(ServerURL.self, .server) ?? ServerURL("https://bsky.social")
      ca = reader.take(Line.self, .ca)?.text
      try reader.finish()
      self.account = try reader.found(account, .account).text
      self.password = try reader.found(password, .password)
      self.server = try reader.found(server, .server)
    }
  }

  let settings: Settings
  let base: URL
  let means: NetworkMeans
  let authority: Authority?
  let session: BlueskySession

  /// - Parameter base: the newsroom's folder, at which relative paths start.
  public init(settings: Settings, base: URL, means: NetworkMeans = NetworkMeans()) {
    (self.settings, self.base) = (settings, base)
    authority = Authority(settings.ca, base: base)
    self.means = means.trusting(authority)
    session = BlueskySession(settings: settings, base: base, means: self.means)
  }

  public func send(_ message: Message, gate: Gate) async -> Outcome {
    if case .failure(let failure) = message.postEnvelope(for: "bluesky") { return .rejected(failure) }
    let token: BlueskySession.Token
    switch await session.token() {
    case .success(let found): token = found
    case .failure(let refusal): return refusal.outcome
    }
    let body: [UInt8]
    switch await session.resolve(BlueskyRecord.handles(in: message.text)) {
    case .failure(let refusal): return refusal.outcome
    case .success(let dids):
      switch octets(message, dids: dids) {
      case .success(let made): body = made
      case .failure(let failure): return .rejected(failure)
      }
    }
    let request = HTTPRequest(
      .post, settings.server.text + "/xrpc/com.atproto.repo.putRecord",
      headers: [JSONOctets.header, ("Authorization", "Bearer \(token.access)")], body: body)
    let outcome = await means.post(request, gate: gate) { read($0, message, token) }
    // Whoever comes next signs in anew.
    switch outcome {
    case .deferred(let failure, _) where failure.code?.hasSuffix(Self.expired) == true: await session.forget(token)
    case .blocked: await session.forget(token)
    default: break
    }
    return outcome
  }

  /// The body of `putRecord`. What `send` resolves first, the DID of a mention, is named in words here.
  public func wire(_ message: Message) -> Result<[UInt8], Failure> {
    let handles = BlueskyRecord.handles(in: message.text)
    return octets(message, dids: Dictionary(uniqueKeysWithValues: handles.map { ($0, "(the DID of \($0))") }))
  }

  private func octets(_ message: Message, dids: [String: String]) -> Result<[UInt8], Failure> {
    message.postEnvelope(for: "bluesky").flatMap { envelope in
      JSONOctets.of(BlueskyRecord.Put(message, envelope: envelope, account: settings.account, dids: dids))
    }
  }

  /// A repeat changes nothing, so whatever is not found there may be put again.
  public func settle(_ message: Message, note: String?) async -> Settlement {
    guard case .success(let envelope) = message.postEnvelope(for: "bluesky") else { return .absent }
    let key = BlueskyRecord.key(of: message, createdAt: envelope.createdAt)
    let query = "repo=\(settings.account)&collection=\(BlueskyRecord.collection)&rkey=\(key)"
    let request = HTTPRequest(.get, settings.server.text + "/xrpc/com.atproto.repo.getRecord?\(query)")
    guard case .success(let answer) = await means.ask(request), answer.status == 200,
      let found = answer.json(Found.self)
    else { return .repeatable }
    guard found.value.text == RichText.bluesky(message.text).text else {
      return .unknown(Failure("\(found.uri) is there already and says something else: look there"))
    }
    guard let reference = BlueskyReference(uri: found.uri, cid: found.cid ?? "") else { return .repeatable }
    return .sent(BlueskyThread(post: reference, after: message.previous).receipt)
  }

  // MARK: - The interface

  /// https://docs.bsky.app/docs/api/com-atproto-repo-get-record
  private struct Found: Decodable {
    struct Value: Decodable { let text: String? }
    let uri: String
    let cid: String?
    let value: Value
  }

  /// https://docs.bsky.app/docs/api/com-atproto-repo-put-record
  private struct Written: Decodable {
    let uri: String
    let cid: String
  }

  /// https://atproto.com/specs/xrpc#error-responses
  struct Refusal: Decodable {
    let error: String
    let message: String?
  }

  static let expired = "ExpiredToken"

  /// | error | outcome |
  /// | --- | --- |
  /// | ExpiredToken | deferred, and the token is renewed |
  /// | InvalidToken, AuthMissing, AuthenticationRequired, AccountTakedown, Repo… | blocked |
  /// | others | as HTTP's status says |
  private func read(_ answer: HTTPAnswer, _ message: Message, _ token: BlueskySession.Token) -> Outcome {
    let refusal = answer.json(Refusal.self)
    let words = Self.words(answer, refusal, name: settings.server.host, secrets: token.secrets)
    if answer.status == 200 {
      guard let written = answer.json(Written.self),
        let reference = BlueskyReference(uri: written.uri, cid: written.cid)
      else { return .uncertain(words.failure("answered what is no record of its own")) }
      return .sent(BlueskyThread(post: reference, after: message.previous).receipt)
    }
    switch refusal?.error {
    case Self.expired: return .deferred(words.failure("says that the session is over"))
    case "InvalidToken", "AuthMissing", "AuthenticationRequired", "AccountTakedown", "AccountDeactivated",
      "RepoNotFound", "RepoTakendown", "RepoDeactivated", "RepoSuspended":
      return .blocked(words.failure("does not let us in"))
    default: return Outcome(refusal: answer, words, now: means.now())
    }
  }

  static func words(_ answer: HTTPAnswer, _ refusal: Refusal?, name: String, secrets: [String]) -> FarWords {
    FarWords(refusal?.message, code: refusal?.error, status: answer.status, name: name, secrets: secrets)
  }
}

/// `news.example.org` or `did:plc:…`.
struct BlueskyAccount: Decodable {
  let text: String

  init(from decoder: any Decoder) throws {
    let written = try decoder.singleValueContainer().decode(String.self)
    text = written.hasPrefix("@") ? String(written.dropFirst()) : written
    guard ATSyntax.isHandle(text) || text.wholeMatch(of: /did:(plc|web):[A-Za-z0-9._:%-]{1,200}/) != nil else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "“\(written)” is no account: write its handle, as in news.example.org, or its DID"))
    }
  }
}
