import Foundation
import Herald
import HeraldSenders
import Servers
import Testing

/// What is Bluesky's alone. Where `HERALD_CONFORMANCE` is set, the fake PDS holds each request against the published
/// lexicons.
@Suite(.timeLimit(.minutes(15))) struct BlueskyTests {
  typealias Fault = FakeNetwork.Plan.Fault

  private struct Put: Decodable {
    struct Post: Decodable {
      struct Facet: Decodable {
        struct Index: Decodable {
          let byteStart: Int
          let byteEnd: Int
        }
        let index: Index
        let features: [[String: String]]
      }
      struct Embed: Decodable { let external: [String: String] }
      let text: String
      let createdAt: String
      let facets: [Facet]?
      let embed: Embed?
    }
    let rkey: String
    let record: Post
  }

  private func put(_ bench: NetworkBench, _ number: Int = 0) throws -> Put {
    try JSONDecoder().decode(Put.self, from: Data(try #require(try bench.network.attempts()[number].body).utf8))
  }

  @Test func linksTagsAndMentionsAreFacetsAndTheCardIsTheLinks() async throws {
    let text = "Naïve 🚢 ferries by @ada.example.org: https://example.org/a-long-road/to/the/harbour?and=more #Vestrand"
    let card = try LinkCard(
      url: try #require(WebURL("https://example.org/a-long-road/to/the/harbour?and=more")), title: "Ferries",
      summary: "They run again.")
    try await NetworkBench.with(.bluesky) { bench in
      let message = try bench.message(of: [text], card: card)
      #expect(try await bench.sender().send(message, gate: Turnstile().gate).receipt != nil)
      let record = try put(bench).record
      let octets = Array(record.text.utf8)
      let facets = try #require(record.facets)
      let pieces = facets.map { String(decoding: octets[$0.index.byteStart..<$0.index.byteEnd], as: UTF8.self) }
      #expect(pieces.count == 3)
      #expect(pieces[0] == "@ada.example.org" && facets[0].features[0]["did"]?.hasPrefix("did:plc:") == true)
      #expect(facets[1].features == [["$type": "app.bsky.richtext.facet#link", "uri": card.url.text]])
      #expect(pieces[2] == "#Vestrand" && facets[2].features[0]["tag"] == "Vestrand")
      #expect(record.embed?.external == ["uri": card.url.text, "title": "Ferries", "description": "They run again."])
      #expect(record.createdAt == "\(NetworkBench.start)")
    }
  }

  /// The trouble of this post alone: one that names nobody goes.
  @Test(arguments: [500, 502, 503]) func aHandleThatIsNotSaidNowWaitsAndClosesNothing(_ status: Int) async throws {
    try await NetworkBench.with(.bluesky, settings: ["resolver": .number(status)]) { bench in
      let turnstile = Turnstile()
      let message = try bench.message(of: ["Thanks to @ada.example.org."])
      let outcome = try await bench.sender().send(message, gate: turnstile.gate)
      #expect(Delivery.Ending(outcome) == .deferred && turnstile.wires.isEmpty, "\(outcome)")
      #expect(outcome.failure?.text.contains("@ada.example.org") == true)
      #expect(try await bench.sender().send(bench.message(job: 8), gate: Turnstile().gate).receipt != nil)
    }
  }

  @Test func aHandleThatNobodyHasIsRejectedBeforeTheGate() async throws {
    try await NetworkBench.with(.bluesky) { bench in
      let turnstile = Turnstile()
      let message = try bench.message(of: ["By @nobody.example.org, again."])
      let outcome = try await bench.sender().send(message, gate: turnstile.gate)
      #expect(Delivery.Ending(outcome) == .rejected && turnstile.wires.isEmpty, "\(outcome)")
      #expect(outcome.failure?.text.contains("@nobody.example.org") == true)
    }
  }

  /// Jobs of one claim have one time, and each its own record: none overwrites another.
  @Test func recordKeysAreOfTheFirstClaimAndDifferForEveryJob() async throws {
    try await NetworkBench.with(.bluesky) { bench in
      var keys: Set<String> = []
      for job in Int64(1)...2_000 {
        let octets = try bench.sender().wire(bench.message(job: job, of: ["The same words."])).get()
        let key = try JSONDecoder().decode(Put.self, from: Data(octets)).rkey
        #expect(ATSyntax.isTID(key))
        keys.insert(key)
      }
      #expect(keys.count == 2_000)
      // 1790000000000001 to 1790000000002000 microseconds, in the alphabet of https://atproto.com/specs/tid
      #expect(keys.allSatisfy { $0.hasPrefix("3mvzvh4f") }, "\(keys.first ?? "")")
    }
  }

  /// Row 58, years later: a repeat changes nothing.
  @Test func aRepeatIsHarmlessForEver() async throws {
    try await NetworkBench.with(.bluesky, [Fault("drop")]) { bench in
      let message = try bench.message()
      _ = try await bench.sender().send(message, gate: Turnstile().gate)
      bench.advance(.hours(24 * 400))
      let outcome = try await bench.sender().send(message, gate: Turnstile().gate)
      #expect(Delivery.Ending(outcome) == .sent)
      #expect(try bench.network.posts().count == 1)
      #expect(try await bench.sender().settle(message, note: nil) == .sent(#require(outcome.receipt)))
    }
  }

  @Test func aReplyNamesTheRootOfItsThread() async throws {
    try await NetworkBench.with(.bluesky) { bench in
      var receipts: [Receipt] = []
      for part in 0..<3 {
        let message = try bench.message(
          job: Int64(part + 1), part: part, of: ["One.", "Two.", "Three."], previous: receipts.last)
        let outcome = try await bench.sender().send(message, gate: Turnstile().gate)
        receipts.append(try #require(outcome.receipt))
      }
      let root = receipts[0].id
      #expect(receipts[2].id.hasSuffix(" " + root))
      let body = try #require(try bench.network.attempts()[2].body)
      let uri = try #require(root.split(separator: " ").first)
      #expect(body.contains("\"root\":{\"cid\":") && body.contains("\"uri\":\"\(uri)\"},\"text\"") == false)
      #expect(body.contains(String(uri)))
    }
  }

  /// Row 60: the session ends in the middle of a batch; one renews it, the others wait for that.
  @Test func aSessionThatEndsIsRenewedOnceForAll() async throws {
    try await NetworkBench.with(.bluesky, settings: ["expires-after": .number(3)]) { bench in
      let sender = try bench.sender()
      let messages = try (Int64(1)...12).map { try bench.message(job: $0, of: ["Ferry \($0)."]) }
      for message in messages.prefix(3) {
        #expect(Delivery.Ending(await sender.send(message, gate: Turnstile().gate)) == .sent)
      }
      for round in [3..<6, 6..<9, 9..<12] {
        var waiting = Array(messages[round])
        // All find it over at once; the next attempt of each has a new one.
        for _ in 0..<2 {
          let outcomes = await withTaskGroup(of: (Message, Outcome).self) { group in
            for message in waiting { group.addTask { (message, await sender.send(message, gate: Turnstile().gate)) } }
            return await group.reduce(into: []) { $0.append($1) }
          }
          #expect(outcomes.allSatisfy { [.sent, .deferred].contains(Delivery.Ending($0.1)) }, "\(outcomes.map(\.1))")
          waiting = outcomes.filter { $0.1.receipt == nil }.map(\.0)
        }
        #expect(waiting.isEmpty)
      }
      let events = try bench.network.events()
      #expect(events.count { $0.path == "/xrpc/com.atproto.server.createSession" } == 1)
      #expect(events.count { $0.path == "/xrpc/com.atproto.server.refreshSession" } == 3)
      #expect(try bench.network.posts().count == 12)
    }
  }

  @Test func aWrongPasswordBlocksBeforeTheGate() async throws {
    try await NetworkBench.with(.bluesky, settings: ["token": .text("another")]) { bench in
      let turnstile = Turnstile()
      let outcome = try await bench.sender().send(bench.message(), gate: turnstile.gate)
      #expect(Delivery.Ending(outcome) == .blocked && turnstile.wires.isEmpty)
      #expect(outcome.failure?.code == "401 AuthenticationRequired")
      expectShowable(outcome, .bluesky)
    }
  }
}
