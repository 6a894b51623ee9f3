import Foundation
import Herald
import HeraldTransfer

/// One account signed in at its server, for all attempts of a channel. Whoever finds no token, or one that is nearly over,
/// waits for the one exchange that gets the next: a refresh token works once.
///
/// A session is made at most 300 times a day and 30 times in five minutes
/// (https://docs.bsky.app/docs/advanced-guides/rate-limits), so it is renewed, not made again.
actor BlueskySession {
  struct Token: Sendable, Hashable {
    let access: String
    let refresh: String
    let handle: String
    let secrets: [String]
  }

  /// Why there is no token: what the attempt ends as.
  struct Refused: Error {
    let outcome: Outcome
  }

  private let settings: Bluesky.Settings
  private let base: URL
  private let means: NetworkMeans
  private var token: Token?
  private var isOver = false
  private var renewal: Task<Result<Token, Refused>, Never>?
  private var dids: [String: String] = [:]

  init(settings: Bluesky.Settings, base: URL, means: NetworkMeans) {
    (self.settings, self.base, self.means) = (settings, base, means)
  }

  /// Its form is Bluesky's alone to judge: it only ever stands in a body.
  nonisolated var password: KeptToken {
    KeptToken(secret: settings.password, base: base, key: "password", isOne: { _ in true })
  }

  func token() async -> Result<Token, Refused> {
    if let token, !isOver, !Self.endsSoon(token, now: means.now()) { return .success(token) }
    if let renewal { return await renewal.value }
    // Not cancelled with who asked first: others wait for it too.
    let renewal = Task { [token] in await self.renewed(token) }
    self.renewal = renewal
    let result = await renewal.value
    self.renewal = nil
    if case .success(let new) = result { (token, isOver) = (new, false) }
    return result
  }

  /// The server would not have it; one that came meanwhile stays.
  func forget(_ old: Token) { if token == old { isOver = true } }

  /// The DIDs of handles. One that has none is the message's fault.
  func resolve(_ handles: [String]) async -> Result<[String: String], Refused> {
    for handle in handles where dids[handle] == nil {
      let request = HTTPRequest(
        .get, settings.server.text + "/xrpc/com.atproto.identity.resolveHandle?handle=\(handle)")
      switch await means.ask(request) {
      case .failure(let failure): return .failure(Refused(outcome: .unreachable(failure)))
      case .success(let answer):
        let words = words(answer, secrets: [])
        if answer.status == 200, let did = answer.json(Resolved.self)?.did, did.hasPrefix("did:") {
          dids[handle] = did
        } else if answer.status == 400 {
          return .failure(
            Refused(outcome: .rejected(words.failure("knows no account @\(handle): correct it under `handles`"))))
        } else {
          return .failure(unresolved(handle, answer, words))
        }
      }
    }
    return .success(dids.filter { handles.contains($0.key) })
  }

  // MARK: - The interface

  private func renewed(_ old: Token?) async -> Result<Token, Refused> {
    if let old {
      let request = HTTPRequest(
        .post, settings.server.text + "/xrpc/com.atproto.server.refreshSession",
        headers: [("Authorization", "Bearer \(old.refresh)")])
      switch await means.ask(request) {
      case .failure(let failure): return .failure(Refused(outcome: .unreachable(failure)))
      case .success(let answer) where answer.status == 200: return read(answer, secrets: [])
      // Neither is it over for good: it was 90 days, or the password is another.
      case .success(let answer) where answer.status == 400 || answer.status == 401: break
      case .success(let answer): return .failure(refused(answer, words(answer, secrets: old.secrets)))
      }
    }
    return await signedIn()
  }

  private func signedIn() async -> Result<Token, Refused> {
    let password: String
    switch self.password.value {
    case .success(let read): password = read
    case .failure(let failure): return .failure(Refused(outcome: .blocked(failure)))
    }
    let body: [UInt8]
    switch JSONOctets.of(["identifier": settings.account, "password": password]) {
    case .success(let octets): body = octets
    case .failure(let failure): return .failure(Refused(outcome: .blocked(failure)))
    }
    let request = HTTPRequest(
      .post, settings.server.text + "/xrpc/com.atproto.server.createSession", headers: [JSONOctets.header], body: body)
    switch await means.ask(request) {
    case .failure(let failure): return .failure(Refused(outcome: .unreachable(failure)))
    case .success(let answer): return read(answer, secrets: [password])
    }
  }

  private func read(_ answer: HTTPAnswer, secrets: [String]) -> Result<Token, Refused> {
    let words = words(answer, secrets: secrets)
    guard answer.status == 200 else { return .failure(refused(answer, words)) }
    guard let made = answer.json(Made.self), Self.isPlain(made.accessJwt), Self.isPlain(made.refreshJwt) else {
      return .failure(Refused(outcome: .blocked(words.failure("answered the login with something else"))))
    }
    return .success(
      Token(
        access: made.accessJwt, refresh: made.refreshJwt, handle: made.handle,
        secrets: secrets + [made.accessJwt, made.refreshJwt]))
  }

  /// Nothing of a message has gone out, so nothing is uncertain: wait as long as it says, or block.
  private func refused(_ answer: HTTPAnswer, _ words: FarWords) -> Refused {
    let outcome = Outcome(refusal: answer, words, now: means.now())
    switch outcome {
    case .deferred, .busy: return Refused(outcome: outcome)
    default: break
    }
    return Refused(outcome: .blocked(words.failure("does not let us in")))
  }

  /// It does not say who that is: the trouble of this message, and not of those that name nobody.
  private func unresolved(_ handle: String, _ answer: HTTPAnswer, _ words: FarWords) -> Refused {
    let outcome = Outcome(refusal: answer, words, now: means.now())
    if case .busy = outcome { return Refused(outcome: outcome) }
    return Refused(outcome: .deferred(words.failure("does not say which account @\(handle) is")))
  }

  private func words(_ answer: HTTPAnswer, secrets: [String]) -> FarWords {
    Bluesky.words(answer, answer.json(Bluesky.Refusal.self), name: settings.server.host, secrets: secrets)
  }

  /// https://docs.bsky.app/docs/api/com-atproto-server-create-session
  private struct Made: Decodable {
    let accessJwt: String
    let refreshJwt: String
    let handle: String
  }

  /// https://docs.bsky.app/docs/api/com-atproto-identity-resolve-handle
  private struct Resolved: Decodable { let did: String }

  /// What a header field may hold.
  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }

  /// Whether less than a minute is left, as the token itself says (RFC 7519, 4.1.4); one that says nothing lasts until it
  /// is refused.
  private static func endsSoon(_ token: Token, now: Instant) -> Bool {
    let parts = token.access.split(separator: ".")
    guard parts.count == 3 else { return false }
    var text = parts[1].replacing("-", with: "+").replacing("_", with: "/")
    while text.utf8.count % 4 != 0 { text += "=" }
    guard let data = Data(base64Encoded: String(text)),
      case .success(let claims) = Result(catching: { try JSONDecoder().decode(Claims.self, from: data) })
    else { return false }
    return Instant(microseconds: 0) + Seconds(claims.exp) - now < 60
  }

  private struct Claims: Decodable { let exp: Double }
}
