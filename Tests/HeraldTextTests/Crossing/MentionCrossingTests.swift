import Foundation
import Herald
import HeraldText
import Testing

@Suite struct MentionCrossingTests {
  private static let map = HandleMap([
    HandleMap.Person(
      name: "Ada Lovat",
      handles: [.x: "@AdaLovat", .mastodon: "ada@social.example", .bluesky: "ada.example.org", .telegram: "adalovat"]),
    HandleMap.Person(handles: [.x: "waterboard", .threads: "water.board"]),
    HandleMap.Person(handles: [.x: "twin"]),
    HandleMap.Person(handles: [.threads: "twin"]),
  ])

  /// The network, the text of the article, and what it says there.
  @Test(arguments: [
    (Network.x, "Ask @AdaLovat.", "Ask @AdaLovat."),
    (.x, "Ask @ada@social.example, not her.", "Ask @AdaLovat, not her."),
    (.mastodon, "Ask @adalovat’s office", "Ask @ada@social.example’s office"),
    (.bluesky, "(@AdaLovat)", "(@ada.example.org)"),
    (.telegram, "by @AdaLovat-led group", "by @adalovat-led group"),
    (.threads, "Ask @AdaLovat.", "Ask Ada Lovat."),
    (.linkedin, "Ask @AdaLovat, @waterboard and @someone", "Ask Ada Lovat, waterboard and someone"),
    (.discord, "@everyone @here <@123> <@&9> hi @AdaLovat", "everyone here <123> <&9> hi Ada Lovat"),
    (.slack, "@here @AdaLovat", "here Ada Lovat"),
    (.threads, "@waterboard", "@water.board"),
    (.bluesky, "@waterboard", "waterboard"),
    (.x, "@twin", "@twin"),
    (.mastodon, "@twin", "twin"),
    (.x, "の@strangerに @@stranger .@stranger RT@stranger", "のstrangerに stranger .stranger RTstranger"),
    (.x, "@stranger/list", "stranger/list"),
    (
      .x, "mail desk@example.org or https://social.example.org/@ada",
      "mail desk@example.org or https://social.example.org/@ada"
    ),
    (.mastodon, "＠stranger@example.org", "stranger@example.org"),
    (.plain, "@stranger", "@stranger"),
    (.x, "@ alone @", "@ alone @"),
  ])
  func aMentionBecomesTheNetworksOwnOrNone(_ network: Network, _ text: String, _ expected: String) {
    #expect(MentionCrossing(text, to: network, map: Self.map).text == expected)
  }

  @Test func strangersAreNamedOnce() {
    let crossing = MentionCrossing("@one and @two and @one, @AdaLovat", to: .x, map: Self.map)
    #expect(crossing.strangers == ["@one", "@two"])
    #expect(crossing.text == "one and two and one, @AdaLovat")
  }

  @Test func thePublishersOwnHandlesCrossToo() {
    let own = [
      Handle(network: .x, name: "@SteppePaper"), Handle(network: .x, name: "@SteppeSport"),
      Handle(network: .mastodon, name: "@news@steppe.example"),
    ]
    let map = HandleMap().adding(own: own)
    #expect(MentionCrossing("@SteppePaper @SteppeSport", to: .x, map: map).text == "@SteppePaper @SteppeSport")
    #expect(MentionCrossing("@SteppePaper", to: .mastodon, map: map).text == "@news@steppe.example")
    #expect(MentionCrossing("@SteppePaper", to: .bluesky, map: map).text == "SteppePaper")
  }

  @Test(arguments: [
    (Network.x, "@ada_b", true), (.x, "sixteen_letters_", false), (.mastodon, "@ada@social.example", true),
    (.mastodon, "@ada", false), (.bluesky, "@ada.example.org", true), (.bluesky, "ada", false),
    (.threads, "ada.b", true), (.threads, ".ada", false), (.telegram, "@ada_b", true), (.telegram, "4da_b", false),
    (.linkedin, "urn:li:person:1", true), (.slack, "", false),
  ])
  func aHandleIsCheckedByItsNetwork(_ network: Network, _ handle: String, _ isOne: Bool) {
    #expect(network.isHandle(handle) == isOne)
  }

  @Test func aMapIsReadBackAsItWasWritten() throws {
    let data = try JSONEncoder().encode(Self.map)
    #expect(try JSONDecoder().decode(HandleMap.self, from: data) == Self.map)
  }
}
