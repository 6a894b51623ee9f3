import Foundation
import Herald
import Testing

/// Addresses outside ASCII: IDNA 2008 for the domain (RFC 5891 to 5895, UTS 46), RFC 6531 for the part before it.
@Suite struct InternationalAddressTests {
  @Test(arguments: [
    ("x@bücher.example", "x@xn--bcher-kva.example"),
    ("x@BÜCHER.Example", "x@xn--bcher-kva.example"),
    ("x@bu\u{308}cher.example", "x@xn--bcher-kva.example"),
    ("x@faß.example", "x@xn--fa-hia.example"),
    ("x@FAẞ.example", "x@xn--fa-hia.example"),
    ("x@пример.рф", "x@xn--e1afmkfd.xn--p1ai"),
    ("x@қазақстан.қаз", "x@xn--80aaa0a6awh12ed.xn--80ao21a"),
    ("x@例え.テスト", "x@xn--r8jz45g.xn--zckzah"),
    ("x@例え。テスト", "x@xn--r8jz45g.xn--zckzah"),
    ("x@ｅｘａｍｐｌｅ．ｏｒｇ", "x@example.org"),
    ("x@EXAMPLE\u{212A}.org", "x@examplek.org"),
    ("x@σίγας.example", "x@xn--kxaef5db.example"),
    ("x@אתר.example", "x@xn--4db2cf.example"),
    ("x@א1.example", "x@xn--1-zhc.example"),
    ("x@bücher.xn--p1ai", "x@xn--bcher-kva.xn--p1ai"),
    ("x@l·l.example", "x@xn--ll-0ea.example"),
    ("x@한국.kr", "x@xn--3e0b707e.kr"),
    ("x@日本abcかな.jp", "x@xn--abc-n73b9fq993ao4b.jp"),
    ("x@क्‍ष.example", "x@xn--11b2ezcw70k.example"),
    // Written as A-labels, also what Herald would not turn into one.
    ("x@XN--Bcher-Kva.example", "x@xn--bcher-kva.example"),
    ("x@xn--exmple-4nf.org", "x@xn--exmple-4nf.org"),
    ("x@xn--i-7iq.example", "x@xn--i-7iq.example"),
    ("x@r3---sn.example", "x@r3---sn.example"),
  ])
  func aDomainOutsideASCIIBecomesWhatDNSHolds(_ text: String, _ expected: String) throws {
    let address = try EmailAddress(text)
    #expect(address.description == expected)
    #expect(!address.needsSMTPUTF8)
    #expect(try EmailAddress(expected) == address)
  }

  @Test(arguments: [
    ("x@xn--a.example", "“xn--a” is no valid internationalised label (Punycode)"),
    ("x@xn--zz999999.example", "“xn--zz999999” is no valid internationalised label (Punycode)"),
    ("x@xn--abc.example", "Punycode"),
    ("x@xn--bcher-kva1.example", "Punycode"),
    ("x@xn--tda.xn--tda-.example", "begins or ends with a hyphen"),
    ("x@xn--0.example", "Punycode"),
    ("x@xn--99999999999999.example", "Punycode"),
    ("x@xn--bücher.example", "Punycode"),
    // Punycode of text that is not in its normal form: É, é as two scalars, a full-width letter, a dot, a bidi override.
    ("x@xn--dca.example", "Punycode"),
    ("x@xn--e-xbb.example", "Punycode"),
    ("x@xn--mi7c.example", "Punycode"),
    ("x@xn--ab-r13a.example", "Punycode"),
    ("x@xn--ab-g4t.example", "Punycode"),
    ("x@☃.example", "“☃” (U+2603) is not for domain names: if the domain is really so, write it as xn--n3h"),
    ("x@i❤.example", "write it as xn--i-7iq"),
    ("x@a\u{200D}b.example", "U+200D is not for domain names"),
    ("x@a\u{AD}b.example", "U+00AD is not for domain names"),
    ("x@a\u{200B}b.example", "U+200B is not for domain names"),
    ("x@\u{301}a.example", "begins with the combining mark"),
    ("x@ü_x.example", "“_” (U+005F) does not belong in the domain"),
    ("x@⑴.example", "“⑴” (U+2474) is not for domain names"),
    ("x@a℀b.example", "not for domain names"),
    ("x@ü%41.example", "“%” (U+0025) does not belong in the domain"),
    ("x@ü@b.example", "@"),
    ("x@a⒈b.example", "not for domain names"),
    ("x@a․b.example", "not for domain names"),
    ("x@-ü.example", "begins or ends with a hyphen"),
    ("x@ü-.example", "begins or ends with a hyphen"),
    ("x@ab--ü.example", "two hyphens"),
    ("x@ü..example", "an empty label"),
    ("x@bücher", "not a domain name such as example.org"),
    ("x@אa.example", "mixes directions"),
    ("x@1א.example", "mixes directions"),
    ("x@אתר.1and1.example", "mixes directions"),
    ("x@٠۱א.example", "not for domain names"),
    ("x@a·b.example", "not for domain names"),
    ("x@" + String(repeating: "ü", count: 60) + ".example", "longer than the 63 octets of a label"),
    ("x@" + String(repeating: "бб.", count: 40) + "example", "longer than 254 octets"),
  ])
  func aDomainThatNoRegistryGivesOutIsRefused(_ text: String, _ reason: String) {
    let problem = #expect(throws: EmailAddressProblem.self) { try EmailAddress(text) }
    #expect(problem?.reason.contains(reason) == true, "\(problem?.reason ?? "")")
  }

