import Herald
import HeraldTransfer

extension Mastodon: DeletingSender {
  /// https://docs.joinmastodon.org/methods/statuses/#delete: 200 with the status that was; 404 for one that is not there.
  public func delete(_ receipt: Receipt) async -> Failure? {
    let token: String
    switch self.token.value {
    case .success(let read): token = read
    case .failure(let failure): return failure
    }
    let request = HTTPRequest(
      .delete, settings.server.text + "/api/v1/statuses/\(MastodonReceipt(receipt).id)",
      headers: [Self.authorization(token)])
    switch await means.ask(request) {
    case .failure(let failure): return failure
    case .success(let answer) where [200, 404].contains(answer.status): return nil
    case .success(let answer): return words(answer, token).failure("did not delete it")
    }
  }
}
