import Foundation
import Herald
import HeraldText
import HeraldTransfer

/// Posts to a Slack channel as an app, which, other than an incoming webhook, learns the message's name and may read.
///
/// Slack knows no key, so nothing is repeated in doubt: each message carries its own in its metadata and is looked for in the
/// channel's history. Found is `sent`; not found is no proof, and a person decides.
/// https://docs.slack.dev/reference/methods/chat.postMessage
public struct Slack: Sender {
  public struct Settings: Decodable, Sendable {
    let token: Secret
    /// The id of the Slack channel.
    let channel: String
    /// Default `https://slack.com`.
    let server: ServerURL

    private enum CodingKeys: String, CodingKey {
      case token, server
      case channel = "channel-id"
    }

    public init(from decoder: any Decoder) throws {
      var reader = try SettingsReader(decoder, keyedBy: CodingKeys.self)
      let token = reader.need(Secret.self, .token, example: "{ env: SLACK_TOKEN }")
      let channel = reader.need(SlackChannelID.self, .channel, example: "C0123456789")
      let server = reader.take(ServerURL.self, .server) ?? ServerURL("https://slack.com")
      try reader.finish()
      self.token = try reader.found(token, .token)
      self.channel = try reader.found(channel, .channel).text
      self.server = try reader.found(server, .server)
    }
  }

  let settings: Settings
  let base: URL
  let means: NetworkMeans

  /// - Parameter base: the newsroom's folder, at which relative paths start.
  public init(settings: Settings, base: URL, means: NetworkMeans = NetworkMeans()) {
    (self.settings, self.base, self.means) = (settings, base, means)
  }

  var token: KeptToken {
    KeptToken(secret: settings.token, base: base, form: "holds no token of Slack's: it begins with xoxb-")
  }

  public func send(_ message: Message, gate: Gate) async -> Outcome {
    let body: [UInt8]
    switch wire(message) {
    case .success(let made): body = made
    case .failure(let failure): return .rejected(failure)
    }
    let token: String
    switch self.token.value {
    case .success(let read): token = read
    case .failure(let failure): return .blocked(failure)
    }
    let request = HTTPRequest(
      .post, settings.server.text + "/api/chat.postMessage",
      headers: Self.headers(token), body: body)
    return await means.post(request, gate: gate) { read($0, after: message.previous, token: token) }
  }

  public func wire(_ message: Message) -> Result<[UInt8], Failure> {
    message.postEnvelope(for: "slack").flatMap { envelope in
      JSONOctets.of(
        Body(
          channel: settings.channel, text: NetworkText.wire(message.text, .slack),
          metadata: Metadata(payload: .init(key: message.globalKey(createdAt: envelope.createdAt).hex)),
          thread: message.previous.map { SlackReceipt($0).root }))
    }
  }

  public func settle(_ message: Message, note: String?) async -> Settlement {
    guard case .success(let envelope) = message.postEnvelope(for: "slack") else { return .absent }
    let token: String
    switch self.token.value {
    case .success(let read): token = read
    case .failure(let failure): return .unknown(failure)
    }
    let key = message.globalKey(createdAt: envelope.createdAt).hex
    let root = message.previous.map { SlackReceipt($0).root }
    let oldest = (envelope.createdAt + .minutes(-5)).microseconds / 1_000_000
    let method = root.map { "conversations.replies?ts=\($0)&" } ?? "conversations.history?"
    let path = "\(method)channel=\(settings.channel)&oldest=\(oldest)&limit=100&include_all_metadata=true"
    switch await get(History.self, path, token) {
    case .failure(let failure): return .unknown(Failure("Slack may have it and cannot be asked: \(failure.text)"))
    case .success(let history):
      guard let found = history.messages.first(where: { $0.metadata?.payload?.key == key }) else {
        return .unknown(Failure("Slack does not show it, which is no proof: look in the channel"))
      }
      return .sent(SlackReceipt(ts: found.ts, root: root ?? found.ts).receipt)
    }
  }

  // MARK: - The interface

  /// https://docs.slack.dev/apis/web-api/#post_json
  static func headers(_ token: String) -> [(name: String, value: String)] {
    [("Content-Type", "application/json; charset=utf-8"), ("Authorization", "Bearer \(token)")]
  }

  private struct Body: Encodable {
    let channel: String
    let text: String
    let mrkdwn = false
    let metadata: Metadata
    let thread: String?

    private enum CodingKeys: String, CodingKey {
      case channel, text, mrkdwn, metadata
      case thread = "thread_ts"
    }
  }

  /// https://docs.slack.dev/messaging/message-metadata
  private struct Metadata: Codable {
    struct Payload: Codable { let key: String? }
    var type = "herald_post"
    let payload: Payload?

    private enum CodingKeys: String, CodingKey {
      case type = "event_type"
      case payload = "event_payload"
    }
  }

  private struct History: Decodable {
    struct Seen: Decodable {
      let ts: String
      let metadata: Metadata?

      private enum CodingKeys: CodingKey { case ts, metadata }

