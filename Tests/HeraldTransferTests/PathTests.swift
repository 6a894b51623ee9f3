import Testing

@testable import HeraldTransfer

@Suite struct PathTests {
  @Test(arguments: [
    "a@example.org", "a.b+c@list.example.org", "jörg@example.org", "`id`@example.org", "|sh@example.org",
  ])
  func anAddressPasses(_ address: String) throws {
    #expect(String(decoding: try #require(SMTPPath(address)).octets, as: UTF8.self) == address)
  }

  /// Bad-input rows 1 to 4 and 8, once more where the command is written.
  @Test(arguments: [
    "a@b>\r\nRCPT TO:<x@y", "a@b\n", "a\0@b", "a\t@b", "a@b\u{7F}", "a@b\u{85}", "a@b\u{202E}", "a@b\u{2028}", "a b@c",
    "@a,@b:c@d", "a@[127.0.0.1]",
    "(x)a@b", "\"a@b\"@c", "-oQ@x", "", "@", "a@", "@b", "a", String(repeating: "a", count: 250) + "@b.example",
  ])
  func whatCouldEndTheCommandDoesNot(_ address: String) { #expect(SMTPPath(address) == nil) }

  @Test func whatNeedsSMTPUTF8IsKnown() {
    #expect(SMTPPath("jörg@example.org")?.needsUTF8 == true)
    #expect(SMTPPath("joerg@example.org")?.needsUTF8 == false)
  }
}
