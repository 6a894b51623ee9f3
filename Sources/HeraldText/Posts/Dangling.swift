/// Whether a sentence leans on the one before it, and so cannot be the first that a reader sees.
enum Dangling {
  /// It begins with a word that points back (`These`, `He`, `However`), or has one directly after a preposition
  /// (`In this`), or says `however` or its like among its first five words, or `these` anywhere.
  static func isDangling(_ sentence: String, _ tongue: Tongue) -> Bool {
    let words = sentence.prefix(120).lowercased().split { !($0.isLetter || $0 == "'" || $0 == "’" || $0 == "-") }
      .prefix(5).map(String.init)
    guard let first = words.first else { return true }
    let back = pointingBack[tongue] ?? []
    // `This week` points at the calendar, not at the sentence before.
    if words.count > 1, first == "this", periods.contains(words[1]) { return false }
    if back.contains(first) { return true }
    let contracted = first.prefix { $0 != "'" && $0 != "’" }
    if tongue == .en, back.contains(String(contracted)) { return true }
    if words.count > 1, prepositions.contains(first), objects.contains(words[1]) { return true }
    if words.count > 1, phrases.contains(first + " " + words[1]) { return true }
    return words.contains { connectives.contains($0) } || pointsBackInside(sentence)
  }

  /// Whether a sentence speaks of `these nationals` or `such a rule`, which only the one before it names. `These days`
  /// are everyone’s.
  private static func pointsBackInside(_ sentence: String) -> Bool {
    let words = sentence.lowercased().split { !$0.isLetter }.map(String.init)
    return zip(words, words.dropFirst()).contains { word, next in
      if word == "such" { return next == "a" || next == "an" }
      return demonstratives.contains(word) && !periods.contains(next)
    }
  }

  private static let demonstratives = set(
    "these эти этих этим этими diese diesen dieser dieses ces estos estas esos esas")

  private static func set(_ words: String) -> Set<String> {
    Set(words.split(whereSeparator: \.isWhitespace).map(String.init))
  }

  private static let pointingBack: [Tongue: Set<String>] = [
    .en: set(
      """
      he she it they this that these those his her hers its their theirs him them such but and or nor so then
      also moreover thus hence therefore yet still instead otherwise additionally furthermore meanwhile
      nevertheless nonetheless consequently accordingly likewise similarly conversely besides indeed here both
      neither another others below above elsewhere afterwards
      """),
    .ru: set(
      """
      он она они оно его её ее их им ему ей это этот эта эти этого этой этих этому такой такая такие такое тот
      та те того но а и да или же зато поэтому потому тогда затем также тоже там туда оттуда здесь тут итак
      впрочем причём причем при-этом
      """),
    .kk: set(
      "ол олар оның оған онда одан олардың бұл бұның бұған осы сол сондай мұндай бірақ алайда сондықтан және ал сонда"),
    .de: set(
      """
      er es dies diese dieser dieses diesen diesem doch aber jedoch und oder denn deshalb daher darum dabei
      dadurch dafür damit dagegen danach dann dazu dort hier auch außerdem zudem trotzdem dennoch so also sein
      seine seinen seiner ihre ihren ihrer beide solche
      """),
    .fr: set(
      """
      il elle ils elles ce cela ceci ça ces cet cette celui-ci celle-ci mais et ou donc car or ainsi alors
      puis aussi cependant toutefois pourtant son sa ses leur leurs là ici
      """),
    .es: set(
      """
      él ella ellos ellas esto esta este estos estas eso esa ese esos esas pero y e o u ni así además entonces
      también su sus aquí allí ahí luego ambos tal tales
      """),
  ]

  private static let periods = set(
    """
    year week month morning afternoon evening summer winter spring autumn fall season weekend century decade days weeks
    months years
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
