import Foundation
import Herald
import Testing

@Suite struct EmailAddressTests {
  @Test(arguments: [
    ("ann@example.org", "ann@example.org"),
    ("Ann.Lee+news@Example.ORG", "Ann.Lee+news@example.org"),
    ("a@b.cd", "a@b.cd"),
    ("!#$%&'*+/=?^_`{|}~-@example.org", "!#$%&'*+/=?^_`{|}~-@example.org"),
    ("|sh@example.org", "|sh@example.org"),
    ("`id`@example.org", "`id`@example.org"),
    ("x@xn--bcher-kva.example", "x@xn--bcher-kva.example"),
    ("x@1and1.example", "x@1and1.example"),
    ("x@a-b.c-d.example", "x@a-b.c-d.example"),
    (String(repeating: "l", count: 64) + "@example.org", String(repeating: "l", count: 64) + "@example.org"),
    ("x@" + String(repeating: "d", count: 63) + ".org", "x@" + String(repeating: "d", count: 63) + ".org"),
  ])
  func anAddressIsTakenWithItsDomainInLowerCase(_ text: String, _ expected: String) throws {
    #expect(try EmailAddress(text).description == expected)
  }

  @Test(arguments: [
    "",
    "ann",
    "@",
    "@example.org",
    "ann@",
    "a@b>\r\nRCPT TO:<x@y.example",
    "ann@example.org\r\n",
    "ann@example.org\n",
    "\nann@example.org",
    "a\u{0}nn@example.org",
    "ann\t@example.org",
    "ann@exam\u{7F}ple.org",
    "ann@exam\u{85}ple.org",
    "ann\u{202E}@example.org",
    "ann@\u{2066}example.org",
    "ann@example.org\u{200B}",
    "\u{FEFF}ann@example.org",
    " ann@example.org",
    "ann@example.org ",
    "an n@example.org",
    "\"a@b\"@example.org",
    "\"ann lee\"@example.org",
    "\"ann\"@example.org",
    "a@b@example.org",
    "@a,@b:c@example.org",
    "a@[127.0.0.1]",
    "a@[IPv6:::1]",
    "a@127.0.0.1",
    "a(comment)@example.org",
    "a@example.org(comment)",
    "<a@example.org>",
    "a,b@example.org",
    "a;b@example.org",
    "a\\b@example.org",
    "a@example.org,b@example.org",
    ".a@example.org",
    "a.@example.org",
    "a..b@example.org",
    "-oQ@example.org",
    "a@localhost",
    "a@.example.org",
    "a@example.org.",
    "a@example..org",
    "a@-example.org",
    "a@example-.org",
    "a@exa_mple.org",
    "a@exam ple.org",
    "a@example.123",
    "x@exаmple.org",
    "x@example.оrg",
    "x＠example.org",
    "a@xn--.example",
    "a@xn--a-.example",
    String(repeating: "l", count: 65) + "@example.org",
    "x@" + String(repeating: "d", count: 64) + ".org",
    "x@" + String(repeating: "dddddddd.", count: 28) + "org",
  ])
  func aTextThatIsNoPlainAddressIsRefused(_ text: String) {
    #expect(throws: EmailAddressProblem.self) { try EmailAddress(text) }
  }

  @Test func aVeryLongTextIsRefused() {
    #expect(throws: EmailAddressProblem.self) { try EmailAddress(String(repeating: "a@", count: 100_000)) }
  }

  @Test func theLongestAddressHas254Octets() throws {
    let domain = String(repeating: "ddddddddd.", count: 23) + "example.org"
    let longest = String(repeating: "l", count: 254 - 1 - domain.utf8.count) + "@" + domain
    #expect(try EmailAddress(longest).description == longest)
    #expect(throws: EmailAddressProblem.self) { try EmailAddress("l" + longest) }
  }

  @Test func twoSpellingsOfOneReaderHaveOneIdentityAndDotsCount() throws {
    #expect(try EmailAddress("Ann@Example.org").identity == EmailAddress("ann@example.ORG").identity)
    #expect(try EmailAddress("a.nn@example.org").identity != EmailAddress("ann@example.org").identity)
    #expect(try EmailAddress("ann+x@example.org").identity != EmailAddress("ann@example.org").identity)
  }

  @Test func anAddressComesBackFromJSONAndABadOneDoesNot() throws {
    let address = try EmailAddress("ann+1@example.org")
    #expect(try JSONDecoder().decode(EmailAddress.self, from: JSONEncoder().encode(address)) == address)
    #expect(throws: (any Error).self) { try JSONDecoder().decode(EmailAddress.self, from: Data("\"a b@c\"".utf8)) }
  }

  @Test(arguments: [
    ("ann@example.org", "", "ann@example.org"),
    ("<ann@example.org>", "", "ann@example.org"),
    ("Dispatch <news@example.org>", "Dispatch", "news@example.org"),
    ("  The Dispatch   <news@example.org>", "The Dispatch", "news@example.org"),
    ("\"Lee, Ann\" <ann@example.org>", "Lee, Ann", "ann@example.org"),
    ("\"Ann \\\"A\\\" \\\\ Lee\" <ann@example.org>", "Ann \"A\" \\ Lee", "ann@example.org"),
    ("\"\" <ann@example.org>", "", "ann@example.org"),
    ("Ann <x> <ann@example.org>", "Ann <x>", "ann@example.org"),
    ("Қазақ <ann@example.org>", "Қазақ", "ann@example.org"),
  ])
  func aMailboxIsReadAsPeopleWriteIt(_ text: String, _ name: String, _ address: String) throws {
    let mailbox = try Mailbox(text)
    #expect(mailbox.name == name)
    #expect(mailbox.address.description == address)
  }

  @Test(arguments: [
    "", "Ann", "Ann <>", "Ann <ann@example.org", "Ann ann@example.org>", "Ann <ann@example.org> x",
    "Ann < ann@example.org >", "Ann\r\nBcc: x <ann@example.org>", "A\u{0}nn <ann@example.org>",
    "\u{202E}Ann <ann@example.org>",
  ])
  func aTextThatIsNoMailboxIsRefused(_ text: String) {
    #expect(throws: EmailAddressProblem.self) { try Mailbox(text) }
  }
}
