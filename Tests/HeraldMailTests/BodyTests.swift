import Foundation
import Herald
import HeraldMail
import Testing

@Suite struct BodyTests {
  @Test(arguments: [
    ("Subject\n\nText\n", "7bit", "Subject\r\n\r\nText\r\n"),
    ("Subject\n\n\n\n", "7bit", "Subject\r\n\r\n\r\n\r\n"),
    ("S\n.\nMAIL FROM:<a@example.org>\n", "quoted-printable", "S\r\n=2E\r\nMAIL FROM:<a@example.org>\r\n"),
    (".\n..\n", "quoted-printable", "=2E\r\n=2E.\r\n"),
    ("From me\nFrom you, From all\n", "quoted-printable", "=46rom me\r\n=46rom you, From all\r\n"),
    ("Space \n-- \nend\n", "quoted-printable", "Space=20\r\n--=20\r\nend\r\n"),
    ("no line end", "quoted-printable", "no line end=\r\n"),
    ("a = b\n", "7bit", "a = b\r\n"),
    ("a = é\n", "quoted-printable", "a =3D =C3=A9\r\n"),
    ("日本\n", "base64", "5pel5pysDQo=\r\n"),
  ])
  func aBodyIsEncodedAsLittleAsIsSafe(_ text: String, _ encoding: String, _ expected: String) throws {
    let mail = try mail(text, sampleEnvelope())
    #expect(field("Content-Transfer-Encoding", of: mail) == encoding)
    #expect(body(of: mail) == expected)
  }

  @Test(arguments: [(998, "7bit"), (999, "quoted-printable")])
  func aLineIsSentAsItIsUpToTheLimitOfTheMailStandard(_ length: Int, _ encoding: String) throws {
    let mail = try mail("S\n" + String(repeating: "x", count: length) + "\n", sampleEnvelope())
    #expect(field("Content-Transfer-Encoding", of: mail) == encoding)
  }

  @Test func theCharacterSetIsAsciiOnlyWhereTheTextIs() throws {
    #expect(try field("Content-Type", of: mail(".\n", sampleEnvelope())) == "text/plain; charset=us-ascii")
    #expect(try field("Content-Type", of: mail("é\n", sampleEnvelope())) == "text/plain; charset=utf-8")
  }

  @Test func aFlowedTextSaysSoAndKeepsItsSpaces() throws {
    let text = "Subject\n\nA paragraph that \ngoes on.\n-- \nend\n"
    let writer = MailWriter()
    func written(_ isFlowed: Bool) throws -> String {
      let content = try Content.digest(text, isFlowed: isFlowed)
      return String(decoding: try writer.bytes(content: content, envelope: sampleEnvelope()), as: UTF8.self)
    }
    #expect(try field("Content-Type", of: written(false)) == "text/plain; charset=us-ascii")
    let flowed = try written(true)
    #expect(field("Content-Type", of: flowed) == "text/plain; charset=us-ascii; format=flowed; delsp=no")
    #expect(field("Content-Transfer-Encoding", of: flowed) == "quoted-printable")
    #expect(body(of: flowed) == "Subject\r\n\r\nA paragraph that=20\r\ngoes on.\r\n--=20\r\nend\r\n")
  }

  @Test func aSoftLineBreakMakesNoNewHazardAndSplitsNoCharacter() throws {
    for lead in 60..<80 {
      for tail in [".....", "From From From", "日é👍🏽", "a  b"] {
        let text = String(repeating: "x", count: lead) + tail + String(repeating: "y", count: 80) + "é\n"
        let mail = try mail(text, sampleEnvelope())
        try #require(field("Content-Transfer-Encoding", of: mail) == "quoted-printable")
        for line in body(of: mail).components(separatedBy: "\r\n") {
          #expect(line.utf8.count <= 76 && !line.hasPrefix(".") && !line.hasPrefix("From ") && !line.hasSuffix(" "))
          let octets = line.replacingOccurrences(of: "=$", with: "", options: .regularExpression)
            .replacingOccurrences(of: "%", with: "%25").replacingOccurrences(of: "=", with: "%")
          #expect(octets.removingPercentEncoding != nil, "\(line) is not UTF-8 by itself")
        }
      }
    }
  }

  @Test func aMailThatNoServerTakesIsRefusedBeforeItIsWritten() throws {
    let content = try Content.digest("Digest\n" + String(repeating: "a brief\n", count: 1_250_000))
    #expect(throws: MailProblem.tooLarge(octets: 10_000_007)) {
      try MailMessage(content: content, envelope: sampleEnvelope())
    }
    // Every line end becomes two octets.
    let nearly = try Content.digest("Digest\n" + String(repeating: "\n", count: 5_000_000))
    #expect(throws: MailProblem.self) { try MailTemplate(content: nearly, common: sampleEnvelope()) }
  }
}