      init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        ts = try container.decode(String.self, forKey: .ts)
        // That of another app has what fields it likes.
        metadata = try? container.decodeIfPresent(Metadata.self, forKey: .metadata)
      }
    }
    let messages: [Seen]
  }

  struct Answer: Decodable {
    let ok: Bool
    let error: String?
    let ts: String?
  }

  /// Slack answers 200 to almost everything: what counts is `ok`.
  ///
  /// | error | outcome |
  /// | --- | --- |
  /// | ratelimited, request_timeout, team_added_to_org | deferred: it was not taken |
  /// | internal_error, fatal_error, service_unavailable | uncertain |
  /// | of the token, its scopes, the channel | blocked |
  /// | all others | rejected |
  private func read(_ answer: HTTPAnswer, after previous: Receipt?, token: String) -> Outcome {
    let said = answer.json(Answer.self)
    let words = FarWords(
      nil, code: said?.error, status: answer.status, name: settings.server.host, secrets: [token])
    guard answer.status == 200 else { return Outcome(refusal: answer, words, now: means.now()) }
    guard let said else { return .uncertain(words.failure("answered what is not Slack's")) }
    if said.ok {
      guard let ts = said.ts, SlackReceipt.isTime(ts) else {
        return .uncertain(words.failure("took a message and did not name it"))
      }
      return .sent(SlackReceipt(ts: ts, root: previous.map { SlackReceipt($0).root } ?? ts).receipt)
    }
    switch said.error ?? "" {
    case "ratelimited", "rate_limited":
      return .busy(words.failure("wants no more for now"), until: RetryTime.of(answer, now: means.now()))
    case "request_timeout", "team_added_to_org":
      return .deferred(words.failure("did not take it"), notBefore: RetryTime.of(answer, now: means.now()))
    case "internal_error", "fatal_error", "service_unavailable", "":
      return .uncertain(words.failure("went wrong and may have taken it"))
    case "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "no_permission",
      "missing_scope", "not_allowed_token_type", "org_login_required", "ekm_access_denied", "enterprise_is_restricted",
      "access_denied", "accesslimited", "two_factor_setup_required":
      return .blocked(words.failure("does not let us in"))
    case "channel_not_found", "not_in_channel", "is_archived", "restricted_action",
      "restricted_action_read_only_channel",
      "restricted_action_thread_locked", "restricted_action_thread_only_channel",
      "restricted_action_non_threadable_channel", "team_not_found", "team_access_not_granted":
      return .blocked(words.failure("does not let us post in the channel"))
    default: return .rejected(words.failure("refused it"))
    }
  }

  // MARK: - Looking

  private func get<T: Decodable>(_ type: T.Type, _ path: String, _ token: String) async -> Result<T, Failure> {
    await ask(type, path, token).map(\.value)
  }

  private func ask<T: Decodable>(
    _ type: T.Type, _ path: String, _ token: String
  ) async -> Result<(value: T, answer: HTTPAnswer), Failure> {
    let request = HTTPRequest(
      .get, settings.server.text + "/api/\(path)", headers: [("Authorization", "Bearer \(token)")])
    return await means.ask(request).flatMap { answer in
      let said = answer.json(Answer.self)
      let words = FarWords(
        nil, code: said?.error, status: answer.status, name: settings.server.host, secrets: [token])
      guard answer.status == 200, said?.ok == true, let value = answer.json(type) else {
        let scope =
          said?.error == "missing_scope" ? " (the app needs channels:history, groups:history if it is private)" : ""
        return .failure(words.failure("did not answer \(path.prefix { $0 != "?" })\(scope)"))
      }
      return .success((value, answer))
    }
  }

  public func check() async -> Failure? { token.obstacle }

  public func warnings() async -> [String] { token.warnings }

  /// Asks who the app is, and whether it may read the channel and post in it. Every answer names the token's scopes in
  /// `X-OAuth-Scopes`.
  public func probe() async -> Result<Offer, Failure> {
    let token: String
    switch self.token.value {
    case .success(let read): token = read
    case .failure(let failure): return .failure(failure)
    }
    let (found, scopes): (Who, String?)
    switch await ask(Who.self, "auth.test", token) {
    case .success(let (who, answer)): (found, scopes) = (who, answer["X-OAuth-Scopes"])
    case .failure(let failure): return .failure(failure)
    }
    if let scopes, !scopes.split(whereSeparator: { ", ".contains($0) }).contains("chat:write") {
      return .failure(
        Failure("\(settings.server.host): the token may not post: add the scope chat:write, and install the app again"))
    }
    return await get(History.self, "conversations.history?channel=\(settings.channel)&limit=1", token).map { _ in
      let name = FarWords.clean("\(found.team ?? ""), @\(found.user ?? "")", limit: 160, without: [token])
      return Offer("\(settings.server.host), \(name) may read the channel\(scopes == nil ? "" : " and post")")
    }
  }

  private struct Who: Decodable {
    let team: String?
    let user: String?
  }
}

/// `TS`, the message's name in its channel, and behind it that of the first of its thread when it is another.
struct SlackReceipt {
  let ts: String
  let root: String

  init(ts: String, root: String) { (self.ts, self.root) = (ts, root) }

  init(_ receipt: Receipt) {
    let words = receipt.id.split(separator: " ").map(String.init).filter(Self.isTime)
    ts = words.first ?? ""
    root = words.last ?? ""
  }

  var receipt: Receipt { Receipt(id: ts == root ? ts : "\(ts) \(root)") }

  /// `1790000010.000100`
  static func isTime(_ text: String) -> Bool { text.wholeMatch(of: /[0-9]{1,15}\.[0-9]{1,9}/) != nil }
}

/// `C…`, `G…` or `D…`.
struct SlackChannelID: Decodable {
  let text: String

  init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
    guard text.wholeMatch(of: /[CGD][A-Z0-9]{6,20}/) != nil else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription:
            "“\(text)” is no id of a channel: Slack shows it at the end of the channel's details, as C0123456789"
        ))
    }
  }
}
