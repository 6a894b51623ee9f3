import Foundation
import Testing

@testable import HeraldCommand

/// Shapes, networks and own texts, from outside.
@Suite(.serialized, .timeLimit(.minutes(15))) struct ShapesTests {
  private static let networks = ["x", "mastodon", "bluesky", "threads", "linkedin", "telegram", "discord", "slack"]
  private static let address = "https://example.org/harbour"

  private func posts(_ ended: HeraldProcess.Ended) throws -> [[String: Any]] {
    try #require(try ended.object()["posts"] as? [[String: Any]])
  }

  private func texts(_ post: [String: Any]) throws -> [String] {
    try #require(post["parts"] as? [[String: Any]]).compactMap { $0["text"] as? String }
  }

  // MARK: - preview

  @Test(arguments: ["single", "thread", "briefs", "link"])
  func everyNetworkIsPreviewedWithoutConfiguration(_ shape: String) throws {
    let newsroom = try TestNewsroom()
    let folder = try TemporaryFolder()
    let story = newsroom.url.appending(path: TestNewsroom.story).path
    let ended = try HeraldProcess.run(
      ["preview", story, "--network", "all", "--shape", shape, "--url", Self.address, "--json"], in: folder.url)
    #expect(ended.code == 0, "\(ended)")
    let posts = try posts(ended)
    let each = shape == "briefs" ? 3 : 1
    #expect(posts.map { $0["network"] as? String } == Self.networks.flatMap { Array(repeating: $0, count: each) })
    for post in posts {
      for part in try #require(post["parts"] as? [[String: Any]]) {
        let (count, limit) = (try #require(part["count"] as? Int), try #require(part["limit"] as? Int))
        #expect(count > 0 && count <= limit, "\(post)")
      }
      #expect(try texts(post).joined().contains(Self.address))
      #expect((post["brief"] is NSNull) == (shape != "briefs"))
      let wantsCard = ["bluesky", "linkedin"].contains(post["network"] as? String)
      #expect((post["card"] is NSNull) == !wantsCard, "\(post)")
    }
    #expect(folder.files.isEmpty)
  }

  @Test(arguments: ["single", "thread", "briefs", "link"])
  func explainSaysOfEachSentenceWhatBecameOfItInEveryShape(_ shape: String) throws {
    let newsroom = try TestNewsroom()
    func preview(_ more: String...) throws -> HeraldProcess.Ended {
      let asked = ["preview", TestNewsroom.story, "--network", "bluesky", "--shape", shape]
      return try HeraldProcess.run(asked + more, in: newsroom.url)
    }
    for post in try posts(preview("--explain", "--json")) {
      let sentences = try #require(post["sentences"] as? [[String: Any]])
      #expect(sentences.isEmpty == (shape == "link"))
      for sentence in sentences {
        #expect(Set(sentence.keys) == ["place", "text", "fate", "part", "points", "reasons"])
        #expect((sentence["reasons"] as? [String])?.isEmpty == false)
      }
    }
    #expect(try posts(preview("--json")).allSatisfy { $0["sentences"] is NSNull })
    let shown = try preview("--explain").out
    #expect(shown.contains(shape == "link" ? "takes no sentences" : "   1 taken"), "\(shown)")
    let lines = Set(shown.split(separator: "\n"))
    #expect(try preview().out.split(separator: "\n").allSatisfy(lines.contains))
  }

  @Test func theWireTextIsShownWhereItDiffers() throws {
    let newsroom = try TestNewsroom()
    let story = "# Trams & trains (again)\n\nThe tram company (TTR) runs 5 < 7 trains from Monday.\n"
    let linkedin = try newsroom.done("preview", "-", "--network", "linkedin", "--wire", input: story).out
    #expect(
      linkedin.contains("on the wire:\nTrams & trains \\(again\\)\n\nThe tram company \\(TTR\\) runs 5 \\< 7 trains"))
    let slack = try newsroom.done("preview", "-", "--network", "slack", "--wire", input: story).out
    #expect(slack.contains("on the wire:\nTrams &amp; trains (again)\n\nThe tram company (TTR) runs 5 &lt; 7 trains"))
    let x = try newsroom.done("preview", "-", "--network", "x", "--wire", input: story).out
    #expect(!x.contains("on the wire"))
    let json = try posts(newsroom.done("preview", "-", "--network", "slack", "--json", input: story))
    let part = try #require((json[0]["parts"] as? [[String: Any]])?.first)
    #expect((part["wire"] as? String)?.contains("5 &lt; 7") == true)
  }

  @Test func aNetworkThatIsNotKnownNamesTheNearest() throws {
    let newsroom = try TestNewsroom()
    let ended = try newsroom.herald("preview", TestNewsroom.story, "--network", "blusky")
    #expect(ended.code == 64 && ended.err.contains("did you mean bluesky?"), "\(ended)")
  }

  // MARK: - queue

  @Test func eachBriefIsQueuedOnceOneAfterTheOther() throws {
    let newsroom = try TestNewsroom()
    let first = try newsroom.done(
      "queue", TestNewsroom.story, "--briefs", "--channel", "x", "--at", "2099-01-01 09:00", "--every", "30m")
    #expect(first.out.contains("x, brief 1 of 3") && first.out.contains("2099-01-01 09:00"), "\(first)")
    #expect(first.out.contains("x, brief 3 of 3") && first.out.contains("2099-01-01 10:00"), "\(first)")
    try newsroom.done("queue", TestNewsroom.story, "--briefs", "--channel", "x")
    #expect(try newsroom.count("waiting") == 3)
    try newsroom.done("queue", TestNewsroom.story, "--channel", "x")
    #expect(try newsroom.count("waiting") == 4)
    #expect(try newsroom.isBalanced())
  }

  @Test func whatIsPreviewedAsAThreadIsQueuedAndDelivered() throws {
    let newsroom = try TestNewsroom()
    let arguments = ["--shape", "thread", "--channel", "x", "--url", Self.address]
    let preview = try HeraldProcess.run(
      ["preview", TestNewsroom.story, "--json"] + arguments, in: newsroom.url)
    let texts = try texts(posts(preview)[0])
    #expect(texts.count > 1)
    #expect(try HeraldProcess.run(["queue", TestNewsroom.story] + arguments, in: newsroom.url).code == 0)
    #expect(try newsroom.done("jobs", "list").out.contains("waiting (for job 1)"))
    try newsroom.done("run", "--drain")
    for (index, text) in texts.enumerated() {
      let file = newsroom.url.appending(path: "outbox/x/\(index + 1)-1.json")
      let sent = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
      #expect(sent["text"] as? String == text)
    }
    #expect(try newsroom.isBalanced())
  }

  @Test func aTextOfOnesOwnIsCountedFrozenAndRefusedWhenTooLong() throws {
    let newsroom = try TestNewsroom()
    try newsroom.folder.write("Four cranes, one harbour.\n---\nMore: https://example.org/harbour\n", to: "own.txt")
    let preview = try posts(
      newsroom.done("preview", TestNewsroom.story, "--text", "own.txt", "--channel", "x", "--json"))
    #expect(try texts(preview[0]) == ["Four cranes, one harbour.", "More: https://example.org/harbour"])
    try newsroom.done("queue", TestNewsroom.story, "--text", "own.txt", "--channel", "x")
    let shown = try newsroom.done("jobs", "show", "2", "--json").object()
    #expect(shown["text"] as? String == "More: https://example.org/harbour")
    #expect(shown["sha256"] as? String == preview[0]["sha256"] as? String)

    let long = String(repeating: "harbour ", count: 40)
    let refused = try newsroom.herald("queue", TestNewsroom.story, "--text", "-", "--channel", "x", input: long)
    #expect(refused.code == 65 && refused.err.contains("319/280") && refused.err.contains("39 too many"), "\(refused)")
    #expect(try newsroom.count("waiting") == 2)
    let known = try newsroom.done("queue", TestNewsroom.story, "--channel", "x")
    #expect(known.out.contains("keep the text they were queued with: say --correct"), "\(known)")
  }

  /// What is asked wrongly, with the word that helps.
  @Test(arguments: [
    (["queue", "a.md", "--every", "30m"], "say --briefs"),
    (["queue", "a.md", "--briefs", "--every", "soon"], "--every"),
    (["queue", "a.md", "--briefs"], "has no briefs"), (["preview", "a.md", "--shape", "tread"], "thread"),
    (["preview", "a.md", "--parts", "51"], "from 1 to 50"), (["preview", "-", "--text", "-"], "standard input"),
    (["preview", "a.md", "--text", "none.txt"], "none.txt: there is no such file"),
    (["preview", "a.md", "--briefs", "--shape", "link"], "different things"),
    (["preview", "a.md", "--text", "a.md", "--briefs"], "leave --shape"),
    (["preview", "a.md", "a.md", "--text", "a.md"], "one article"), (["templates", "posts"], "post"),
  ]) func isRefused(_ arguments: [String], _ says: String) throws {
    let newsroom = try TestNewsroom()
    try newsroom.folder.write("# A title of some words\n\nA paragraph that says something.\n", to: "a.md")
    let ended = try HeraldProcess.run(arguments, in: newsroom.url)
    #expect([64, 65].contains(ended.code) && ended.err.contains(says), "\(arguments): \(ended)")
    #expect(try newsroom.count("waiting") == 0)
  }

  // MARK: - Configuration

  private static let configuration = """
    newsroom: { name: The Courier, site: "https://www.example.org", handles: { x: "@courier" } }
    handles:
      Ada Lovat: { x: "@adalovat", mastodon: "@ada@social.example.org" }
    channels:
      x: { sender: discard, as: x, shape: link, hashtags: 1, utm: { campaign: spring } }
      toots: { sender: discard, as: mastodon, handle: "@news@social.example.org" }
      talk: { sender: discard, as: linkedin }
    """

  @Test func aChannelHasItsShapeHashtagsHandlesAndMarkedLinks() throws {
    let newsroom = try TestNewsroom()
    try newsroom.configure(Self.configuration)
    let story = """
      ---
      url: https://example.org/bridge?a=1
      tags: [river, new bridge]
      ---
      # The new bridge is open

      The bridge was opened by @adalovat on Monday, said @courier and @stranger.
      """
    let posts = try posts(newsroom.done("preview", "-", "--json", input: story))
    let marked = "https://example.org/bridge?a=1&utm_source=x&utm_medium=social&utm_campaign=spring"
    #expect(try texts(posts[0]) == ["The new bridge is open\n\n\(marked)\n#river"])
    #expect(
      try texts(posts[1])[0].contains(
        "by @ada@social.example.org on Monday, said @news@social.example.org and stranger."))
    #expect(try texts(posts[2])[0].contains("by Ada Lovat on Monday, said courier and stranger."))
    #expect((posts[1]["notes"] as? [String])?.contains("not mentioned: @stranger") == true)
  }

  @Test(arguments: [
    ("shape: link", "shape: tread", "channels.x.shape: `tread` is not known here: did you mean `thread`?"),
    ("hashtags: 1", "hashtags: 21", "channels.x.hashtags: “21” is not a whole number from 0 to 20"),
    ("hashtags: 1", "parts: 0", "channels.x.parts: “0” is not a whole number from 1 to 50"),
    ("campaign:", "campain:", "did you mean `campaign`?"),
    ("{ x: \"@adalovat\"", "{ twiter: \"@adalovat\"", "there is no network `twiter`"),
    ("\"@ada@social.example.org\"", "ada", "“ada” is not a handle on mastodon"),
    ("\"@news@social.example.org\"", "no handle", "“no handle” is not a handle on mastodon"),
    ("shape: link", "shape: link, template: post", "channels.x.template: there is no link template post"),
  ]) func aWrongSettingIsNamedWithItsPlace(_ right: String, _ wrong: String, _ says: String) throws {
    let newsroom = try TestNewsroom()
    let text = Self.configuration.replacingOccurrences(of: right, with: wrong)
    #expect(text != Self.configuration)
    try newsroom.configure(text)
    let ended = try newsroom.herald("check")
    #expect(ended.code == 78 && ended.err.contains(says), "\(ended)")
  }

  // MARK: - Templates

  @Test func checkFillsEveryTemplateForEveryNetwork() throws {
    let newsroom = try TestNewsroom()
    try newsroom.folder.write("{{text}} {{#first}}{{titel}}{{/first}}\n", to: "Templates/thread-x.mustache")
    let misspelt = try newsroom.herald("check")
    #expect(misspelt.code == 78, "\(misspelt)")
    #expect(misspelt.err.contains("thread-x.mustache:1:20: unknown name “titel”: did you mean “title”?"), "\(misspelt)")
    try newsroom.folder.write(String(repeating: "long ", count: 100) + "{{text}}\n", to: "Templates/thread-x.mustache")
    let long = try newsroom.herald("check")
    #expect(long.code == 78 && long.err.contains("Templates/thread-x.mustache: for x: "), "\(long)")
    try newsroom.folder.write("{{title}}\n", to: "Templates/thread-x.mustache")
    #expect(try newsroom.herald("check").err.contains("the thread would not show its text: write {{text}}"))
  }

  @Test func templatesListsEveryKindWithItsNames() throws {
    let newsroom = try TestNewsroom()
    try newsroom.folder.write("{{brief}}\n", to: "Templates/brief-x.mustache")
    let out = try newsroom.done("templates").out
    #expect(out.contains("brief: brief, brief-x\n") && out.contains("articles.briefs"), "\(out)")
    let kinds = try #require(try newsroom.done("templates", "--json").object()["kinds"] as? [[String: Any]])
    #expect(kinds.map { $0["kind"] as? String } == ["post", "thread", "brief", "link", "digest"])
  }

  /// The page names what the binary knows, no more and no less.
  @Test func thePageOnTemplatesNamesThemAll() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Herald/Herald.docc/Templates.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let folder = try TemporaryFolder()
    let ended = try HeraldProcess.run(["templates", "--json"], in: folder.url)
    let kinds = try #require(try ended.object()["kinds"] as? [[String: Any]])
    var rows: Set<String> = []
    for name in kinds.flatMap({ $0["names"] as? [[String: Any]] ?? [] }) {
      rows.insert("| `\(name["name"] ?? "")` | \(name["type"] ?? "") | \(name["means"] ?? "") |")
    }
    let written = text.split(separator: "\n").filter { $0.hasPrefix("| `") && $0.split(separator: "|").count == 3 }
    #expect(rows.symmetricDifference(written.map(String.init)) == [])
  }
}
