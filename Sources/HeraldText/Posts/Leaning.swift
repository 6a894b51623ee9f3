/// How a sentence leans on the one before it, which a reader of a post may not see.
enum Leaning: Hashable, Sendable {
  /// It stands alone.
  case none
  /// It begins with a word that points back when there is something to point to (`Also`, `Here`, `It`): the first of a
  /// text may.
  case softly
  /// It makes no sense without the one before: `These …`, `However, …`, `He …`.
  case firmly
  /// It only adds to the one before: `In fact, …`, `For example, …`.
  case adding

  /// Firmly when it begins with a word that points back, or has one directly after a preposition (`In this`), or says
  /// `however` or its like among its first five words, or `these` anywhere.
  ///
  /// Softly when a pronoun is the first thing that it speaks of (`On Friday he …`). What a quotation says points at what its
  /// speaker knows.
  init(of sentence: String, _ tongue: Tongue) {
    if let mark = sentence.unicodeScalars.first, mark.isOpening, mark != "(", mark != "[" {
      self = .none
      return
    }
    let words = sentence.prefix(120).lowercased().split { !($0.isLetter || $0 == "'" || $0 == "’" || $0 == "-") }
      .prefix(5).map(String.init)
    guard let first = words.first else {
      self = .firmly
      return
    }
    self = Self.ofBeginning(first, Array(words.dropFirst()), tongue)
    if self == .firmly || self == .adding { return }
    if words.contains(where: Self.connectives.contains) || Self.pointsBackInside(sentence) { self = .firmly }
    if self == .none, Self.speaksOfPronoun(sentence, tongue) { self = .softly }
  }

  /// Whether a pronoun (or `both`) is among the first four words, with no noun before it that it could stand for: no
  /// article, and no name but in a setting such as `On Friday`.
  private static func speaksOfPronoun(_ sentence: String, _ tongue: Tongue) -> Bool {
    let words = sentence.prefix(80).split { !($0.isLetter || $0 == "’" || $0 == "'") }.prefix(4)
    guard let first = words.first else { return false }
    let isSetting = prepositions.contains(first.lowercased())
    for (index, word) in words.enumerated() {
      let lower = word.lowercased()
      if pronouns[tongue]?.contains(lower) ?? false { return index > 0 }
      if articles.contains(lower) { return words.contains { pairs.contains($0.lowercased()) } }
      if index > 0, !isSetting, word.first?.isUppercase ?? false { return false }
    }
    return false
  }

  private static let pronouns: [Tongue: Set<String>] = [
    .en: set("he she they him them both"), .ru: set("он она они его её их им ей ему оба обе"),
    .kk: set("ол олар оны оның оған олардың"), .de: set("er sie ihn ihm ihnen beide beiden"),
    .fr: set("il elle ils elles lui leur"), .es: set("él ella ellos ellas ambos ambas"),
  ]
  private static let pairs = set("both beide beiden ambos ambas оба обе")
  private static let articles = set("a an the der die das ein eine einen dem den le la les un une el los las una")

  private static func ofBeginning(_ first: String, _ rest: [String], _ tongue: Tongue) -> Leaning {
    let second = rest.first ?? ""
    // `This week` points at the calendar, not at the sentence before.
    if calendarPointers.contains(first), periods.contains(second) { return .none }
    let contracted = tongue == .en ? String(first.prefix { $0 != "'" && $0 != "’" }) : first
    let begins = [first, contracted]
    if phrases.contains(first + " " + second) { return .adding }
    if begins.contains(where: { soft[tongue]?.contains($0) ?? false }) { return .softly }
    if begins.contains(where: { firm[tongue]?.contains($0) ?? false }) { return .firmly }
    // `Das ist …` points back, `Das Haus …` does not.
    if tongue == .de, ["das", "der", "die"].contains(first),
      ClauseWords.verbs.contains(second) || ClauseWords.pastForms.contains(second)
        || ClauseWords.saying.contains(second)
    {
      return .firmly
    }
    guard prepositions.contains(first), objects.contains(second) else { return .none }
    return calendarPointers.contains(second) && rest.count > 1 && periods.contains(rest[1]) ? .none : .firmly
  }

