import Foundation
import Herald
import HeraldMail
import Testing

@Suite struct HeaderTests {
  @Test func aPlainDigestIsWrittenLikeThis() throws {
    let text = try mail("Weekly digest 12\n\nOne brief.\n", sampleEnvelope(to: "Ann"))
    #expect(
      text.components(separatedBy: "\r\n") == [
        "From: \"Dispatch\" <news@example.org>",
        "To: \"Ann\" <ann@example.org>",
        "Date: Mon, 23 Nov 2026 10:30:00 +0000",
        "Message-ID: <12.1.weekly@news.example.org>",
        "List-Unsubscribe: <mailto:leave@news.example.org?subject=unsubscribe>",
        "Subject: Weekly digest 12",
        "List-Id: \"Weekly digest\" <weekly.news.example.org>",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=us-ascii",
        "Content-Transfer-Encoding: 7bit",
        "Content-Language: en",
        "",
        "Weekly digest 12", "", "One brief.", "",
      ])
  }

  @Test(arguments: [
    ("", ""),
    ("  \u{A0}", ""),
    (" Ann ", "\"Ann\""),
    ("Lee, Ann", "\"Lee, Ann\""),
    ("Ann \"A\" \\ Lee", "\"Ann \\\"A\\\" \\\\ Lee\""),
    ("\"Evil <a@b>\" ,", "\"\\\"Evil <a at b>\\\" ,\""),
    ("bank@example.com", "\"bank at example.com\""),
    ("bank＠example.com", "\"bank at example.com\""),
    ("@SteppeCourier", "\"@SteppeCourier\""),
    ("=?utf-8?Q?boss?=", "=?utf-8?B?PT91dGYtOD9RP2Jvc3M/PQ==?="),
    ("André", "=?utf-8?B?QW5kcsOp?="),
    ("Ann desk of André", "=?utf-8?Q?Ann_desk_of_Andr=C3=A9?="),
    ("Қазақ", "=?utf-8?B?0prQsNC30LDSmw==?="),
    ("<>()[]:;@.", "\"<>()[]:; at .\""),
  ])
  func aNameIsNeverStructure(_ name: String, _ phrase: String) throws {
    let to = try field("To", of: mail("Digest\n", sampleEnvelope(to: name)))
    #expect(to == (phrase.isEmpty ? "ann@example.org" : phrase + " <ann@example.org>"))
    let list = try field("List-Id", of: mail("Digest\n", sampleEnvelope(listName: name)))
    #expect(list == (phrase.isEmpty ? "" : phrase + " ") + "<weekly.news.example.org>")
  }

  @Test func aNameThatOnlyRepeatsTheAddressIsLeftOut() throws {
    #expect(try field("To", of: mail("Digest\n", sampleEnvelope(to: "Ann@Example.org"))) == "ann@example.org")
    #expect(
      try field("To", of: mail("Digest\n", sampleEnvelope(to: "bob@example.org")))
        == "\"bob at example.org\" <ann@example.org>")
  }

  @Test(arguments: [
    0x00, 0x09, 0x0A, 0x0D, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069,
    0xFEFF, 0xFFFF,
  ])
  func aControlCharacterIsRefusedInEveryName(_ value: UInt32) throws {
    let name = "a\(Character(try #require(Unicode.Scalar(value))))Bcc: v@example.net"
    let content = try Content.digest("Digest\n")
    for (field, envelope) in [
      ("To", try sampleEnvelope(to: name)), ("From", try sampleEnvelope(from: name)),
      ("List-Id", try sampleEnvelope(listName: name)),
    ] {
      let problem = #expect(throws: MailProblem.self) { try MailMessage(content: content, envelope: envelope) }
      #expect(problem?.description.hasPrefix("\(field) holds the control character U+") == true)
    }
  }

  @Test(arguments: [
    ("Plain words", "Plain words"),
    ("Two  spaces", "=?utf-8?Q?Two__spaces?="),
    ("ends in a space ", "=?utf-8?Q?ends_in_a_space_?="),
    (" ", "=?utf-8?Q?_?="),
    ("not =?utf-8?Q?decoded?=", "=?utf-8?B?bm90ID0/dXRmLTg/UT9kZWNvZGVkPz0=?="),
    ("Bcc: v@example.net", "Bcc: v@example.net"),
    ("“Quoted”", "=?utf-8?B?4oCcUXVvdGVk4oCd?="),
    ("{{env}} ${x} %s <%", "{{env}} ${x} %s <%"),
    (
      "Nine words of ten letters " + String(repeating: "abcdefghi ", count: 7) + "end",
      "Nine words of ten letters abcdefghi abcdefghi abcdefghi abcdefghi\n abcdefghi abcdefghi abcdefghi end"
    ),
    (
      "Қазақстан жаңалықтары: апталық шолу",
      "=?utf-8?B?0prQsNC30LDSm9GB0YLQsNC9INC20LDSo9Cw0LvRi9Kb0YLQsNGA?=\n =?utf-8?B?0Ys6INCw0L/RgtCw0LvRi9KbINGI0L7Qu9GD?="
    ),
  ])
  func aSubjectIsPlainOrEncodedWhole(_ subject: String, _ expected: String) throws {
    #expect(try field("Subject", of: mail(subject + "\n\nText\n", sampleEnvelope())) == expected)
  }

  @Test func anEncodedWordNeverSplitsAGrapheme() throws {
    for grapheme in ["👩‍👩‍👧‍👦", "👩🏽‍❤️‍💋‍👨🏾", "🇰🇿", "e\u{301}\u{323}", "한"] {
      for lead in 0..<30 {
        let subject = String(repeating: "a", count: lead) + String(repeating: grapheme, count: 40)
        let value = try #require(field("Subject", of: mail(subject + "\n", sampleEnvelope())))
        let words = value.components(separatedBy: "\n ")
        let decoded = try words.map { word in
          let parts = word.components(separatedBy: "?")
          try #require(parts.count == 5 && parts[2] == "B")
          return String(decoding: try #require(Data(base64Encoded: parts[3])), as: UTF8.self)
        }
        #expect(words.allSatisfy { $0.utf8.count <= 75 })
        #expect(decoded.joined() == subject)
        #expect(decoded.map(\.count).reduce(0, +) == subject.count)
      }
    }
  }

  @Test func aVeryLongSubjectIsCutAfterAWordAndSaysSo() throws {
    let subject = String(repeating: "letters ", count: 2_500)
    let value = try #require(field("Subject", of: mail(subject + "\n", sampleEnvelope())))
    let text = value.components(separatedBy: "\n ").map { $0.dropFirst("=?utf-8?Q?".count).dropLast(2) }.joined()
    #expect(text.hasSuffix("letters_letters=E2=80=A6"))
    #expect((1_900...2_006).contains(text.count))
  }

  @Test(arguments: [
    ("leave@example.org", "leave@example.org"),
    ("leave+12-ab@example.org", "leave+12-ab@example.org"),
    ("a%b&c=d?e/f#g@example.org", "a%25b%26c%3Dd%3Fe%2Ff%23g@example.org"),
    ("{a}|`^'!$*@example.org", "%7Ba%7D%7C%60%5E%27%21%24%2A@example.org"),
  ])
  func theUnsubscribeAddressIsPercentEncoded(_ address: String, _ expected: String) throws {
    #expect(
      try field("List-Unsubscribe", of: mail("Digest\n", sampleEnvelope(unsubscribe: address)))
        == "<mailto:\(expected)?subject=unsubscribe>")
  }

  @Test(arguments: [
    "", "a", "@b", "a@", "a@b@c", "a b@c", "<a@b>", "a@b>\r\nBcc: c@d", "a..b@c", ".a@b", "a@b.", "é@example.org",
    String(repeating: "a", count: 249) + "@b",
  ])
  func aMalformedMessageIDIsRefused(_ text: String) throws {
    let problem = #expect(throws: MailProblem.self) { try mail("Digest\n", sampleEnvelope(messageID: text)) }
    #expect(problem?.description.contains(where: \.isNewline) == false)
  }

  @Test(arguments: ["", "e", "english language", "en_US", "-en", "en-", "en\r\nX: y", "123", "abcdefghi", "ру"])
  func aMalformedLanguageIsRefused(_ text: String) throws {
    #expect(throws: MailProblem.self) { try mail("Digest\n", sampleEnvelope(language: text)) }
  }

  @Test(arguments: ["", "weekly", ".a.b", "a..b", "a.b.", "a b.c", "a>.b", String(repeating: "a.", count: 130) + "b"])
  func aMalformedListIDIsRefused(_ text: String) throws {
    var envelope = try sampleEnvelope()
    envelope.listID = text
    #expect(throws: MailProblem.self) { try mail("Digest\n", envelope) }
  }

  @Test(arguments: [
    (-1, "Wed, 31 Dec 1969 23:59:59 +0000"), (0, "Thu, 1 Jan 1970 00:00:00 +0000"),
    (951_827_696, "Tue, 29 Feb 2000 12:34:56 +0000"), (-2_208_988_800, "Mon, 1 Jan 1900 00:00:00 +0000"),
    (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 +0000"),
  ])
  func theDateIsInUniversalTime(_ seconds: Int64, _ expected: String) throws {
    #expect(try field("Date", of: mail("Digest\n", sampleEnvelope(seconds: seconds))) == expected)
  }

  @Test(arguments: [-2_208_988_801, 253_402_300_800, 9_000_000_000_000])
  func aDateThatNoMailCanHaveIsRefused(_ seconds: Int64) throws {
    #expect(throws: MailProblem.self) { try mail("Digest\n", sampleEnvelope(seconds: seconds)) }
  }
}
