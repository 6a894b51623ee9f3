import Herald
import HeraldIntake
import Testing

@Suite struct HandleTests {
  static let lines: [(String, [Handle])] = [
    ("Follow us on Twitter: @SteppeCourier", [Handle(network: .x, name: "@SteppeCourier")]),
    ("Folgen Sie uns auf X: @bote_tb.", [Handle(network: .x, name: "@bote_tb")]),
    ("Suivez-nous sur https://twitter.com/lecourrier", [Handle(network: .x, name: "@lecourrier")]),
    ("Follow us on Mastodon: @news@social.example", [Handle(network: .mastodon, name: "@news@social.example")]),
    ("Follow us: https://mastodon.example/@news", [Handle(network: .mastodon, name: "@news@mastodon.example")]),
    ("Follow us on Bluesky: @courier.bsky.social", [Handle(network: .bluesky, name: "@courier.bsky.social")]),
    (
      "Síguenos en https://bsky.app/profile/courier.example.org",
      [Handle(network: .bluesky, name: "@courier.example.org")]
    ),
    (
      "Follow us on X @courier and Bluesky @courier.example.org",
      [Handle(network: .x, name: "@courier"), Handle(network: .bluesky, name: "@courier.example.org")]
    ),
    ("Follow us on Instagram: @courier", []),
    ("Follow us on Twitter: @this_name_is_far_too_long_for_x", []),
  ]

  @Test(arguments: lines)
  func ownHandlesAreKeptWithTheirNetwork(_ line: String, _ handles: [Handle]) throws {
    let text =
      "The council met for the last time this year and settled what it could, late in the evening and in some haste."
    let reading = try reading("The title of the day\n\n\(text)\n\n\(line)\n")
    #expect(reading.article.handles == handles)
    #expect(reading.rule(for: line) == "promo-line")
    #expect(reading.article.paragraphs == [text])
  }

  @Test func aHandleInTheTextIsNotTheNewsroomsOwn() throws {
    let reading = try reading(
      "The title of the day\n\nThe minister, who writes as @minister on Twitter, said nothing about it yesterday.\n")
    #expect(reading.article.handles.isEmpty)
    #expect(reading.article.paragraphs.count == 1)
  }
}
