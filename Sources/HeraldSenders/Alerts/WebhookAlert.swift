import Foundation
import Herald
import HeraldTransfer

/// Posts the notice to a program that listens, in the form of Standard Webhooks; signed when there is a secret. Any 2xx
/// means that it was told. https://www.standardwebhooks.com
public struct WebhookAlert: Alert {
  /// The address, alone or with a secret beside it; an address that is itself a secret stands elsewhere.
  public struct Settings: Decodable, Sendable {
    enum Address: Sendable {
      case open(WebhookURL)
      case kept(Secret)
    }

    let address: Address
    let secret: Secret?

    private enum CodingKeys: CodingKey { case url, secret, env, file }

    public init(from decoder: any Decoder) throws {
      let section: KeyedDecodingContainer<CodingKeys>
      do {
        section = try decoder.container(keyedBy: CodingKeys.self)
      } catch DecodingError.typeMismatch {
        (address, secret) = (.open(try WebhookURL(from: decoder)), nil)
        return
      }
      if section.contains(.env) || section.contains(.file) {
        (address, secret) = (.kept(try Secret(from: decoder)), nil)
        return
      }
      var reader = try SettingsReader(decoder, keyedBy: CodingKeys.self)
      let url = reader.need(AlertAddress.self, .url, example: "https://example.org/alarms")
      let secret = reader.take(Secret.self, .secret)
      try reader.finish()
      address = try reader.found(url, .url).value
      self.secret = secret
    }
  }

  private let settings: Settings
  private let base: URL
  private let means: NetworkMeans
  public let way = "webhook"

  /// - Parameter base: the newsroom's folder, at which relative paths start.
  public init(settings: Settings, base: URL, means: NetworkMeans = NetworkMeans()) {
    (self.settings, self.base, self.means) = (settings, base, means)
  }

  /// Where it goes, how that is named, and what of it must be hidden.
  private struct Place {
    let url: String
    let host: String
    let secrets: [String]
  }

  private var place: Result<Place, Failure> {
    switch settings.address {
    case .open(let url): .success(Place(url: url.text, host: url.host, secrets: []))
    case .kept(let secret):
      SecretAddress.of(secret, base: base, path: "", example: "https://example.org/alarms").map {
        Place(url: $0.text, host: $0.host, secrets: $0.secrets)
      }
    }
  }

  private var signer: Result<WebhookSigner?, Failure> {
    settings.secret.map { secret in WebhookSigner.of(secret, base: base).map(Optional.some) } ?? .success(nil)
  }

  public func tell(_ notice: Notice) async -> Failure? {
    let now = means.now()
    let body: [UInt8]
    let place: Place
    let signer: WebhookSigner?
    do throws(Failure) {
      body = try JSONOctets.of(NoticeEvent(notice, now: now)).get()
      place = try self.place.get()
      signer = try self.signer.get()
    } catch {
      return error
    }
    let id = notice.id(at: now)
    let time = "\(now.microseconds / 1_000_000)"
    let signed = signer?.headers(id: id, body: body, now: now) ?? [("webhook-id", id), ("webhook-timestamp", time)]
    let request = HTTPRequest(.post, place.url, headers: [JSONOctets.header] + signed, body: body)
    switch await means.transfer.send(request, limits: means.limits) {
    case .answered(let answer) where (200..<300).contains(answer.status): return nil
    case .answered(let answer):
      let said = String(decoding: answer.body.prefix(1_000), as: UTF8.self)
      let secrets = place.secrets + (signer.map { [$0.secret] } ?? [])
      return FarWords(said, status: answer.status, name: place.host, secrets: secrets).failure("took no alarm")
    case .notSent(let obstacle), .unanswered(let obstacle): return Failure(obstacle.text)
    case .closed: return Failure("given up")
    }
  }

  /// The address and the secret can be read, and are such.
  public func check() async -> Failure? {
    if case .failure(let failure) = place { return failure }
    if case .failure(let failure) = signer { return failure }
    return nil
  }

  public func warnings() -> [String] {
    var secrets = settings.secret.map { [$0] } ?? []
    if case .kept(let secret) = settings.address { secrets.append(secret) }
    return secrets.compactMap { $0.warning(base: base) }
  }

  /// Asks for the address with GET, which a receiver may refuse: only whether it answers counts.
  public func probe() async -> Result<String, Failure> {
    if let failure = await check() { return .failure(failure) }
    switch place {
    case .failure(let failure): return .failure(failure)
    case .success(let place):
      return await means.ask(HTTPRequest(.get, place.url)).map { "\(place.host) answers (\($0.status) to GET)" }
    }
  }
}

/// An address as it stands, or where it is kept.
private struct AlertAddress: Decodable {
  let value: WebhookAlert.Settings.Address

  private enum CodingKeys: CodingKey { case env, file }

  init(from decoder: any Decoder) throws {
    do {
      _ = try decoder.container(keyedBy: CodingKeys.self)
    } catch DecodingError.typeMismatch {
      value = .open(try WebhookURL(from: decoder))
      return
    }
    value = .kept(try Secret(from: decoder))
  }
}
