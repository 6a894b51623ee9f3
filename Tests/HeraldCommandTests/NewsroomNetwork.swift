import Servers
import Testing

/// One network as a newsroom's only channel, `there`, with an article in the queue for it.
struct NewsroomNetwork: Sendable, CustomTestStringConvertible {
  let name: String
  /// The channel's keys but for `sender`; SERVER is the fake network's address.
  let keys: String
  var secret = "Zinnober-4711"
  var settings: [String: FakeNetwork.Plan.Value] = [:]
  /// Whether doubt ends by itself.
  let ends: Bool
  /// Doubt ends only where the post is there to be found.
  var needsAPost = false

  var testDescription: String { name }

  static let all = [
    NewsroomNetwork(
      name: "bluesky", keys: "server: SERVER, account: news.example.org, password: { file: secret }",
      settings: ["account": .text("news.example.org")], ends: true),
    NewsroomNetwork(
      name: "discord-bot", keys: "server: SERVER, token: { file: secret }, channel-id: 1300000000000000009",
      ends: true),
    NewsroomNetwork(
      name: "discord-webhook", keys: "url: { file: secret }", secret: "SERVER/api/webhooks/4711/Zinnober-4711",
      ends: false),
    NewsroomNetwork(name: "mastodon", keys: "server: SERVER, token: { file: secret }", ends: true),
    NewsroomNetwork(
      name: "slack", keys: "server: SERVER, token: { file: secret }, channel-id: C0123456789", ends: true,
      needsAPost: true),
    NewsroomNetwork(
      name: "slack-webhook", keys: "url: { file: secret }", secret: "SERVER/services/T0/B0/Zinnober-4711",
      ends: false),
    NewsroomNetwork(
      name: "telegram", keys: "server: SERVER, token: { file: secret }, chat: \"@HarbourCourier\"",
      secret: "4711:Zinnober", settings: ["chat": .text("@HarbourCourier")], ends: false),
    NewsroomNetwork(
      name: "webhook", keys: "url: SERVER/herald, secret: { file: secret }",
      secret: "whsec_Wmlubm9iZXItNDcxMS1LYXJtZXNpbi1Jbi1CYXNlNjQ=", ends: true),
  ]

  func with<T>(
    _ faults: [FakeNetwork.Plan.Fault] = [],
    _ body: (TestNewsroom, FakeNetwork) async throws -> T
  ) async throws -> T {
    let newsroom = try TestNewsroom()
    var plan = FakeNetwork.Plan(faults, settings: settings)
    // What the network itself knows: of an address that is a secret, its last piece.
    let known = secret.hasPrefix("SERVER") ? secret.split(separator: "/").last.map(String.init) : nil
    plan.settings["token"] = .text(known ?? secret)
    return try await FakeNetwork.with(name, plan) { fake in
      try newsroom.folder.write(secret.replacing("SERVER", with: fake.url) + "\n", to: "secret")
      try newsroom.configure(
        """
        newsroom: { name: The Harbour Courier, timezone: UTC }
        channels:
          there: { sender: \(name), \(keys.replacing("SERVER", with: "\"\(fake.url)\"").replacing("\"/herald", with: "/herald\"")) }
        """)
      try newsroom.done("queue", TestNewsroom.story)
      let result = try await body(newsroom, fake)
      #expect(try fake.problems() == [])
      return result
    }
  }
}
