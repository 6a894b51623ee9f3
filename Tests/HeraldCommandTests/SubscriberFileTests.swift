import Foundation
import Herald
import Testing

@testable import HeraldCommand

@Suite struct CSVReaderTests {
  private func rows(_ text: String) throws -> [CSVReader.Row] {
    var reader = CSVReader(text)
    var rows: [CSVReader.Row] = []
    while let row = try reader.next() { rows.append(row) }
    return rows
  }

  @Test(arguments: [
    ("a,b\n", [["a", "b"]]),
    ("a,b", [["a", "b"]]),
    ("\u{FEFF}a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
    ("a\rb\nc\r\nd", [["a"], ["b"], ["c"], ["d"]]),
    ("\n\r\n a \n\n", [[" a "]]),
    ("a,,\n", [["a", "", ""]]),
    ("\"a\"\"b\",\"c,d\"\n", [["a\"b", "c,d"]]),
    ("\"a\r\nb\",c", [["a\r\nb", "c"]]),
    ("\"\",x", [["", "x"]]),
    ("a\"b,c", [["a\"b", "c"]]),
    ("é👩‍🚀,中", [["é👩‍🚀", "中"]]),
    ("", []),
  ])
  func rowsAreReadAsRFC4180HasThem(_ text: String, _ expected: [[String]]) throws {
    #expect(try rows(text).map(\.fields) == expected)
  }

  @Test func aRowKnowsWhereItBegins() throws {
    #expect(try rows("h\n\"a\nb\rc\r\nd\"\n\nx\n").map(\.line) == [1, 2, 7])
  }

  @Test(arguments: [
    ("a\n\"b\n\n", 2, "a quote is not closed"),
    ("a\n\"b\"c\n", 2, "after a closing quote"),
    (String(repeating: ",", count: 1_001), 1, "more than 1,000 fields"),
  ])
  func aWrongRowIsNamedWithItsLine(_ text: String, _ line: Int, _ says: String) throws {
    let problem = #expect(throws: CSVReader.Problem.self) { try rows(text) }
    #expect(problem?.line == line)
    #expect(problem?.what.contains(says) == true)
  }

  @Test func aFieldWithoutEndIsNamedWithTheLineWhereItBegins() throws {
    let plain = #expect(throws: CSVReader.Problem.self) { try rows("a\n\n" + String(repeating: "x", count: 10_001)) }
    #expect(plain == CSVReader.Problem(line: 3, what: "a field is too long"))
    let open = #expect(throws: CSVReader.Problem.self) { try rows("a\n\"" + String(repeating: "x\n", count: 600_000)) }
    #expect(open == CSVReader.Problem(line: 2, what: "a field is too long, or its quote is not closed"))
  }

  @Test(.timeLimit(.minutes(15))) func aMillionRowsTakeTimeInProportion() throws {
    func time(_ count: Int) throws -> Duration {
      var reader = CSVReader(String(repeating: "a@b.cd,\n", count: count))
      var rows = 0
      let time = try ContinuousClock().measure { while try reader.next() != nil { rows += 1 } }
      #expect(rows == count)
      return time
    }
    let small = try time(100_000)
    let large = try time(1_000_000)
    // Ten times the rows: thirty leaves room for a busy machine, a hundred would be quadratic.
    #expect(large < small * 30, "\(small) and \(large)")
  }
}

@Suite struct SubscriberFileTests {
  @Test func exportAndImportGiveBackEveryName() throws {
    let names = [
      "", "Ada Byron", "Byron, Ada", "say \"hello\"", "=SUM(A1)", "+1", "-1", "@ada", "'=x", "''+y", "'Ada'", "O'Neill",
      "Ádám Kovács", "王小明", "👩‍🚀 Ada", "a;b",
    ]
    let addresses = ["=a@example.org", "+b@example.org", "'=c@example.org", "o'neill@example.org"]
    let people =
      try names.enumerated().map { Mailbox(name: $1, address: try EmailAddress("a\($0)@example.org")) }
      + addresses.map { Mailbox(address: try EmailAddress($0)) }
    let lines = people.map { person in
      [person.address.description, person.name].map { SubscriberFile.cell($0, raw: false) }.joined(separator: ",")
    }
    #expect(try SubscriberFile.read(text: "email,name\n" + lines.joined(separator: "\n"), name: "f") == people)
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"), ("\rx", "\"'\rx\""),
    ("=cmd|' /C calc'!A0,1", "\"'=cmd|' /C calc'!A0,1\""), ("a=1", "a=1"), ("", ""), ("a,b", "\"a,b\""),
  ])
  func aFormulaIsDefusedOnExport(_ text: String, _ cell: String) {
    #expect(SubscriberFile.cell(text, raw: false) == cell)
  }

  @Test func aNameWithAnAddressIsTakenWithAWarningThatSaysHowItIsShown() throws {
    var warnings: [String] = []
    let text = "email,name\na@example.org,Ada\nb@example.org,Bank <bank@example.com>\nc@example.org,@ada\n"
    let people = try SubscriberFile.read(text: text, name: "f") { warnings.append($0) }
    #expect(people.count == 3)
    #expect(
      warnings == [
        "f:3: the name “Bank <bank@example.com>” holds an address: mails show it as “Bank <bank at example.com>”"
      ])
    warnings = []
    let many = "email,name\n" + (0..<30).map { "a\($0)@example.org,x@example.org\n" }.joined()
    _ = try SubscriberFile.read(text: many, name: "f") { warnings.append($0) }
    #expect(warnings.count == 21 && warnings.last == "… and 10 more names of that kind")
  }

  @Test(arguments: ["\u{202E}", "\u{2066}", "\u{2028}", "\u{9B}", "\u{0}", "\n", "\r\n"])
  func aNameThatNoMailCanCarryIsRefusedWithItsLine(_ hidden: String) throws {
    let problem = #expect(throws: Ending.self) {
      try SubscriberFile.read(text: "email,name\na@example.org,\"Ada\(hidden)Bcc: x\"\n", name: "f")
    }
    #expect(problem?.message.hasPrefix("f:2: the name “Ada") == true, "\(problem?.message ?? "")")
  }

  @Test func addressesBeyondASCIIAreImportedAndMixedAlphabetsAreNamed() throws {
    let people = try SubscriberFile.read(text: "email\njo\u{308}rg@bücher.example\n", name: "f")
    #expect(people.map(\.address.description) == ["jörg@xn--bcher-kva.example"])
    let problem = #expect(throws: Ending.self) {
      try SubscriberFile.read(text: "email\nx@exаmple.org\n", name: "f")
    }
    #expect(
      problem?.message.contains("f:2: “x@exаmple.org” is not an address: “exаmple” mixes Latin and Cyrillic") == true)
  }

  @Test func columnsMayComeInAnyOrderWithOthersBetween() throws {
    let people = try SubscriberFile.read(text: " Name ,city, EMAIL\nAda,London, a@example.org \n", name: "f")
    #expect(people == [Mailbox(name: "Ada", address: try EmailAddress("a@example.org"))])
  }

  @Test(arguments: [
    ("", ["f: it is empty: the first line must name the columns, email,name"]),
    ("a@example.org,Ada\n", ["f:1: the first line must name the columns: email,name"]),
    ("email,name,Email\n", ["f:1: the column email is there twice: keep one of them"]),
    ("email,name\na@example.org\n", ["f:2: 1 field where the first line has 2", "nobody was added"]),
    (
      "email\nx\na@b\n",
      [
        "f:2: “x” is not an address: it has no @",
        "f:3: “a@b” is not an address: the part after @ is not a domain name such as example.org", "nobody was added",
      ]
    ),
    (
      "email,name\na@example.org,\"A\nb\"\n",
      [
        "f:2: the name “A\\u{A}b” holds control characters, or ones that change the direction of reading",
        "nobody was added",
      ]
    ),
    ("email,name\na@example.org,\"Ada\n", ["f:2: a quote is not closed", "nobody was added"]),
    ("email\n\u{1B}[2J\n", ["f:2: “\\u{1B}[2J” is not an address: it has no @", "nobody was added"]),
  ])
  func aWrongFileNamesEachLine(_ text: String, _ lines: [String]) throws {
    let ending = #expect(throws: Ending.self) { try SubscriberFile.read(text: text, name: "f") }
    #expect(ending?.code == .input)
    #expect(ending?.message.split(separator: "\n").map(String.init) == lines)
  }

  @Test func ofManyBadLinesTheFirstTwentyAreNamed() throws {
    let text = "email\n" + String(repeating: "x\n", count: 21)
    let ending = #expect(throws: Ending.self) { try SubscriberFile.read(text: text, name: "f") }
    #expect(
      ending?.message.hasSuffix("f:21: “x” is not an address: it has no @\n… and 1 more bad line\nnobody was added")
        == true)
  }
}
