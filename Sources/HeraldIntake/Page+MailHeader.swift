import Foundation

extension Page {
  /// Drops the header lines of a mail that the text was pasted from, two or more of them at its top; the subject becomes the
  /// title, and its block is returned.
  static func markMailHeader(_ blocks: inout [Block], _ labels: inout [Label]) -> Int? {
    var lines: [(index: Int, name: String)] = []
    for (index, block) in blocks.enumerated().prefix(12) {
      if let name = mailHeaderName(block.text), block.kind == .text {
        lines.append((index, name))
      } else if lines.isEmpty, block.text.hasPrefix("--") {
        continue
      } else {
        break
      }
    }
    guard Set(lines.map(\.name)).count >= 2 else { return nil }
    var subject: Int?
    for line in lines {
      labels[line.index].phrase = nil
      labels[line.index].date = nil
      labels[line.index].role = .chrome(.mailHeader, .line)
      guard subjectNames.contains(line.name) else { continue }
      let title = bareSubject(blocks[line.index].text)
      guard !title.isEmpty else { continue }
      blocks[line.index].text = title
      blocks[line.index].length = title.unicodeScalars.count
      labels[line.index].words = phraseWords(title, limit: 60)
      labels[line.index].role = .heading
      subject = line.index
    }
    return subject
  }
}

/// The name of the header field that a line of a mail begins with, in lower case; nil for any other line.
func mailHeaderName(_ line: String) -> String? {
  guard let colon = line.firstIndex(of: ":") else { return nil }
  let bare = line[..<colon].lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "*> "))
  return senderNames.contains(bare) || subjectNames.contains(bare) ? bare : nil
}

/// Without the field's name and the `Re:`, `Fwd:`, `AW:` or `WG:` of answers and copies.
private func bareSubject(_ line: String) -> String {
  var rest = line.drop { $0 != ":" }.dropFirst().drop { " *".contains($0) }
  while let colon = rest.firstIndex(of: ":"), answerMarks.contains(rest[..<colon].lowercased()) {
    rest = rest[rest.index(after: colon)...].drop { $0 == " " }
  }
  return String(rest)
}

private let answerMarks: Set<String> = ["re", "fw", "fwd", "aw", "wg", "tr", "rv", "sv", "отв", "ответ", "пересл"]

private let subjectNames: Set<String> = ["subject", "betreff", "objet", "asunto", "тема"]

/// English, German, French, Spanish and Russian, as mail programs write them above a forwarded mail.
private let senderNames: Set<String> = [
  "from", "to", "cc", "bcc", "date", "sent", "reply-to", "von", "an", "kopie", "datum", "gesendet", "de", "à", "copie",
  "envoyé", "date d'envoi", "para", "enviado", "enviado el", "fecha", "от", "от кого", "кому", "копия", "дата",
  "отправлено",
]
