import Foundation
import Herald

/// What a short line says about time.
struct DateLine {
  /// The date, where it can be read in only one way; nil for `04/05/2026` and for more than one date.
  var date: PublicationDate?
  /// True where every word belongs to the dates.
  private(set) var isWhole = false

  /// Nil for a line that is no date line: one that has no date, or more than a few words besides.
  init?(_ text: String, words: [String]) {
    guard words.count <= 30, text.utf8.count <= 250, words.contains(where: { $0.first?.isNumber == true }) else {
      return nil
    }
    // A line of more words is a date line only when they all belong to its dates.
    let isLong = words.count > 14 || text.utf8.count > 160
    let text = withoutTimes(text)
    let words = phraseWords(text, limit: 60)
    let others = wordsBehindColon(of: text)
    guard
      words.contains(where: { $0.utf8.first.map { (48...57).contains($0) } ?? false })
    else { return nil }
    var day: Int?
    var month: Int?
    var year: Int?
    var other = 0
    var namesAuthor = false
    // Words before the first part of the date: a date line begins with its date, a title may end with one.
    var leading: Int?
    for word in words {
      let digits = word.prefix { $0.isNumber }
      if let number = Int(digits),
        digits.count == word.count || ["st", "nd", "rd", "th", "er", "º"].contains(word.dropFirst(digits.count))
      {
        leading = leading ?? other
        if (1900...2099).contains(number), digits.count == 4 {
          year = year ?? number
        } else if (1...31).contains(number), day == nil {
          day = number
        }
      } else if let found = monthNumbers[word] {
        month = month ?? found
        leading = leading ?? other
      } else if !dateFillers.contains(word) {
        other += 1
      } else if authorWords.contains(word) {
        namesAuthor = true
      }
    }
    guard !isLong || other == 0, others < 2 else { return nil }
    isWhole = other == 0
    if let month, day != nil || year != nil {
      // `1 May parade cancelled` and `December 2026: What changes` are titles: half a date has one word beside it at most.
      let isExact = day != nil && year != nil
      guard isExact || other <= (namesAuthor ? 3 : 1) else { return nil }
      guard isDateLine(leading: leading ?? 0, other: other, exact: isExact) else { return nil }
      if let day, let year, let exact = CalendarDay(year: year, month: month, day: day) {
        date = PublicationDate(exact.description)
      }
      return
    }
    guard let exact = numericDate(text), isDateLine(leading: leading ?? 0, other: other, exact: true) else {
      return nil
    }
    date = exact.flatMap { PublicationDate($0.description) }
  }
}

extension DateLine {
  /// The date that a line ends with, behind other words: `By Jane Doe | 3 January 2027`. Nil where it has none that is exact.
  static func atEnd(of text: String) -> DateLine? {
    let parts = text.split(separator: " ")
    guard parts.count <= 20 else { return nil }
    for index in parts.indices.dropFirst() {
      let first = parts[index].lowercased().filter { $0.isLetter || $0.isNumber }
      guard first.first?.isNumber == true || isMonth(first) else { continue }
      let rest = parts[index...].joined(separator: " ")
      if let line = DateLine(rest, words: phraseWords(rest, limit: 60)), line.date != nil { return line }
    }
    return nil
  }

  /// Where the dates begin that a line ends with, with the words that belong to them; nil where it ends with anything else.
  static func start(in text: String) -> String.Index? {
    let parts = text.split(separator: " ")
    guard parts.count <= 30 else { return nil }
    for index in parts.indices.dropFirst(2) {
      let first = phraseWords(parts[index], limit: 1).first ?? ""
      guard first.first?.isNumber == true || isMonth(first) || dateFillers.contains(first) else { continue }
      let rest = String(text[parts[index].startIndex...])
      if let line = DateLine(rest, words: phraseWords(rest, limit: 60)), line.isWhole { return parts[index].startIndex }
    }
    return nil
  }

  static func isMonth(_ word: String) -> Bool { monthNumbers[word] != nil }
}