  @Test(arguments: [
    ("x@exаmple.org", "“exаmple” mixes Latin and Cyrillic letters: “а” (U+0430) is Cyrillic"),
    ("x@exаmple.org", "if the domain is really so, write it as xn--exmple-4nf"),
    ("x@example.оrg", "mixes Latin and Cyrillic letters: “о” (U+043E) is Cyrillic"),
    ("x@gοοgle.example", "mixes Latin and Greek letters: “ο” (U+03BF) is Greek"),
    ("x@прiмер.рф", "mixes Cyrillic and Latin letters: “i” (U+0069) is Latin"),
    ("x@аррӏе.com", "Cyrillic letters that look like Latin ones"),
    ("x@аррӏе.com", "as xn--80ak6aa92e"),
    ("аnn@example.org", "“аnn” mixes Latin and Cyrillic letters: “а” (U+0430) is Cyrillic: type it in one alphabet"),
    ("news.аnn@example.org", "“аnn” mixes"),
  ])
  func aWordThatMixesLookAlikeAlphabetsIsRefused(_ text: String, _ reason: String) {
    let problem = #expect(throws: EmailAddressProblem.self) { try EmailAddress(text) }
    #expect(problem?.reason.contains(reason) == true, "\(problem?.reason ?? "")")
  }

  @Test(arguments: ["x@рау.рф", "x@почта.рф", "x@кафе.com", "иван.petrov@example.org", "x@日本-abc.jp"])
  func alphabetsThatMisleadNobodyAreTaken(_ text: String) throws {
    _ = try EmailAddress(text)
  }