  /// Whether a sentence speaks of `these nationals` or `such a rule`, which only the one before it names. `These days`
  /// are everyone’s.
  private static func pointsBackInside(_ sentence: String) -> Bool {
    var isAfter = ""
    for word in sentence.lowercased().split(whereSeparator: { !$0.isLetter }) {
      if isAfter == "such", word == "a" || word == "an" { return true }
      if demonstratives.contains(isAfter), !periods.contains(String(word)) { return true }
      isAfter = word == "such" || demonstratives.contains(String(word)) ? String(word) : ""
    }
    return false
  }

  private static let demonstratives = set(
    "these эти этих этим этими diese diesen dieser dieses ces estos estas esos esas")

  private static func set(_ words: String) -> Set<String> { ClauseWords.set(words) }

  private static let soft: [Tongue: Set<String>] = [
    .en: set("it so then also here there yet still indeed both neither another others"),
    .ru: set("это также тоже там здесь тут тогда затем"),
    .kk: set("ал сонда"),
    .de: set("es auch hier dort so also dann denn da"),
    .fr: set("il ici là aussi alors puis ainsi c'est ce"),
    .es: set("así también aquí allí ahí luego entonces"),
  ]
  private static let firm: [Tongue: Set<String>] = [
    .en: set(
      """
      he she they this that these those him his her hers its their theirs them such but and or nor moreover thus hence
      therefore instead otherwise additionally furthermore meanwhile nevertheless nonetheless consequently accordingly
      likewise similarly conversely besides below above elsewhere afterwards however
      """),
    .ru: set(
      """
      он она они оно его её ее их им ему ей этот эта эти этого этой этих этому такой такая такие такое тот та те того но
      а и да или же зато поэтому потому туда оттуда итак впрочем причём причем при-этом однако
      """),
    .kk: set(
      "ол олар оның оған онда одан олардың бұл бұның бұған осы сол сондай мұндай бірақ алайда сондықтан және"),
    .de: set(
      """
      er dies diese dieser dieses diesen diesem doch aber jedoch und oder deshalb daher darum dabei dadurch dafür damit
      dagegen danach dazu außerdem zudem trotzdem dennoch sein seine seinen seiner ihre ihren ihrer beide solche
      """),
    .fr: set(
      """
      elle ils elles cela ceci ça ces cet cette celui-ci celle-ci mais et ou donc car or cependant toutefois pourtant son
      sa ses leur leurs
      """),
    .es: set(
      """
      él ella ellos ellas esto esta este estos estas eso esa ese esos esas pero y e o u ni además su sus ambos tal tales
      """),
  ]

  /// `this week`, `dieses Jahr`, `cette année`, `este lunes`.
  private static let calendarPointers = set(
    """
    this these diese dieser dieses diesen diesem ce cet cette ces este esta estos estas этот эта эти этой этом бұл осы
    """)

  private static let periods = set(
    """
    year week month morning afternoon evening summer winter spring autumn fall season weekend century decade days weeks
    months years monday tuesday wednesday thursday friday saturday sunday woche jahr monat morgen abend sommer winter
    frühjahr herbst tage tagen wochen monate monaten jahre jahren saison année semaine mois matin soir été hiver
    printemps automne saison lundi mardi mercredi jeudi vendredi samedi dimanche jours semaines année años año semana
    mes mañana noche verano invierno otoño primavera temporada lunes martes miércoles jueves viernes sábado domingo días
    год году года неделя неделе неделю месяц утро утром вечер вечером лето летом зима зимой весной осенью дни днях жыл жылы
    апта аптада ай күн күні көктем жаз күз қыс маусым
    """)

  private static let prepositions = set(
    """
    in on at by for from with after before since until through under over to of as despite because during like
    в на при после до из за по с к от во со nach vor mit bei seit dans après avec pour en por con para tras
    desde
    """)
  private static let objects = set(
    """
    it this that these those them him his her their its such этом этого эти этих этой этот нём него ней неё
    них тем том dieser diesem diesen dieses cela ce cette ces cet lui elle eux este esta estos estas esto eso
    ese esa ello él ella
    """)
  private static let phrases: Set<String> = [
    "sin embargo", "por eso", "de hecho", "en effet", "par ailleurs", "кроме того", "тем не", "тем временем",
    "the latter", "the former", "for example", "for instance", "as such", "as well", "in addition", "in contrast",
    "at least", "in fact", "zum beispiel",
  ]
  private static let connectives = set(
    "however therefore moreover nevertheless однако cependant toutefois jedoch алайда")
}