/// The line without its times of day (`3:15 PM`, `18.02 Uhr`, `10h30`, `3pm`), whose numbers are no days.
private func withoutTimes(_ text: String) -> String {
  let parts = text.split(separator: " ")
  func bare(_ index: Int) -> String {
    guard parts.indices.contains(index) else { return "" }
    return parts[index].lowercased().trimmingCharacters(in: CharacterSet(charactersIn: ",;()|"))
  }
  let marks: Set<String> = ["am", "pm", "a.m.", "p.m.", "uhr", "h", "hrs"]
  return parts.indices.filter { index in
    let word = bare(index)
    switch ClockWord(word) {
    case .time: return false
    case .number: return !marks.contains(bare(index + 1))
    case nil: return true
    }
  }.map { String(parts[$0]) }.joined(separator: " ")
}

/// A word that is a time of day (`3:15`, `18:02:10z`, `10h30`, `3pm`, `3.15pm`), or its number when a mark follows (`18.02 Uhr`).
private enum ClockWord {
  case time, number

  /// Read by hand, because Swift would parse a pattern anew for each word of a long page.
  init?(_ word: String) {
    var rest = word.utf8[...]
    func digits() -> Int {
      let count = rest.prefix { (48...57).contains($0) }.count
      rest = rest.dropFirst(count)
      return count
    }
    guard (1...2).contains(digits()) else { return nil }
    switch rest.first {
    case UInt8(ascii: ":"):
      for _ in 1...2 where rest.first == UInt8(ascii: ":") {
        rest = rest.dropFirst()
        guard digits() == 2 else { return nil }
      }
      guard ["", "am", "pm", "h", "z"].contains(Substring(rest)) else { return nil }
      self = .time
    case UInt8(ascii: "h"):
      rest = rest.dropFirst()
      guard [0, 2].contains(digits()), rest.isEmpty else { return nil }
      self = .time
    default:
      if rest.first == UInt8(ascii: ".") {
        rest = rest.dropFirst()
        guard digits() == 2 else { return nil }
      }
      guard ["", "am", "pm"].contains(Substring(rest)) else { return nil }
      self = rest.isEmpty ? .number : .time
    }
  }
}

/// How many words a line has behind its date and a colon: `3 May 2026: The bridge opens`.
private func wordsBehindColon(of text: String) -> Int {
  let parts = text.split(separator: " ")
  guard let colon = parts.firstIndex(where: { $0.hasSuffix(":") }),
    let last = phraseWords(parts[colon], limit: 2).first, last.first?.isNumber == true || monthNumbers[last] != nil
  else { return 0 }
  return phraseWords(parts[(colon + 1)...].joined(separator: " "), limit: 60).count {
    !dateFillers.contains($0) && monthNumbers[$0] == nil && $0.first?.isNumber != true
  }
}

private let authorWords: Set<String> = ["by", "von", "par", "por", "di", "da", "door", "author", "autor", "автор"]

private func isDateLine(leading: Int, other: Int, exact: Bool) -> Bool {
  if leading == 0 { return other <= (exact ? 8 : 3) }
  return leading <= 1 && other <= 2
}

/// Reads `2026-11-20`, `20.11.2026` and `20/11/2026`; the inner nil is a date that has two readings.
private func numericDate(_ text: String) -> CalendarDay?? {
  let triples = numberTriples(in: text)
  if let iso = triples.first(where: { $0.digits == [4, 1, 1] }) {
    return CalendarDay(year: iso.numbers[0], month: iso.numbers[1], day: iso.numbers[2]).map { .some($0) }
  }
  guard
    let found = triples.first(where: { $0.digits[0] == 1 && $0.digits[1] == 1 && ($0.digits[2] == 4 || $0.isShortYear) }
    )
  else { return nil }
  let (first, second, short) = (found.numbers[0], found.numbers[1], found.numbers[2])
  let year = short < 100 ? 2000 + short : short
  guard (1...31).contains(first), (1...31).contains(second), (1900...2099).contains(year) else { return nil }
  if found.sign == "." { return CalendarDay(year: year, month: second, day: first).map { .some($0) } }
  if first > 12 { return .some(CalendarDay(year: year, month: second, day: first)) }
  if second > 12 { return .some(CalendarDay(year: year, month: first, day: second)) }
  return .some(first == second ? CalendarDay(year: year, month: first, day: second) : nil)
}

