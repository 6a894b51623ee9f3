import HeraldTransfer
import Testing

@Suite struct DotStuffingTests {
  @Test(arguments: [
    ("a\r\n", "a\r\n"), (".\r\n", "..\r\n"), ("a\r\n.\r\nb\r\n", "a\r\n..\r\nb\r\n"), ("..\r\n", "...\r\n"),
    ("a.b\r\n.c\r\n.d\r\n", "a.b\r\n..c\r\n..d\r\n"), ("\r\n", "\r\n"), ("\r\n.\r\n", "\r\n..\r\n"),
  ])
  func aLineThatBeginsWithADotGetsOneMore(_ message: String, _ stuffed: String) throws {
    let result = try #require(DotStuffing.stuffed(Array(message.utf8)))
    #expect(String(decoding: result, as: UTF8.self) == stuffed)
  }

  @Test(arguments: ["", "a", "a\n", "a\r", "a\n.\nMAIL FROM:<x@example.org>\r\n", "a\r.\r\r\n", "a\rb\r\n", "\n\r\n"])
  func whatSomeServerCouldTakeForAnotherMessageIsRefused(_ message: String) {
    #expect(DotStuffing.stuffed(Array(message.utf8)) == nil)
  }

  @Test func unstuffingGivesTheMessageBack() throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2_000 {
      let message = (0..<Int.random(in: 1...20, using: &generator)).flatMap { _ -> [UInt8] in
        let line = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
          ".a ".utf8.randomElement(using: &generator) ?? 46
        }
        return line + [13, 10]
      }
      let stuffed = try #require(DotStuffing.stuffed(message))
      let lines = stuffed.split(separator: 10, omittingEmptySubsequences: false).dropLast().map { Array($0) + [10] }
      #expect(!lines.contains([46, 13, 10]))
      #expect(Array(lines.map { $0.first == 46 ? Array($0.dropFirst()) : $0 }.joined()) == message)
    }
  }
}
