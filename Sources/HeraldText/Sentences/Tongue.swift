/// The language by whose habits a text is parted into sentences. English where nothing else is known.
enum Tongue: String, Sendable, CaseIterable {
  case en, ru, kk, de, fr, es

  /// By the article's language (BCP 47) when it is one of these, else by what the text looks like.
  init(language: String?, text: @autoclosure () -> String) {
    let code = language?.prefix { $0 != "-" && $0 != "_" }.lowercased()
    self = code.flatMap(Tongue.init(rawValue:)) ?? Tongue(recognisedIn: text()) ?? .en
  }

  /// Cyrillic is Russian, or Kazakh when it has Kazakh letters; Latin goes by its commonest small words, each worth two,
  /// and the letters that only one of the languages has, each worth one. Reads the first 2,000 characters. Nil when
  /// hardly anything speaks for any of them.
  init?(recognisedIn text: String) {
    let sample = String(String.UnicodeScalarView(text.unicodeScalars.prefix(2_000))).lowercased()
    var cyrillic = 0
    var kazakh = 0
    var latin = 0
    var scores: [Tongue: Int] = [:]
    for scalar in sample.unicodeScalars {
      switch scalar.value {
      case 0x61...0x7A: latin += 1
      case 0x0400...0x052F:
        cyrillic += 1
        if "әғқңөұүһ".unicodeScalars.contains(scalar) { kazakh += 1 }
      case 0xDF...0x17F:
        latin += 1
        for (tongue, letters) in Self.ownLetters where letters.contains(scalar) { scores[tongue, default: 0] += 1 }
      case 0xA1, 0xBF: scores[.es, default: 0] += 2
      default: break
      }
    }
    if cyrillic > latin {
      self = kazakh * 60 > cyrillic ? .kk : .ru
      return
    }
    var words = 0
    for word in sample.split(whereSeparator: { !$0.isLetter }) {
      words += 1
      guard word.utf8.count <= 8 else { continue }
      for tongue in Self.tongues[String(word)] ?? [] { scores[tongue, default: 0] += 2 }
    }
    // On a tie the order of the cases decides, so that the same text always gives the same answer.
    let best = Tongue.allCases.reversed().max { scores[$0, default: 0] < scores[$1, default: 0] }
    // One small word among many may be a name (`IL`).
    guard let best, let score = scores[best], score >= 3 || score * 4 > words else { return nil }
    self = best
  }

  var habits: Habits {
    switch self {
    case .en: .english
    case .ru: .russian
    case .kk: .kazakh
    case .de: .german
    case .fr: .french
    case .es: .spanish
    }
  }

  private static let ownLetters: [Tongue: Set<Unicode.Scalar>] = [
    .de: Set("äöüß".unicodeScalars), .fr: Set("àâçèêëîïôùûœ".unicodeScalars), .es: Set("ñáíóú".unicodeScalars),
  ]

  private static let tongues: [String: [Tongue]] = {
    var tongues: [String: [Tongue]] = [:]
    for tongue in allCases { for word in smallWords[tongue] ?? [] { tongues[word, default: []].append(tongue) } }
    return tongues
  }()

  private static let smallWords: [Tongue: Set<String>] = [
    .en: Habits.set(
      """
      the of and to in is was were that for with on by from has have had are be been will would not it its at as an
      this their they he she his her who which but or after before into than said says more new first over about out
      up no
      """),
    .de: Habits.set(
      """
      der die und das ist nicht ein eine einen einem einer mit für den dem des von im auf zu zum zur sich war wurde
      wird werden sind auch an aus bei nach um am wie hat haben sie er es als dass noch oder aber über vor seit mehr
      ohne
      """),
    .fr: Habits.set(
      """
      le la les et des est une un dans pour qui que sur du pas au aux par de en il elle ils plus ce cette ces son sa
      ses avec ont été sont mais ou où leur leurs selon après entre depuis être avait était sans deux nous vous d l s
      n
      """),
    .es: Habits.set(
      """
      el la los las y que en una un por con para del se su sus al de es fue ha han son como más pero no lo este esta
      entre sobre desde hasta según sin dos también cuando hoy ayer donde muy ya era está años
      """),
  ]
}
