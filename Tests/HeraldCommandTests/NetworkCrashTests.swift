import Foundation
import Glibc
import Servers
import Testing

/// `kill -9` in every phase of a post to each network, then a restart: never two posts, and where the network allows it one
/// and `sent`. System calls are counted with strace.
@Suite(.serialized, .timeLimit(.minutes(15))) struct NetworkCrashTests {
  struct Network: Sendable, CustomTestStringConvertible {
    let name: String
    /// The channel's keys but for `sender`; SERVER is the fake network's address.
    let keys: String
    var secret = "Zinnober-4711"
    var settings: [String: FakeNetwork.Plan.Value] = [:]
    /// Whether doubt ends by itself.
    let ends: Bool

    var testDescription: String { name }

    static let all = [
      Network(
        name: "bluesky", keys: "server: SERVER, account: news.example.org, password: { file: secret }",
        settings: ["account": .text("news.example.org")], ends: true),
      Network(
        name: "discord-webhook", keys: "url: { file: secret }", secret: "SERVER/api/webhooks/4711/Zinnober-4711",
        ends: false),
      Network(name: "mastodon", keys: "server: SERVER, token: { file: secret }", ends: true),
      Network(
        name: "slack-webhook", keys: "url: { file: secret }", secret: "SERVER/services/T0/B0/Zinnober-4711",
        ends: false),
      Network(
        name: "telegram", keys: "server: SERVER, token: { file: secret }, chat: \"@HarbourCourier\"",
        secret: "4711:Zinnober", settings: ["chat": .text("@HarbourCourier")], ends: false),
      Network(
        name: "webhook", keys: "url: SERVER/herald, secret: { file: secret }",
        secret: "whsec_Wmlubm9iZXItNDcxMS1LYXJtZXNpbi1Jbi1CYXNlNjQ=", ends: true),
    ]
  }

  @Test(arguments: Network.all)
  func aKillWhileTheNetworkIsSilentNeverMakesTwoPosts(_ network: Network) async throws {
    try await with(network, [FakeNetwork.Plan.Fault("silent")]) { newsroom, fake in
      let process = try HeraldProcess.start(["run", "--drain"], in: newsroom.url)
      defer {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
      }
      for _ in 0..<6_000 where try fake.posts().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      #expect(process.isRunning)
      #expect(try fake.posts().count == 1)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let state = try restarted(newsroom)
      #expect(state == (network.ends ? "sent" : "held (uncertain)"))
      #expect(try fake.posts().count == 1)
    }
  }

  /// What is sent and received on sockets, one call after the other.
  @Test(arguments: Network.all, ["sendto", "recvfrom"])
  func aKillAtEachCallNeverMakesTwoPosts(_ network: Network, _ call: String) async throws {
    var states: [String] = []
    for number in 1...12 {
      let isOver = try await with(network) { newsroom, fake in
        let ended = try HeraldProcess.shell(
          "exec strace -f -qq -o /dev/null -e trace=\(call) -e inject=\(call):signal=SIGKILL:when=\(number) "
            + "\"$herald\" run --drain", in: newsroom.url)
        let isOver = ended.code == 0
        if !isOver { #expect(ended.code == -SIGKILL || ended.code == 128 + SIGKILL, "\(ended)") }
        let state = isOver ? try job(newsroom) : try restarted(newsroom)
        let count = try fake.posts().count
        #expect(count <= 1, "\(call) \(number): \(state)")
        #expect(network.ends ? state == "sent" : ["sent", "held (uncertain)"].contains(state), "\(call) \(number)")
        if state == "sent" { #expect(count == 1, "\(call) \(number)") }
        states.append(state)
        return isOver
      }
      if isOver { break }
    }
    #expect(states.count >= 2, "nothing was killed: \(states)")
  }

  private func with<T>(
    _ network: Network, _ faults: [FakeNetwork.Plan.Fault] = [],
    _ body: (TestNewsroom, FakeNetwork) async throws -> T
  ) async throws -> T {
    let newsroom = try TestNewsroom()
    var plan = FakeNetwork.Plan(faults, settings: network.settings)
    // What the network itself knows: of an address that is a secret, its last piece.
    let known = network.secret.hasPrefix("SERVER") ? network.secret.split(separator: "/").last.map(String.init) : nil
    plan.settings["token"] = .text(known ?? network.secret)
    return try await FakeNetwork.with(network.name, plan) { fake in
      try newsroom.folder.write(network.secret.replacing("SERVER", with: fake.url) + "\n", to: "secret")
      try newsroom.configure(
        """
        newsroom: { name: The Harbour Courier, timezone: UTC }
        channels:
          there: { sender: \(network.name), \(network.keys.replacing("SERVER", with: "\"\(fake.url)\"").replacing("\"/herald", with: "/herald\"")) }
        """)
      try newsroom.done("queue", TestNewsroom.story)
      let result = try await body(newsroom, fake)
      #expect(try fake.problems() == [])
      return result
    }
  }

  /// Goes on as the next process, and says what became of the post.
  private func restarted(_ newsroom: TestNewsroom) throws -> String {
    try newsroom.done("run", "--drain")
    #expect(try newsroom.isBalanced())
    return try job(newsroom)
  }

  private func job(_ newsroom: TestNewsroom) throws -> String {
    let shown = try newsroom.done("jobs", "show", "1", "--json").object()
    let reason = (shown["reason"] as? String).map { " (\($0))" } ?? ""
    return try #require(shown["state"] as? String) + reason
  }
}
