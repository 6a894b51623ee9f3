/// What the sentences of one language are written with: its abbreviations, and the words that begin sentences.
struct Habits: Sendable {
  /// What a word with a full stop of its own says about the end of a sentence.
  enum Abbreviation: Sendable {
    /// Never ends one: something follows that it belongs to (`Mr. Smith`, `ул. Абая`, `z. B.`).
    case leading
    /// Does not when a number follows (`No. 5`, `Abb. 3`); else it is a word like any other.
    case beforeNumber
    /// After a number as `trailing` (`в 1931 г.`), else as `leading` (`г. Алматы`).
    case afterNumber
    /// After a number it ends one when a capital follows (`180 см. Вес …`), else as `leading` (`см. с. 5`).
    case unit
    /// Ends one when a word follows that begins sentences (`& Co. They …`).
    case trailing
    /// Part of a name: as `trailing`, and also when the capital after it is no part of the name because the word after that
    /// is in lower case (`Ferro Inc. Analysts said …`, but `Ferro Inc. Chairman Holt …`).
    case ofName
    /// Ends one when a capital follows (`etc. Germany …`).
    case ending
    /// The hour of a day: ends one unless a day, a zone or a title follows (`at 9 a.m. Monday`).
    case clock
  }

  private let abbreviations: [String: Abbreviation]
  /// Words that begin sentences and are no names, in lower case.
  private let starters: Set<String>
  /// Verbs that follow a quotation and say whose it is.
  private let sayings: Set<String>
  /// Prepositions that open a sentence with its time or place (`At 5 a.m. Mr. Smith …`), in lower case.
  private let openers: Set<String>

  init(_ words: [Abbreviation: String], starters: String, sayings: String, openers: String) {
    var abbreviations: [String: Abbreviation] = [:]
    for (kind, list) in Self.everywhere { for word in Self.set(list) { abbreviations[word] = kind } }
    for (kind, list) in words { for word in Self.set(list) { abbreviations[word] = kind } }
    self.abbreviations = abbreviations
    self.starters = Self.set(starters)
    self.sayings = Self.set(sayings)
    self.openers = Self.set(openers)
  }

  /// A word that the list has with a capital also stands for itself in capitals (`MR`); one that it has in lower case
  /// also has a capital where it opens a sentence (`Vgl. S. 5`), elsewhere that is a name (`max.`, but `Max`).
  func abbreviation(_ word: String, opensSentence: Bool) -> Abbreviation? {
    if let found = abbreviations[word] { return found }
    guard let first = word.unicodeScalars.first, first.properties.isUppercase else { return nil }
    let rest = String(String.UnicodeScalarView(word.unicodeScalars.dropFirst())).lowercased()
    if let found = abbreviations[String(first) + rest] { return found }
    return opensSentence ? abbreviations[first.properties.lowercaseMapping + rest] : nil
  }

  func isStarter(_ word: String) -> Bool {
    let word = word.lowercased()
    if starters.contains(word) { return true }
    guard word.utf8.contains(where: { $0 == 0x27 || $0 == 0xE2 }),
      let mark = word.firstIndex(where: { $0 == "'" || $0 == "’" })
    else { return false }
    return starters.contains(String(word[..<mark]))
      || starters.contains(String(word[...mark]).replacing("’", with: "'"))
  }

  func isSaying(_ word: String) -> Bool { sayings.contains(word) }
  func isOpener(_ word: String) -> Bool { openers.contains(word.lowercased()) }

  static func set(_ text: String) -> Set<String> { Set(text.split(whereSeparator: \.isWhitespace).map(String.init)) }

  /// What newspapers of every language use.
  private static let everywhere: [Abbreviation: String] = [
    .leading: "Dr Prof Mr Mrs Ms Mme Mlle St vs cf ca e.g i.e",
    .beforeNumber: "p pp vol tel nr art fig n° N° nº Nº № Vol Tel Nr Art Fig",
    .trailing: "al J.-C",
    .ofName: "Inc Ltd Corp Co Bros Jr Sr S.A",
    .ending: "etc",
    .clock: "a.m p.m A.M P.M",
  ]

  /// What stands before a single capital that is a name of a thing and no initial (`Plan B.`, `vitamin C.`), and before a
  /// numeral of kings and chapters that may end a sentence.
  static let labels = set(
    """
    vitamin vitamins plan plans point grade category type class group hepatitis factor section exhibit appendix part
    option team block level model schedule hall gate terminal zone district line route channel influenza phase stage
    war act chapter klasse gruppe typ teil kategorie stufe linie halle punkt anhang tor variante abschnitt groupe
    classe catégorie partie niveau ligne porte annexe vitamine grupo clase categoría tipo punto parte línea vitamina
    puerta anexo группа группе группы группу класс класса тип типа план плана пункт категория категории витамин
    витамина часть точка точки приложение приложении тобы тобында тобына топ санаты дәрумені жоспары
    """)
}
