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

  @Test(arguments: [Network.plain, .x, .mastodon, .bluesky, .threads, .telegram, .discord])
  func allOthersGetTheTextAsItIs(_ network: Network) {
    #expect(NetworkText.wire("(a) & <b> #c \\", network) == "(a) & <b> #c \\")
  }
}
