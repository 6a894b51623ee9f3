import HeraldSenders
import Servers

extension NetworkCase {
  static let all: [NetworkCase] = [mastodon]

  static let mastodon = NetworkCase(
    name: "mastodon", kind: .mastodon, fake: "mastodon", network: .mastodon,
    settings: { server, _ in #"{ "server": "\#(server)", "token": { "file": "secret" } }"# },
    doubt: .ends, keys: ["idempotency-key"],
    limits: [
      ("2026-09-21T14:18:20.000000Z", 290), ("2026-09-21T14:13:30Z", 1), ("2027-09-21T14:18:20Z", 86_400),
      ("1790000310", 300), ("retry-after:Mon, 21 Sep 2026 14:18:20 GMT", 290), ("retry-after:120", 120),
      ("retry-after:-5", 1), ("retry-after:1000000000", 86_400), ("retry-after:0.5", 1),
    ],
    defects: FakeNetwork.Plan.Defect.allCases)
}
