import Herald
import HeraldText
import Testing

@Suite struct NetworkTextTests {
  @Test func linkedinKeepsWhatStandsAfterAParenthesis() {
    let text = "The Bank for Upland Rivers (BUR) lends *40* million [2026–27] @ 3 % <net> #OpenData C:\\a_b ~|{}"
    let wire = NetworkText.wire(text, .linkedin)
    #expect(
      wire == #"The Bank for Upland Rivers \(BUR\) lends \*40\* million \[2026–27\] \@ 3 % \<net\> "#
        + ##"{hashtag|\#|OpenData} C:\\a\_b \~\|\{\}"##)
    #expect(NetworkText.read(wire, .linkedin) == text)
    #expect(PostRules(network: .linkedin).measure(text).count == text.utf16.count)
  }

  @Test(arguments: [
    "{hashtag|\\#|x}", "\\", "#a_b}", "}{", "\\\\#x", "#", "a#b #1 #й_й|", "&amp;lt;", "&", "<!channel>",
  ])
  func whatIsEscapedIsReadBackWhole(_ text: String) {
    for network in Network.allCases { #expect(NetworkText.read(NetworkText.wire(text, network), network) == text) }
  }

  @Test func slackEscapesThreeCharactersAndPingsNobody() {
    #expect(NetworkText.wire("A & B <!channel> <@U1> x>y", .slack) == "A &amp; B &lt;!channel&gt; &lt;@U1&gt; x&gt;y")
    #expect(NetworkText.read("&amp;lt;", .slack) == "&lt;")
  }

  static let discord = [
    ("2 * 3 * 4 = 24, a_b_c, ~~no~~ ||x|| `y` C:\\d", #"2 \* 3 \* 4 = 24, a\_b\_c, \~\~no\~\~ \|\|x\|\| \`y\` C:\\d"#),
    (
      "see https://example.org/a_b_c*d and [more](https://example.org/x_y)",
      #"see https://example.org/a_b_c*d and \[more](https://example.org/x_y)"#
    ),
    (
      "# one\n## two\n> said\n- three\n  - four\n1. five\n26.5 degrees - or #6",
      "\\# one\n\\## two\n\\> said\n\\- three\n  \\- four\n1\\. five\n26.5 degrees - or #6"
    ),
    ("<@123> <#4> <t:5> <:a:6>", #"\<@123> \<#4> \<t:5> \<:a:6>"#),
    ("“plain” (text), @here!", "“plain” (text), @here!"),
  ]

  @Test(arguments: discord) func discordFormatsNothing(_ text: String, _ wire: String) {
    #expect(NetworkText.wire(text, .discord) == wire)
    #expect(NetworkText.read(wire, .discord) == text)
  }

  @Test(arguments: [Network.plain, .x, .mastodon, .bluesky, .threads, .telegram])
  func allOthersGetTheTextAsItIs(_ network: Network) {
    #expect(NetworkText.wire("(a) & <b> #c \\", network) == "(a) & <b> #c \\")
  }
}
