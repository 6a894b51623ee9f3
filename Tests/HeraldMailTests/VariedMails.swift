import Foundation
import Herald

/// Mails of every kind that has broken mail software, the same for the same seed: dots and `From ` at line starts, SMTP
/// commands, long lines, CJK, emoji, right-to-left, combining marks, empty lines, spaces at line ends, no line end; names, subjects
/// and addresses of all kinds; one of 5 MB.
struct VariedMails: Sequence {
  struct Mail {
    let number: Int
    let kind: String
    let content: Content
    let envelope: MailEnvelope
    /// How a reader must see the sender's name and the recipient's.
    let shownFrom: String
    let shownTo: String
  }

  var count = 1_000
  var seed: UInt64 = 5_322

  /// Which of them has about 5 MB.
  var largest: Int { count / 2 }

  func makeIterator() -> AnyIterator<Mail> {
    var generator = SeededGenerator(state: seed)
    var number = 0
    return AnyIterator {
      guard number < count else { return nil }
      defer { number += 1 }
      do {
        return try mail(number, &generator)
      } catch {
        preconditionFailure("mail \(number) of seed \(seed) is no content: \(error)")
      }
    }
  }

  private func mail(_ number: Int, _ generator: inout SeededGenerator) throws -> Mail {
    let kinds = bodies.keys.sorted()
    let kind = number == largest ? "5 MB" : kinds[number % kinds.count]
    let subject = subjects[Int.random(in: 0..<subjects.count, using: &generator)].replacing("#", with: "\(number)")
    var body = ""
    if number == largest {
      while body.utf8.count < 5_000_000 { body += line(of: bodies.values.joined(), &generator) + "\n" }
    } else {
      for _ in 0..<Int.random(in: 0...30, using: &generator) {
        body += line(of: bodies[kind] ?? [], &generator) + (Bool.random(using: &generator) ? "\n" : "\n\n")
      }
    }
    // With and without a line end, an empty line after the subject, any text at all.
    let end = ["\n", "", "\n\n\n", "\n.\n", "\n.", "\n "].randomElement(using: &generator) ?? ""
    let content = try Content.digest(subject + (number % 9 == 0 ? "\n" : "\n\n") + body + end)
    let (name, shown) = names[Int.random(in: 0..<names.count, using: &generator)]
    let address = addresses[number % addresses.count].replacing("#", with: "\(number)")
    let (from, shownFrom) = names[number % names.count]
    let language = ["en", "kk", "pt-BR", nil].randomElement(using: &generator) ?? nil
    let envelope = MailEnvelope(
      from: Mailbox(name: from, address: try EmailAddress("news@bücher.example")),
      to: Mailbox(name: name, address: try EmailAddress(address)),
      date: Instant(microseconds: Int64.random(in: 0..<4_000_000_000, using: &generator) * 1_000_000),
      messageID: "\(number).1.weekly@news.example.org", listID: "weekly.news.example.org",
      listName: names[(number + 3) % names.count].name,
      unsubscribe: try EmailAddress("leave+\(number)%x@example.org"), language: language)
    return Mail(number: number, kind: kind, content: content, envelope: envelope, shownFrom: shownFrom, shownTo: shown)
  }