/// Three numbers with `-`, `/` or `.` between them.
private struct NumberTriple {
  let numbers: [Int]
  /// 4 for a number of four digits, 1 for one of one or two, 0 for any other.
  let digits: [Int]
  let isShortYear: Bool
  /// Between the first two.
  let sign: Character
}

/// Read by hand, because Swift would parse a pattern anew for each line of a long page.
private func numberTriples(in text: String) -> [NumberTriple] {
  guard text.utf8.count(where: "-/.".utf8.contains) >= 2 else { return [] }
  var triples: [NumberTriple] = []
  for run in text.split(whereSeparator: { !$0.isASCII || !($0.isNumber || "-/.".contains($0)) }) {
    let parts = run.split(omittingEmptySubsequences: false) { !$0.isNumber }
    guard parts.count >= 3 else { continue }
    for index in 0...(parts.count - 3) {
      let three = parts[index..<(index + 3)]
      let numbers = three.compactMap { Int($0) }
      guard numbers.count == 3, three.allSatisfy({ $0.count <= 4 }) else { continue }
      triples.append(
        NumberTriple(
          numbers: numbers, digits: three.map { $0.count == 4 ? 4 : $0.count <= 2 ? 1 : 0 },
          isShortYear: parts[index + 2].count == 2, sign: run[parts[index].endIndex]))
    }
  }
  return triples
}

/// Month names and their usual short forms, in lower case.
private let monthNumbers: [String: Int] = {
  let names = [
    "january jan januar jänner janvier janv enero ene janeiro gennaio gen januari января январь янв stycznia styczeń ocak qantar қаңтар січня tammikuuta",
    "february feb februar février févr fév febrero fevereiro fev febbraio februari февраля февраль фев lutego luty şubat ақпан лютого helmikuuta",
    "march mar märz mrz mars marzo março maart марта март мар marca marzec mart наурыз березня maaliskuuta",
    "april apr avril avr abril abr aprile апреля апрель апр kwietnia kwiecień nisan сәуір квітня huhtikuuta",
    "may mai mayo maio maggio mag mei мая май maja maj mayıs мамыр травня toukokuuta",
    "june jun juni juin junio junho giugno giu июня июнь июн czerwca czerwiec haziran маусым червня kesäkuuta",
    "july jul juli juillet juil julio julho luglio lug июля июль июл lipca lipiec temmuz шілде липня heinäkuuta",
    "august aug août agosto ago augustus augusti августа август авг sierpnia sierpień ağustos тамыз серпня elokuuta",
    "september sept sep septembre septiembre setembro set settembre сентября сентябрь сен września wrzesień eylül қыркүйек вересня syyskuuta",
    "october oct oktober okt octobre octubre outubro out ottobre ott октября октябрь окт października październik ekim қазан жовтня lokakuuta",
    "november nov novembre noviembre novembro ноября ноябрь ноя listopada listopad kasım қараша листопада marraskuuta",
    "december dec dezember dez décembre déc diciembre dic dezembro dicembre desember декабря декабрь дек grudnia grudzień aralık желтоқсан грудня joulukuuta",
  ]
  var numbers: [String: Int] = [:]
  for (index, line) in names.enumerated() {
    for name in line.split(separator: " ") { numbers[String(name)] = index + 1 }
  }
  return numbers
}()

/// Words that stand around a date without making a sentence.
private let dateFillers: Set<String> = Set(
  """
  by von par por written postado em added edited erstellt geändert zuletzt stand publicada autor author автор às
  at on am pm a p m uhr um h de del le la el à a las vom den der date posted published updated last modified created veröffentlicht
  aktualisiert stand erstellt publié publiée modifié modifiée mis mise jour publicado actualizado pubblicato geplaatst опубликовано обновлено г в от года
  monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonntag
  mo di mi do fr sa so lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo
  понедельник вторник среда четверг пятница суббота воскресенье est edt utc gmt cet cest pst t z kl klo
  """.split(whereSeparator: \.isWhitespace).map(String.init))
