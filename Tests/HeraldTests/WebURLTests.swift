import Foundation
import Herald
import Testing

@Suite struct WebURLTests {
  @Test(arguments: [
    "https://example.org",
    "http://example.org/a/b?c=d#e",
    "HTTPS://Example.org/Path",
    "https://example.org:8443/",
    "https://example.org/a_(b)",
    "https://example.org/@name/1",
    "https://example.org/?q=a@b",
    "https://example.org/%D2%9B",
    "https://example.org/қазақ",
    "https://xn--bcher-kva.example/",
    "https://bücher.example/",
    "http://127.0.0.1:8080/",
    "http://[::1]/",
    "https://example.org/" + String(repeating: "a", count: 2_028),
  ])
  func aWebAddressIsKeptAsWritten(_ text: String) throws {
    #expect(try #require(WebURL(text)).text == text)
  }

  @Test(arguments: [
    "",
    "example.org",
    "//example.org/x",
    "/path",
    "https://",
    "https:///path",
    "https:example.org",
    "https://?q",
    "https://:80/",
    "javascript:alert(1)",
    "JavaScript://example.org/%0aalert(1)",
    "data:text/html,x",
    "vbscript:x",
    "ftp://example.org/",
    "file:///etc/passwd",
    "mailto:a@example.org",
    "http://user:pass@example.org/",
    "http://user@example.org/",
    "http://@example.org/",
    "http://:@example.org/",
    "http://a@b:80@c.example/",
    "http://example.org\\@evil.example/",
    "http:\\\\example.org",
    "https://example.org/a b",
    "https://example.org/\r\nHost: x",
    "https://example.org/\n",
    "\nhttps://example.org/",
    " https://example.org/",
    "https://example.org/\u{0}",
    "https://example.org/\u{7F}",
    "https://example.org/\u{85}",
    "https://example.org/\u{A0}",
    "https://example.org/\u{202E}gpj",
    "https://example.org/\u{200B}",
    "https://exam\u{AD}ple.org/",
    "https://example.org/<b>",
    "https://example.org/\"x",
    "https://example.org/`x`",
    "https://example.org/{x}",
    "https://example.org/x|y",
    "https://example.org/x^y",
    "https://example。org/",
    "https://example．org/",
    "https://exam%70le.org/",
    "https://example.org%2F@evil.example/",
    "https://example.org:99999/",
    "https://example.org:0/",
    "https://example.org:-1/",
    "https://example.org:x/",
    "https://example.org/%zz",
    "https://example.org/" + String(repeating: "a", count: 2_029),
  ])
  func anAddressThatIsUnsafeToPrintOrToFollowIsRefused(_ text: String) {
    #expect(WebURL(text) == nil)
  }

  @Test(arguments: [
    ("http://Example.org/a/?utm_source=x#top", "https://example.org/a"),
    ("https://example.org:443/a", "https://example.org/a"),
    ("http://example.org:80/", "https://example.org"),
    ("https://example.org/a?b=c&utm_medium=x", "https://example.org/a?b=c"),
    ("https://example.org/a?UTM_x=1&b=%2B+c", "https://example.org/a?b=%2B+c"),
    ("https://example.org:8080/a", "https://example.org:8080/a"),
    ("https://example.org/A", "https://example.org/A"),
    ("https://example.org/a%2Fb", "https://example.org/a%2Fb"),
    ("https://example.org/қ/?ә=қ#x", "https://example.org/%D2%9B?%D3%99=%D2%9B"),
    ("https://bücher.example/", "https://xn--bcher-kva.example"),
    ("https://example.org//a//?&&=&", "https://example.org//a?&&=&"),
  ])
  func twoSpellingsOfOnePageHaveOneCanonicalAddress(_ text: String, _ expected: String) throws {
    #expect(try #require(WebURL(text)).canonical == expected)
  }

  @Test func everyAddressThatIsTakenHasACanonicalOneThatIsTakenToo() {
    let characters = (0x21...0x7E).compactMap(Unicode.Scalar.init).map(String.init) + ["қ", "日", "👍", "%41", "%25"]
    let texts = characters.flatMap { first in
      characters.flatMap { ["/\(first)\($0)/", "/a?\(first)=\($0)&b", "#\(first)\($0)"] }
    }
    let urls = texts.compactMap { WebURL("https://example.org" + $0) }
    #expect(urls.count > 15_000)
    let unstable = urls.filter { WebURL($0.canonical)?.canonical != $0.canonical }
    #expect(unstable.isEmpty, "\(unstable.prefix(5))")
  }
}