  private func line(of pieces: some Collection<String>, _ generator: inout SeededGenerator) -> String {
    let count = Int.random(in: 1...4, using: &generator)
    return (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined(
      separator: [" ", "", "  "].randomElement(using: &generator) ?? "")
  }
}

private let bodies: [String: [String]] = [
  "dots": [".", "..", "...", ".a", ". ", ".\n.", ".\nMAIL FROM:<a@example.net>", ".\nQUIT", "a.", "\n.\n.\n"],
  "commands": [
    "DATA", "RSET", "From ", "From me", ">From ", "from:", "Subject: x", "Bcc: v@example.net", "--", "-- ", "=",
  ],
  "long lines": [
    String(repeating: "x", count: 998), String(repeating: "y", count: 999), String(repeating: "z", count: 10_000),
    String(repeating: "word ", count: 500), "https://example.org/" + String(repeating: "a-long-path/", count: 90),
    String(repeating: ".", count: 1_100), String(repeating: " ", count: 200),
  ],
  "CJK": ["日本語の見出しです。", "全角＠ＡＢＣ", "简体中文。", "繁體中文", "한국어 제목", String(repeating: "長", count: 500), "𠮷野家"],
  "emoji": ["👍🏽", "👩‍👩‍👧‍👦", "🇰🇿🇺🇳", "👩🏽‍❤️‍💋‍👨🏾", "☃", "❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", String(repeating: "🎉", count: 200)],
  "right to left": ["مرحبا بالعالم", "שלום עולם", "\u{200F}א\u{200E}b", "ے", "فارسی‌زبان", "١٢٣"],
  "marks": [
    "e\u{301}", "é", "e\u{302}\u{301}\u{323}", "Z" + String(repeating: "\u{335}\u{488}", count: 300), "\u{301}",
    "क्‍ष", "ก็", "\u{1112}\u{1161}\u{11AB}",
  ],
  "spaces": ["end ", "end  ", " begin", "\u{A0}", "\u{3000}", "a   b", " ", "    ", "\u{2003}x\u{2003}"],
  "encoding": [
    "=", "=3D", "=\n", "=20", "=?utf-8?Q?=42?=", "=?utf-8?B?QQ==?=", "100 % = all", "%0D%0A", "\\r\\n.\\r\\n",
  ],
  "plain": [
    "One brief of the week.", "Another, with a comma.", "It's \"quoted\".", "https://example.org/story", "12 of 13",
  ],
  "any of them": awkwardPieces,
  "empty": ["", "\n", "\n\n"],
]

private let subjects = [
  "Weekly digest #", "Обзор недели #", "一週間のまとめ #", "الأسبوع #", "שבוע #", "# 👩‍👩‍👧‍👦🇰🇿", "=?utf-8?Q?not_encoded?= #", "# =?x",
  "#: a, b; c <d@example.net>",
  "# Bcc: v@example.net", "#  two  spaces ", "# \"quoted\" \\ (comment)", "# Ärger, œuvre & co.",
  "Z\u{335}\u{488}a\u{301}lgo #", "#",
  "A subject of many plain words that has to be folded because it is longer than a line of a header may well be #",
  "Тема из многих слов, которую надо свернуть, потому что она длиннее строки заголовка, и ещё длиннее #",
  ".#", "From #", "# " + String(repeating: "x", count: 400), "# {{env}} ${x} %s <%", "# ends in =", "-- #",
]

/// Names as they come in, and as a reader must see them.
private let names: [(name: String, shown: String)] = [
  ("", ""), ("Ann", "Ann"), ("Ann Lee", "Ann Lee"), ("Lee, Ann", "Lee, Ann"), ("Ann \"A\" Lee", "Ann \"A\" Lee"),
  ("back\\slash", "back\\slash"), ("(comment)", "(comment)"), ("<angle>", "<angle>"), ("a; b: c", "a; b: c"),
  ("bank@example.com", "bank at example.com"), ("Evil <a@b.example>,", "Evil <a at b.example>,"),
  ("全角＠例え", "全角 at 例え"), ("@SteppeCourier", "@SteppeCourier"), ("André", "André"), ("Ängström Öberg", "Ängström Öberg"),
  ("Нұрсұлтан Қазақбайұлы Әлімжанов", "Нұрсұлтан Қазақбайұлы Әлімжанов"), ("山田太郎", "山田太郎"), ("محمد", "محمد"),
  ("דוד", "דוד"), ("👩🏽‍❤️‍💋‍👨🏾", "👩🏽‍❤️‍💋‍👨🏾"), ("=?utf-8?Q?boss?=", "=?utf-8?Q?boss?="),
  ("=?utf-8?B?Ym9zc0BleGFtcGxlLmNvbQ==?=", "=?utf-8?B?Ym9zc0BleGFtcGxlLmNvbQ==?="), ("?= x =?", "?= x =?"),
  ("e\u{301}\u{323}", "e\u{301}\u{323}"), (" Ann ", "Ann"), ("'Ann'", "'Ann'"), ("%s {{x}}", "%s {{x}}"),
  (String(repeating: "long name ", count: 12) + "end", String(repeating: "long name ", count: 12) + "end"),
  (String(repeating: "Ж", count: 100), String(repeating: "Ж", count: 100)),
]

private let addresses = [
  "reader#@example.org", "Reader.#+News@Example.ORG", "a#@b.cd",
  "!\(String(repeating: "#", count: 1))$%&'*+/=?^_`{|}~-@example.org",
  "|sh#@example.org", "`id`#@example.org", "x#@bücher.example", "x#@пример.рф", "x#@xn--bcher-kva.example",
  "x#@例え.テスト", "jörg#@example.org", "читатель#@пример.рф", "用户#@例子.中国",
  String(repeating: "l", count: 58) + "#@example.org",
  "x#@" + String(repeating: "ddddddddd.", count: 22) + "example.org",
]
