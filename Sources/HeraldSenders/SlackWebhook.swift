import Foundation
import Herald
import HeraldText
import HeraldTransfer

/// Posts through an incoming webhook of a Slack workspace.
///
/// Slack answers `ok` and no more: there is no key, no name of the message and nothing to read back, so a lost answer stays
/// in doubt, and a person looks. https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
public struct SlackWebhook: AddressedWebhook {
  public struct Settings: Decodable, Sendable {
    /// The whole address.
    let url: Secret

    private enum CodingKeys: CodingKey { case url }

    public init(from decoder: any Decoder) throws {
      var reader = try SettingsReader(decoder, keyedBy: CodingKeys.self)
      url = try reader.onlyAddress(.url, example: "{ env: SLACK_WEBHOOK }")
    }
  }

  static let path = "/services/"
  static let example = "https://hooks.slack.com/services/T…/B…/…"

  let url: Secret
  let base: URL
  let means: NetworkMeans

  /// - Parameter base: the newsroom's folder, at which relative paths start.
  public init(settings: Settings, base: URL, means: NetworkMeans = NetworkMeans()) {
    (url, self.base, self.means) = (settings.url, base, means)
  }

  public func send(_ message: Message, gate: Gate) async -> Outcome {
    let body: [UInt8]
    switch wire(message) {
    case .success(let made): body = made
    case .failure(let failure): return .rejected(failure)
    }
    let address: SecretAddress
    switch self.address {
    case .success(let read): address = read
    case .failure(let failure): return .blocked(failure)
    }
    let request = HTTPRequest(.post, address.text, headers: [JSONOctets.header], body: body)
    return await means.post(request, gate: gate) { answer in
      let said = String(decoding: answer.body.prefix(1_000), as: UTF8.self)
      if answer.status == 200, said == "ok" { return .sent(Receipt(id: "ok")) }
      // A word such as `invalid_payload`, or a page of whatever stands in between.
      let word = said.wholeMatch(of: /[a-z_]{1,60}/) == nil ? nil : said
      let words = FarWords(nil, code: word, status: answer.status, name: address.host, secrets: address.secrets)
      if answer.status == 200 { return .uncertain(words.failure("answered what is not Slack's")) }
      return Outcome(refusal: answer, words, now: means.now())
    }
  }

  public func wire(_ message: Message) -> Result<[UInt8], Failure> {
    message.postEnvelope(for: "slack-webhook").flatMap { _ in
      JSONOctets.of(Body(text: NetworkText.wire(message.text, .slack)))
    }
  }

  public func settle(_ message: Message, note: String?) async -> Settlement {
    .unknown(Failure("Slack may have it, and shows a webhook nothing: look in the channel"))
  }

  /// A webhook takes posts and answers nothing else, so an empty one is offered: `no_text` (or `invalid_payload`) says that
  /// it is alive. https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors
  public func probe() async -> Result<Offer, Failure> {
    let address: SecretAddress
    switch self.address {
    case .success(let read): address = read
    case .failure(let failure): return .failure(failure)
    }
    let request = HTTPRequest(.post, address.text, headers: [JSONOctets.header], body: Array("{}".utf8))
    return await means.ask(request).flatMap { answer in
      let said = String(decoding: answer.body.prefix(100), as: UTF8.self)
      if answer.status == 400, ["no_text", "invalid_payload"].contains(said) {
        return .success(Offer("\(address.host), the webhook answers"))
      }
      let words = FarWords(nil, status: answer.status, name: address.host, secrets: address.secrets)
      return .failure(words.failure("does not know this webhook"))
    }
  }

  /// https://docs.slack.dev/reference/methods/chat.postMessage: the text is shown as it is, its links are links.
  private struct Body: Encodable {
    let text: String
    let mrkdwn = false

    private enum CodingKeys: CodingKey { case text, mrkdwn }
  }
}
