import Foundation
import Herald
import HeraldTransfer

/// Posts to any program that listens, in the form of Standard Webhooks: an id, a time and a signature beside a JSON body.
///
/// The id is the message's own in every attempt, so a receiver that remembers ids takes each message once; one that does
/// not may get it twice, when an answer was lost. https://www.standardwebhooks.com
public struct Webhook: Sender {
  public struct Settings: Decodable, Sendable {
    let url: WebhookURL
    let secret: Secret
    /// A PEM file of certificates that are trusted instead of the system's.
    let ca: String?

    private enum CodingKeys: CodingKey { case url, secret, ca }

    public init(from decoder: any Decoder) throws {
      var reader = try SettingsReader(decoder, keyedBy: CodingKeys.self)
      let url = reader.need(WebhookURL.self, .url, example: "https://example.org/herald")
      let secret = reader.need(Secret.self, .secret, example: "{ env: WEBHOOK_SECRET }")
      ca = reader.take(Line.self, .ca)?.text
      try reader.finish()
      self.url = try reader.found(url, .url)
      self.secret = try reader.found(secret, .secret)
    }
  }

  let settings: Settings
  let base: URL
  let means: NetworkMeans
  let authority: Authority?

  /// - Parameter base: the newsroom's folder, at which relative paths start.
  public init(settings: Settings, base: URL, means: NetworkMeans = NetworkMeans()) {
    (self.settings, self.base) = (settings, base)
    authority = Authority(settings.ca, base: base)
    self.means = means.trusting(authority)
  }

  public func send(_ message: Message, gate: Gate) async -> Outcome {
    let envelope: PostEnvelope
    switch message.postEnvelope(for: "webhook") {
    case .success(let found): envelope = found
    case .failure(let failure): return .rejected(failure)
    }
    let body: [UInt8]
    switch wire(message) {
    case .success(let made): body = made
    case .failure(let failure): return .rejected(failure)
    }
    let signer: WebhookSigner
    switch WebhookSigner.of(settings.secret, base: base) {
    case .success(let made): signer = made
    case .failure(let failure): return .blocked(failure)
    }
    let id = Self.id(of: message, createdAt: envelope.createdAt)
    let request = HTTPRequest(
      .post, settings.url.text,
      headers: [JSONOctets.header, ("Idempotency-Key", id)] + signer.headers(id: id, body: body, now: means.now()),
      body: body)
    return await means.post(request, gate: gate) { answer in
      if (200..<300).contains(answer.status) { return .sent(Receipt(id: id)) }
      let said = answer.json(Refusal.self)
      let words = FarWords(
        said?.message ?? said?.error, status: answer.status, name: settings.url.host, secrets: [signer.secret])
      return Outcome(refusal: answer, words, now: means.now())
    }
  }

  public func wire(_ message: Message) -> Result<[UInt8], Failure> {
    message.postEnvelope(for: "webhook").flatMap { JSONOctets.of(PostEvent(message, envelope: $0)) }
  }

  /// The id makes a repeat harmless, where the receiver keeps its part.
  public func settle(_ message: Message, note: String?) async -> Settlement { .repeatable }

  /// The secret can be read, and is one; so can the certificates.
  public func check() async -> Failure? {
    if case .failure(let failure) = WebhookSigner.of(settings.secret, base: base) { return failure }
    return authority?.obstacle()
  }

  public func warnings() async -> [String] { settings.secret.warning(base: base).map { [$0] } ?? [] }

  /// Asks for the address with GET, which a receiver may refuse: only whether it answers counts.
  public func probe() async -> Result<Offer, Failure> {
    if let failure = await check() { return .failure(failure) }
    return await means.ask(HTTPRequest(.get, settings.url.text)).map { answer in
      Offer("\(settings.url.host) answers (\(answer.status) to GET)")
    }
  }

  static func id(of message: Message, createdAt: Instant) -> String {
    "msg_" + message.globalKey(createdAt: createdAt).hex.prefix(32)
  }

  // MARK: - The interface

  /// What many receivers say of a refusal.
  private struct Refusal: Decodable {
    let error: String?
    let message: String?
  }
}

/// The address of a webhook: `https`, or `http` on this machine.
struct WebhookURL: Hashable, Sendable, Decodable {
  let text: String
  let host: String

  init(from decoder: any Decoder) throws {
    let written = try decoder.singleValueContainer().decode(String.self)
    guard let url = WebURL(written), written.utf8.allSatisfy({ $0 < 0x80 }), !written.contains("#"),
      let parts = URLComponents(string: written), let name = parts.host,
      parts.scheme?.lowercased() == "https" || ServerURL.isLocal(name)
    else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription:
            "it is no address of a webhook: write https:// and the rest, as in https://example.org/herald"))
    }
    text = url.text
    host = parts.port.map { "\(name):\($0)" } ?? name
  }
}
