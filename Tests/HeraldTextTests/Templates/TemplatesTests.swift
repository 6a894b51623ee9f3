import Foundation
import HeraldText
import Testing

@Suite struct TemplatesTests {
  @Test func theDefaultsTravelInTheBinary() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../Templates")
    let files = try FileManager.default.contentsOfDirectory(atPath: root.path).filter { $0.hasSuffix(".mustache") }
    #expect(files.sorted() == Templates.defaults.map { $0.name + ".mustache" })
    let templates = try Templates(folder: nil)
    for (name, text) in Templates.defaults {
      #expect(templates.has(name))
      #expect(try String(contentsOf: root.appendingPathComponent(name + ".mustache"), encoding: .utf8) == text)
    }
    #expect(!templates.has("letter"))
  }

  @Test func aNewsroomsOwnWinsFileByFile() throws {
    try withFolder([
      "post.mustache": "\u{FEFF}{{title}} | {{newsroom}}\r\n",
      "post-short.mustache": "{{title}}",
    ]) { folder in
      let templates = try Templates(folder: folder)
      #expect(try templates.render("post", ["title": "Rain", "newsroom": "Courier"]) == "Rain | Courier\n")
      #expect(templates.names(of: .post).contains("post-short"))
      #expect(templates.has("digest"))
    }
  }

  @Test func nothingIsEscapedAndNoValueIsReadAsATemplate() throws {
    try withFolder(["post.mustache": "{{title}}: {{#tags}}[{{.}}]{{/tags}}"]) { folder in
      let templates = try Templates(folder: folder)
      let values: TemplateValues = ["title": "A & B <c> \"d\" {{url}}", "tags": .texts(["<x>", "{{title}}"])]
      #expect(try templates.render("post", values) == "A & B <c> \"d\" {{url}}: [<x>][{{title}}]")
    }
  }

  @Test func anEmptyValueIsAnAbsentOne() throws {
    let text = "{{#url}}Read {{.}}{{/url}}{{^url}}no link{{/url}}{{^tags}}, no tags{{/tags}}"
    try withFolder(["post.mustache": text]) { folder in
      let templates = try Templates(folder: folder)
      #expect(try templates.render("post", [:]) == "no link, no tags")
      #expect(try templates.render("post", ["url": "", "tags": .texts([])]) == "no link, no tags")
      #expect(
        try templates.render("post", ["url": "https://a.example", "tags": .texts(["#b"])]) == "Read https://a.example")
    }
  }

  @Test func aNameOfAnArticleIsNotLookedUpOutsideOfIt() throws {
    let text = "{{number}}:{{#articles}}{{newsroom}}/{{date}}/{{#briefs}}{{title}}={{.}};{{/briefs}}{{/articles}}"
    try withFolder(["digest.mustache": text]) { folder in
      let group: TemplateValues = ["title": "T", "briefs": .texts(["a", "b"])]
      let rendered = try Templates(folder: folder)
        .render("digest", ["number": "7", "newsroom": "N", "date": "today", "articles": .groups([group])])
      #expect(rendered == "7:N//T=a;T=b;")
    }
  }

  @Test func aValueThatNoTemplateCanUseIsAnError() throws {
    let templates = try Templates(folder: nil)
    for values in [["titel": "x"], ["title": .texts(["x"])], ["tags": "x"]] as [TemplateValues] {
      #expect(throws: TemplateProblem.self) { try templates.render("post", values) }
    }
    let group: TemplateValues = ["subject": "x"]
    #expect(throws: TemplateProblem.self) { try templates.render("digest", ["articles": .groups([group])]) }
  }

  @Test func anUnknownTemplateIsAnErrorThatNamesTheNearest() throws {
    let templates = try Templates(folder: nil)
    let problem = #expect(throws: TemplateProblem.self) { try templates.render("digets", [:]) }
    #expect(problem?.description == "digets.mustache: there is no template “digets”: did you mean “digest”?")
  }

  @Test(arguments: TemplateKind.allCases) func eachDefaultListsEveryName(_ kind: TemplateKind) throws {
    let text = try #require(Templates.defaults.first { $0.name == kind.rawValue }).text
    let comment = try #require(text.split(separator: "}}").first)
    for name in kind.names {
      switch name.shape {
      case .text, .flag, .texts:
        #expect(comment.contains("    \(name.name) ") && comment.contains(name.summary), "\(name.name)")
      case .groups(let inner): for name in inner { #expect(comment.contains(name.name), "\(name.name)") }
      }
    }
  }

  private func withFolder(_ files: [String: String], _ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("templates-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    try body(folder)
  }
}
