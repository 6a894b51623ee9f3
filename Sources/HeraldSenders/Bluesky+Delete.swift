import Herald
import HeraldTransfer

extension Bluesky: DeletingSender {
  /// https://docs.bsky.app/docs/api/com-atproto-repo-delete-record: 200 also for a record that is not there.
  public func delete(_ receipt: Receipt) async -> Failure? {
    guard let uri = BlueskyThread(receipt)?.post.uri, let key = uri.split(separator: "/").last,
      ATSyntax.isTID(String(key))
    else { return Failure("“\(receipt.id)” is no receipt of Bluesky's") }
    let token: BlueskySession.Token
    switch await session.token() {
    case .success(let found): token = found
    case .failure(let refusal): return refusal.outcome.failure ?? Failure("no session")
    }
    let fields = ["repo": settings.account, "collection": BlueskyRecord.collection, "rkey": String(key)]
    let body: [UInt8]
    switch JSONOctets.of(fields) {
    case .success(let made): body = made
    case .failure(let failure): return failure
    }
    let request = HTTPRequest(
      .post, settings.server.text + "/xrpc/com.atproto.repo.deleteRecord",
      headers: [JSONOctets.header, ("Authorization", "Bearer \(token.access)")], body: body)
    switch await means.ask(request) {
    case .failure(let failure): return failure
    case .success(let answer) where answer.status == 200: return nil
    case .success(let answer):
      let said = answer.json(Refusal.self)
      return Self.words(answer, said, name: settings.server.host, secrets: token.secrets).failure("did not delete it")
    }
  }
}
