import Foundation
import Testing

@testable import HeraldText

/// Each wrong template, where its first problem is, and a part of what is said about it.
@Suite struct WrongTemplatesTests {
  @Test(arguments: [
    ("post", "{{titel}}", "1:1", "unknown name “titel”: did you mean “title”?"),
    ("post", "{{title}}\n{{Url}}", "2:1", "did you mean “url”?"),
    ("post", "{{title}}\n\n  {{hanlde}}", "3:3", "did you mean “handle”?"),
    ("post", "{{nonsense}}", "1:1", "known here: author, date, handle, language, newsroom, summary, tags, title, url"),
    ("post", "{{briefs}}", "1:1", "unknown name “briefs”"),
    ("post", "a\n{{#tagz}}{{.}}{{/tagz}}", "2:1", "unknown name “tagz”: did you mean “tags”?"),
    ("post", "{{^urls}}none{{/urls}}", "1:1", "did you mean “url”?"),
    ("post", "{{title.length}}", "1:1", "unknown name “title.length”"),
    ("post", "{{title}}\n{{#url}}\n{{url}}\n", "2:1", "{{#url}} is not closed: write {{/url}}"),
    ("post", "{{title}}{{/url}}", "1:10", "{{/url}} closes nothing"),
    ("post", "{{#url}}\n{{#tags}}\n{{/url}}\n{{/tags}}", "2:1", "{{#tags}} is not closed"),
    ("post", "{{title}", "1:1", "the tag is not closed on its line"),
    ("post", "{{title\n}}", "1:1", "the tag is not closed on its line"),
    ("post", "x {{title and {{url}}", "1:3", "the tag is not closed on its line"),
    ("post", "{{title}}\n{{! never ends", "2:1", "the comment is not closed"),
    ("post", "{{! a\nb }}\n{title}", "3:1", "{title} would be sent as it stands: write {{title}}"),
    ("post", "{{title}}\n {", "2:2", "a single { at the very end"),
    ("post", "title}}", "1:6", "}} without {{ before it"),
    ("post", "{{title}}\n{{}}", "2:1", "a tag without a name"),
    ("post", "{{ # tags}}", "1:1", "white space before #"),
    ("post", "{{> footer}}", "1:1", "a partial"),
    ("post", "{{< layout}}{{/ layout}}", "1:1", "an inherited block"),
    ("post", "{{$ block}}", "1:1", "an inherited block"),
    ("post", "{{=<% %>=}}", "1:1", "a change of delimiters"),
    ("post", "{{% CONTENT_TYPE:HTML}}", "1:1", "a pragma"),
    ("post", "{{{title}}}", "1:1", "a tag for unescaped text"),
    ("post", "{{&title}}", "1:1", "a tag for unescaped text"),
    ("post", "{{uppercased(title)}}", "1:1", "a transform, uppercased(title)"),
    ("post", "{{#tags}}{{^last()}}, {{/last()}}{{/tags}}", "1:10", "a transform"),
    ("post", "{{tags}}", "1:1", "“tags” is a list: write {{#tags}}{{.}}{{/tags}}"),
    ("post", "{{title}} {{.}}", "1:11", "{{.}} stands for nothing here"),
    ("post", "{{^url}}{{.}}{{/url}}", "1:9", "{{.}} stands for nothing here"),
    ("post", "{{#url}}{{^tags}}{{.}}{{/tags}}{{/url}}", "1:18", "{{.}} stands for nothing here"),
    ("post", "{{\u{1B}[31mtitle}}", "1:1", "the control character U+1B"),
    ("post", "{{#.}}x{{/.}}", "1:1", "a section of {{.}}"),
    ("post", "{{#tags}}{{#tags}}{{.}}{{/tags}}{{/tags}}", "1:10", "“tags” inside itself"),
    ("post", "{{title}}\n\tby {{author}}", "2:1", "a tab"),
    ("post", "{{title}}\n\n\u{7}", "3:1", "the control character U+7"),
    ("post", "\u{202E}{{title}}", "1:1", "the control character U+202E"),
    ("post", "{{title}}\u{301} {{url}}", "1:1", "the tag is not closed on its line"),
    ("post", "", "", "the template renders nothing"),
    ("post", " \n{{! only a comment }}", "", "renders nothing"),
    ("digest", "{{subject}}\n\n{{title}}", "3:1", "write it inside {{#contents}}…{{/contents}}"),
    ("digest", "{{subject}}\n\n{{#briefs}}{{.}}{{/briefs}}", "3:1", "write it inside {{#articles}}…{{/articles}}"),
    ("digest", "{{subject}}\n{{#articles}}{{briefs}}{{/articles}}", "2:14", "“briefs” is a list"),
    ("digest", "{{subject}}\n{{articles}}", "2:1", "“articles” is a list: write {{#articles}}{{title}}{{/articles}}"),
    ("digest", "{{#articles}}{{.}}{{/articles}}", "1:14", "{{.}} stands for nothing here"),
    ("digest", "{{subject}}\n\n{{leave}}", "", "the digest would show no brief"),
    ("digest", "{{subject}} {{#articles}}{{#briefs}}*{{/briefs}}{{/articles}}", "", "the digest would show no brief"),
    ("digest", "{{summary}}", "1:1", "unknown name “summary”"),
  ])
  func isRefused(_ sample: (kind: String, text: String, place: String, what: String)) throws {
    let folder = try Folder([sample.kind + ".mustache": Data(sample.text.utf8)])
    let problem = try #require(folder.problems().first)
    #expect(
      problem.place == folder.url.path + "/\(sample.kind).mustache" + (sample.place.isEmpty ? "" : ":" + sample.place))
    #expect(problem.description.contains(sample.what), "\(problem)")
  }

  @Test func sectionsDoNotNestWithoutEnd() throws {
    let text = String(repeating: "{{#url}}", count: 5_000) + String(repeating: "{{/url}}", count: 3_000)
    let problems = try Folder(["post.mustache": Data(text.utf8)]).problems()
    #expect(problems.first?.what == "sections inside each other deeper than 16")
  }

  @Test func everyProblemOfEveryFileIsSaidAtOnce() throws {
    let folder = try Folder([
      "post.mustache": Data("{{titel}}\n{{ulr}}".utf8),
      "digest.mustache": Data("{{subject}}".utf8),
      "digset.mustache": Data("{{subject}}".utf8),
      "letter.mustache": Data("{{subject}}".utf8),
      "post-long.mustache": Data([0x61, 0x0A, 0x62, 0xFF]),
      "post-large.mustache": Data(repeating: 0x61, count: 64 * 1024 + 1),
      "notes.txt": Data("{{anything}}".utf8),
      ".post.mustache": Data("{{hidden}}".utf8),
    ])
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("post-folder.mustache"), withIntermediateDirectories: false)
    let said = try folder.problems().map { $0.description.replacingOccurrences(of: folder.url.path + "/", with: "") }
    #expect(
      said.sorted() == [
        "digest.mustache: the digest would show no brief: "
          + "write {{#articles}}…{{#briefs}}{{.}}{{/briefs}}…{{/articles}}",
        "digset.mustache: its name does not say what it is for: did you mean “digest.mustache”?",
        "letter.mustache: its name does not say what it is for: name it post-….mustache, thread-….mustache, brief-….mustache, link-….mustache, digest-….mustache",
        "post-folder.mustache: not a file: write the template as a plain text file",
        "post-large.mustache: larger than 64 kB: is this a template? shorten it",
        "post-long.mustache:2: not UTF-8: save the file in the encoding UTF-8",
        "post.mustache:1:1: unknown name “titel”: did you mean “title”?",
        "post.mustache:2:1: unknown name “ulr”: did you mean “url”?",
      ])
  }

  /// What this check accepts, swift-mustache accepts: it would otherwise be the one to speak, without a remedy.
  @Test func whatIsAcceptedIsATemplateForTheRendererToo() throws {
    let parts = [
      "{{title}}", "{{ url }}", "{{#url}}", "{{/url}}", "{{^tags}}", "{{#tags}}", "{{/tags}}", "{{.}}", "{{! note }}",
      "\n",
      "\r\n", "  ", "word", "{", "}", "\u{301}", "{{!\n}}", "{{# date }}", "{{/ date}}", "👩‍💻",
    ]
    var state: UInt64 = 7
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    var accepted = 0
    for _ in 0..<4_000 {
      let text = (0...next(6)).map { _ in parts[next(parts.count)] }.joined()
      do throws(TemplateProblems) {
        _ = try Templates.load(text, name: "post", file: "post.mustache")
        accepted += 1
      } catch {
        #expect(!error.problems.contains { $0.what == "not a template" }, "\(text.debugDescription)")
      }
    }
    #expect(accepted > 200)
  }

  @Test func aFolderThatIsNotThereIsAProblem() {
    #expect(throws: TemplateProblems.self) {
      try Templates(folder: FileManager.default.temporaryDirectory.appendingPathComponent("no-such-\(UUID())"))
    }
  }
}

/// A newsroom's folder of templates, for one test.
private final class Folder {
  let url: URL

  init(_ files: [String: Data]) throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("templates-\(UUID())").resolvingSymlinksInPath()
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (name, data) in files { try data.write(to: url.appendingPathComponent(name)) }
  }

  deinit {
    do {
      try FileManager.default.removeItem(at: url)
    } catch {
      Issue.record(error)
    }
  }

  func problems() throws -> [TemplateProblem] {
    do throws(TemplateProblems) {
      _ = try Templates(folder: url)
      return []
    } catch {
      return error.problems
    }
  }
}