  @Test(arguments: [
    ("jörg@example.org", "jörg"),
    ("jo\u{308}rg@example.org", "jörg"),
    ("Иван@пример.рф", "Иван"),
    ("用户@例子.中国", "用户"),
    ("दादा.दादी+x@example.org", "दादा.दादी+x"),
    ("دعم@example.org", "دعم"),
    ("ราม@example.org", "ราม"),
    ("💌@example.org", "💌"),
    (String(repeating: "é", count: 32) + "@example.org", String(repeating: "é", count: 32)),
  ])
  func aLocalPartOutsideASCIIIsTakenInItsNormalFormAndNeedsSMTPUTF8(_ text: String, _ local: String) throws {
    let address = try EmailAddress(text)
    #expect(Array(address.local.unicodeScalars) == Array(local.unicodeScalars))
    #expect(address.needsSMTPUTF8)
    #expect(address.domain.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test(arguments: [
    ("jö rg@example.org", "white space"), ("jö\u{A0}rg@example.org", "white space"),
    ("jö\u{3000}rg@example.org", "white space"), ("jö\u{202E}rg@example.org", "control character (U+202E)"),
    ("jö\u{2066}rg@example.org", "U+2066"), ("jö\u{200F}rg@example.org", "U+200F in it cannot be seen"),
    ("jö\u{200B}rg@example.org", "U+200B in it cannot be seen"), ("jö\u{AD}rg@example.org", "U+00AD"),
    ("jö\u{3164}rg@example.org", "U+3164"), ("jö\u{E000}rg@example.org", "U+E000"),
    ("jö\u{0}rg@example.org", "U+0000"), ("jö\u{85}rg@example.org", "U+0085"), ("jö\u{2028}rg@example.org", "U+2028"),
    ("ａｎｎ@example.org", "“ａ” (U+FF41) only looks like plain text: write “a”"),
    ("ann﹫home@example.org", "write “@”"), ("ann＜x＞@example.org", "write “<”"), ("ann．lee@example.org", "write “.”"),
    ("\u{301}ann@example.org", "combining mark"), ("jörg..x@example.org", "two in a row"),
    ("-jörg@example.org", "begins with -"), ("\"jörg\"@example.org", "quotes"), ("jö;rg@example.org", "“;” (U+003B)"),
    ("jörg;x@example.org", "“;” (U+003B)"), ("jörg\u{37E}x@example.org", "“;” (U+003B)"),
    (String(repeating: "é", count: 33) + "@example.org", "1 to 64 octets"),
    ("jörg＠example.org", "it has no @: “＠” (U+FF20) is another character"),
  ])
  func aLocalPartThatMisleadsIsRefused(_ text: String, _ reason: String) {
    let problem = #expect(throws: EmailAddressProblem.self) { try EmailAddress(text) }
    #expect(problem?.reason.contains(reason) == true, "\(problem?.reason ?? "")")
  }

  @Test func spellingsOfOneAddressOutsideASCIIHaveOneIdentity() throws {
    let spellings = ["Jörg@Bücher.example", "jo\u{308}rg@bücher.example", "JÖRG@xn--bcher-kva.example"]
    let identities = try Set(spellings.map { Array(try EmailAddress($0).identity.utf8) })
    #expect(identities == [Array("jörg@xn--bcher-kva.example".utf8)])
  }

  /// What earlier versions stored stays who it was.
  @Test func theIdentityOfAPlainAddressIsItsLowerCase() throws {
    for text in ["Ann.Lee+News@Example.ORG", "!#$%&'*+/=?^_`{|}~-@example.org", "x@xn--bcher-kva.example"] {
      let address = try EmailAddress(text)
      #expect(address.identity == text.lowercased())
      #expect(address == (try EmailAddress(stored: address.description)))
    }
  }

  /// A list with one address that a stricter rule refuses today must still be readable.
  @Test func aStoredAddressIsReadWhateverIsRefusedToday() throws {
    for text in ["x@xn--zz999999.example", "-oQ@example.org", "аnn@example.org"] {
      #expect(throws: EmailAddressProblem.self) { try EmailAddress(text) }
      #expect(try EmailAddress(stored: text).description == text)
    }
    for text in [
      "", "ann", "@example.org", "ann@", "a b@example.org", "a@b\r\nRCPT TO:<x@y>", "a>@b.example", "a@bücher.de",
    ] {
      #expect(throws: EmailAddressProblem.self) { try EmailAddress(stored: text) }
    }
  }

  /// Foundation asks ICU, which allows more (symbols, mixed alphabets). Where both take a domain, they must agree.
  @Test func foundationTurnsEveryDomainThatHeraldTakesIntoTheSame() throws {
    try #require(encodedByFoundation("bücher.example") == "xn--bcher-kva.example")
    var generator = Seeded(state: 5891)
    let blocks: [ClosedRange<UInt32>] = [
      0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0xC0...0x24F, 0x370...0x3FF, 0x400...0x52F, 0x531...0x587, 0x5D0...0x5EA,
      0x620...0x6D3, 0x905...0x94D, 0xE01...0xE4E, 0x1E00...0x1EFF, 0x3041...0x30FA, 0x4E00...0x4FFF, 0xAC00...0xACFF,
      0xFF01...0xFF5E, 0x1F00...0x1FFF, 0x20000...0x200FF,
    ]
    var taken = 0
    for _ in 0..<1_500 {
      let block = try #require(blocks.randomElement(using: &generator))
      var label = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        if let scalar = Unicode.Scalar(UInt32.random(in: block, using: &generator)) { label.append(scalar) }
      }
      let domain = String(label) + ".example"
      guard let address = try? EmailAddress("x@" + domain) else { continue }
      taken += 1
      #expect(address.domain == encodedByFoundation(domain)?.lowercased(), "\(domain.debugDescription)")
    }
    #expect(taken > 400)
  }

  private func encodedByFoundation(_ host: String) -> String? {
    var components = URLComponents()
    components.scheme = "http"
    components.host = host
    return components.encodedHost
  }
}

/// Knuth's MMIX generator, so that a failing case can be run again.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}
