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

  @Test(arguments: ["", "ann", "@", "@example.org", "ann@", "ann example.org"])
  func aTextWithoutBothPartsIsRefused(_ text: String) {
    #expect(throws: EmailAddressProblem.self) { try EmailAddress(text) }
  }

  @Test(arguments: [
    "a@b>\r\nRCPT TO:<x@y.example", "a@b.example>\r\nRCPT TO:<x@y.example", "ann@example.org\r\n", "ann@example.org\n",
    "ann@example.org\r", "\nann@example.org", "ann@example.org\nDATA", "a@b.example> SIZE=1", "<a@example.org>",
    "a@example.org>", "a@example.org,b@example.org", "a,b@example.org", "a;b@example.org", "a\\b@example.org",
  ])
  func anAddressThatCarriesACommandOrASecondOneIsRefused(_ text: String) {
    #expect(throws: EmailAddressProblem.self) { try EmailAddress(text) }
    #expect(throws: EmailAddressProblem.self) { try Mailbox("Ann <\(text)>") }
  }

  @Test(arguments: [
    "a\u{0}nn@example.org", "ann\t@example.org", "ann@exam\u{7F}ple.org", "ann@exam\u{85}ple.org",
    "ann\u{9B}@example.org", "ann\u{202E}@example.org", "ann@\u{2066}example.org", "ann@example.org\u{200B}",
    "ann\u{200F}@example.org", "ann\u{AD}@example.org", "\u{FEFF}ann@example.org", "ann\u{2028}@example.org",
    " ann@example.org", "ann@example.org ", "an n@example.org", "a@exam ple.org", "ann@\u{A0}example.org",
  ])
  func anAddressWithACharacterThatCannotBeSeenIsRefused(_ text: String) {
    #expect(throws: EmailAddressProblem.self) { try EmailAddress(text) }
  }

  @Test(arguments: ["\"a@b\"@example.org", "\"ann lee\"@example.org", "\"ann\"@example.org", "\"\"@example.org"])
  func aQuotedLocalPartIsRefusedWhateverIsInIt(_ text: String) {
    #expect(throws: EmailAddressProblem.self) { try EmailAddress(text) }
    #expect(throws: EmailAddressProblem.self) { try Mailbox("Ann <\(text)>") }
  }

  @Test func theReasonOfAQuotedLocalPartSaysWhatToDo() {
    let problem = #expect(throws: EmailAddressProblem.self) { try EmailAddress("\"ann\"@example.org") }
    #expect(problem?.reason == "its part before @ is in quotes, which Herald does not send to: ask for another address")
  }

  @Test(arguments: [
    "@a,@b:c@example.org", "@a.example:c@example.org", "a%b@c@example.org", "a@b@example.org", "a@[127.0.0.1]",
    "a@[IPv6:::1]", "a@127.0.0.1", "a(comment)@example.org", "a@example.org(comment)", "(c)a@example.org",
    "a@localhost",
  ])
  func routesLiteralsAndCommentsAreRefused(_ text: String) {
    #expect(throws: EmailAddressProblem.self) { try EmailAddress(text) }
  }

  @Test(arguments: [
    String(repeating: "l", count: 65) + "@example.org", String(repeating: "é", count: 33) + "@example.org",
    "x@" + String(repeating: "d", count: 64) + ".org", "x@" + String(repeating: "dddddddd.", count: 28) + "org",
    "x@" + String(repeating: "ü", count: 60) + ".example",
  ])
  func aPartOfTooManyOctetsIsRefused(_ text: String) {
    #expect(throws: EmailAddressProblem.self) { try EmailAddress(text) }
  }

  @Test(arguments: [
    ".a@example.org", "a.@example.org", "a..b@example.org", "a@.example.org", "a@example.org.", "a@example..org",
    "a@-example.org", "a@example-.org", "a@exa_mple.org", "a@example.123", "a@xn--.example", "a@xn--a-.example",
    "x＠example.org",
  ])
  func aTextThatIsNoPlainAddressIsRefused(_ text: String) {
    #expect(throws: EmailAddressProblem.self) { try EmailAddress(text) }
  }

  /// Sender local parts that begin with `-` became options of a mail program elsewhere (CVE-2020-7247 and its kin).
  @Test func anAddressThatLooksLikeAnOptionIsRefusedAndOneThatLooksLikeAShellIsText() throws {
    for text in ["-oQ@example.org", "-@example.org", "--help@example.org", "-jörg@example.org"] {
      #expect(throws: EmailAddressProblem.self) { try EmailAddress(text) }
    }
    for text in ["|sh@example.org", "`id`@example.org", "$HOME@example.org", "a-oQ@example.org", "%s@example.org"] {
      #expect(try EmailAddress(text).description == text)
    }
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
