import Foundation
import Servers
import Testing

/// `check --online` holds `limit:` against what the server takes.
@Suite(.timeLimit(.minutes(5))) struct PostRoomTests {
  /// `limit:`, what the server takes, the hint behind the offer, the warning.
  static let rooms: [(limit: Int?, there: Int, hint: String, warning: String?)] = [
    (nil, 500, "", nil), (1_000, 1_000, "", nil), (400, 500, "", nil),
    (nil, 11_000, ": posts have at most 500, write `limit: 11000` to use all", nil),
    (nil, 300, "", "channels.there: posts may have 500, and the server takes 300: write `limit: 300`"),
    (2_000, 1_000, "", "channels.there: posts may have 2000, and the server takes 1000: write `limit: 1000`"),
  ]

  @Test(arguments: rooms) func theLineToWriteIsSaid(
    _ room: (limit: Int?, there: Int, hint: String, warning: String?)
  ) async throws {
    let newsroom = try TestNewsroom()
    var plan = FakeNetwork.Plan(settings: ["characters": .number(room.there)])
    plan.settings["token"] = .text("Zinnober")
    try await FakeNetwork.with("mastodon", plan) { fake in
      let token = try newsroom.folder.write("Zinnober\n", to: "token")
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: token.path)
      let limit = room.limit.map { ", limit: \($0)" } ?? ""
      try newsroom.configure(
        "channels:\n  there: { sender: mastodon, server: \"\(fake.url)\", token: { file: token }\(limit) }\n")
      let report = try newsroom.done("check", "--online", "--json").object()
      let channel = try #require((report["channels"] as? [[String: Any]])?.first)
      #expect(channel["limit"] as? Int == room.there)
      #expect((channel["offers"] as? String)?.hasSuffix("\(room.there) characters\(room.hint)") == true, "\(report)")
      #expect(report["warnings"] as? [String] == [room.warning].compactMap { $0 })
      #expect(try fake.posts().isEmpty)
    }
  }
}
