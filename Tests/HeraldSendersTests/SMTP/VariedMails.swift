import Herald

/// Mails whose texts are hard on a transport: dots, long lines, many scripts, blank lines, and one of 5 MB.
enum VariedMails {
  private static let pieces = [
    ".", "..", "...", ".\n.", ".hidden", "From the harbour", "", "The ferry runs again from Monday – twice a day.",
    "日本語の長い行です。", "Жаңалық: су деңгейі көтерілді.", "שלום לכולם", "👩‍👩‍👧‍👦🗞🏞", "e\u{301}\u{302} Zu\u{308}rich",
    "a=3D b= =20",
    "trailing space ", "QUIT", "MAIL FROM:<x@example.org>", "--", "-- ", "=", "=\u{A0}=",
  ]

  static func all(_ count: Int) throws -> [Message] {
    var generator = Generator(state: 4_711)
    return try (0..<count).map { number in
      var text = "Mail \(number)"
      for _ in 0..<Int(generator.next() % 40) {
        let piece = pieces[Int(generator.next() % UInt64(pieces.count))]
        text += "\n" + (generator.next() % 17 == 0 ? String(repeating: piece + "x", count: 400) : piece)
      }
      switch number {
      case 0: text = "."
      case 1: text = "Only dots\n\n" + String(repeating: ".\n", count: 2_000)
      case 2: text = "5 MB\n\n" + String(repeating: ".The ferry runs again from Monday, twice a day.\n", count: 104_000)
      case 3: text = "One line\n\n" + String(repeating: "x", count: 100_000)
      default: if number % 3 == 0 { text += "\n" }
      }
      return try sampleMail(job: Int64(10_000 + number), text: text, to: "reader-\(number)@example.org")
    }
  }

  private struct Generator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
  }
}
