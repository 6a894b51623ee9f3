import HeraldText
import Testing

@Suite struct TemplatesTests {
  @Test func theDefaultsTravelInTheBinary() throws {
    let templates = try Templates(folder: nil)
    #expect(templates.has("post"))
    #expect(templates.has("digest"))
    let post = try templates.render("post", ["title": "A & B <c>", "tags": .texts(["#a", "#b"])])
    #expect(post.hasPrefix("A & B <c>\n"))
  }
}
