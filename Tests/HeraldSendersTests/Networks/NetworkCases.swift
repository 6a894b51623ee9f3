import Foundation
import HeraldSenders
import Servers

extension NetworkCase {
  static let all: [NetworkCase] = [bluesky, mastodon]

  static let bluesky = NetworkCase(
    name: "bluesky", kind: .bluesky, fake: "bluesky", network: .bluesky,
    settings: { server, _ in
      #"{ "server": "\#(server)", "account": "news.example.org", "password": { "file": "secret" } }"#
    },
    plan: ["account": .text("news.example.org"), "handles": .text("ada.example.org")].merging(lexicons) { $1 },
    doubt: .ends, expired: .deferred,
    limits: [("1790000310", 300), ("1790000000", 1), ("1990000000", 86_400), ("120", 120), ("1e400", 86_400)],
    defects: FakeNetwork.Plan.Defect.allCases)

  /// The published lexicons, where they are: every request is held against them.
  private static let lexicons: [String: FakeNetwork.Plan.Value] =
    ProcessInfo.processInfo.environment["HERALD_CONFORMANCE"].map {
      ["lexicons": .text($0 + "/bluesky/lexicons")]
    } ?? [:]

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
