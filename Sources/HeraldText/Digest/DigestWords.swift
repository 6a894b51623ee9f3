import Herald

/// What a digest says of its own, in the reader's language: `en`, `ru`, `kk`, `de`, `fr` or `es`; English for every other.
///
/// Marks belong to the words (`Au sommaire :` has its space), so that a template has nothing to add to them.
public struct DigestWords: Sendable {
  private let tongue: Language
  private let language: String?

  private enum Language: String { case en, ru, kk, de, fr, es }

  /// - Parameter language: BCP 47, of which the language itself counts; nil is English with dates as ISO 8601.
  public init(_ language: String?) {
    let code = (language ?? "").prefix { $0 != "-" && $0 != "_" }.lowercased()
    tongue = Language(rawValue: code) ?? .en
    self.language = language
  }

  /// `issue 12`
  func issue(_ number: Int) -> String {
    switch tongue {
    case .en: "issue \(number)"
    case .ru: "выпуск \(number)"
    case .kk: "\(number)-шығарылым"
    case .de: "Ausgabe \(number)"
    case .fr: "numéro \(number)"
    case .es: "número \(number)"
    }
  }

  /// Over the list of contents.
  var contents: String {
    switch tongue {
    case .en: "In this issue:"
    case .ru: "В этом выпуске:"
    case .kk: "Бұл шығарылымда:"
    case .de: "In dieser Ausgabe:"
    case .fr: "Au sommaire\u{A0}:"
    case .es: "En este número:"
    }
  }

  /// Before the address of an article: `Full story, 20 November 2026:`
  func story(_ day: CalendarDay?) -> String {
    let words =
      switch tongue {
      case .en: "Full story"
      case .ru: "Статья полностью"
      case .kk: "Мақаланың толық мәтіні"
      case .de: "Der ganze Artikel"
      case .fr: "L’article complet"
      case .es: "El artículo completo"
      }
    return words + (day.map { ", " + $0.inWords(language) } ?? "") + colon
  }

  /// Over the list of addresses.
  var links: String {
    switch tongue {
    case .en, .de: "Links:"
    case .ru: "Ссылки:"
    case .kk: "Сілтемелер:"
    case .fr: "Liens\u{A0}:"
    case .es: "Enlaces:"
    }
  }

  /// Before a brief that takes the place of one that was mailed.
  var correction: String {
    switch tongue {
    case .en: "Correction:"
    case .ru: "Исправление:"
    case .kk: "Түзету:"
    case .de: "Berichtigung:"
    case .fr: "Rectificatif\u{A0}:"
    case .es: "Corrección:"
    }
  }

  /// After it: where the earlier one stood, and its words in quotation marks.
  func said(_ text: String, number: Int, day: CalendarDay) -> String {
    let date = day.inWords(language)
    return switch tongue {
    case .en: "Issue \(number) of \(date) said: “\(text)”"
    case .ru: "В выпуске \(number) от \(date) говорилось: \(inGuillemets(text))"
    case .kk: "\(number)-шығарылымда (\(date)) былай делінген: \(inGuillemets(text))"
    case .de: "In Ausgabe \(number) vom \(date) hieß es: „\(text)“"
    case .fr: "Le numéro \(number) du \(date) disait\u{A0}: «\u{A0}\(text)\u{A0}»"
    case .es: "El número \(number), del \(date), decía: \(inGuillemets(text))"
    }
  }

  /// The subject's end where more articles follow the first; `count` is how many.
  func more(_ count: Int) -> String {
    switch tongue {
    case .en: "and \(count) more"
    case .ru: "и ещё \(count)"
    case .kk: "тағы \(count)"
    case .de: "und \(count) weitere"
    case .fr: "et \(count) \(count == 1 ? "autre" : "autres")"
    case .es: "y \(count) más"
    }
  }

  /// What an edition without a brief says.
  var nothing: String {
    switch tongue {
    case .en: "There is nothing new this time."
    case .ru: "На этот раз новостей нет."
    case .kk: "Бұл жолы жаңалық жоқ."
    case .de: "Diesmal gibt es nichts Neues."
    case .fr: "Rien de nouveau cette fois-ci."
    case .es: "Esta vez no hay novedades."
    }
  }

  /// In the subject of such an edition.
  var nothingBriefly: String {
    switch tongue {
    case .en: "nothing new"
    case .ru: "новостей нет"
    case .kk: "жаңалық жоқ"
    case .de: "nichts Neues"
    case .fr: "rien de nouveau"
    case .es: "sin novedades"
    }
  }

  /// How to leave the list: by a mail to this address, or by an answer where there is none.
  public func leaving(_ address: EmailAddress?) -> String {
    switch (tongue, address) {
    case (.en, let address?): "To leave this list, write to \(address) with the subject “unsubscribe”."
    case (.en, nil): "To leave this list, answer this mail with the subject “unsubscribe”."
    case (.ru, let address?): "Чтобы отписаться, напишите на \(address) с темой «unsubscribe»."
    case (.ru, nil): "Чтобы отписаться, ответьте на это письмо с темой «unsubscribe»."
    case (.kk, let address?):
      "Жазылымнан бас тарту үшін \(address) мекенжайына «unsubscribe» тақырыбымен хат жазыңыз."
    case (.kk, nil): "Жазылымнан бас тарту үшін осы хатқа «unsubscribe» тақырыбымен жауап беріңіз."
    case (.de, let address?):
      "Zum Abbestellen schreiben Sie eine Mail mit dem Betreff „unsubscribe“ an \(address)."
    case (.de, nil): "Zum Abbestellen antworten Sie auf diese Mail mit dem Betreff „unsubscribe“."
    case (.fr, let address?):
      "Pour vous désabonner, écrivez à \(address) avec l’objet «\u{A0}unsubscribe\u{A0}»."
    case (.fr, nil): "Pour vous désabonner, répondez à ce message avec l’objet «\u{A0}unsubscribe\u{A0}»."
    case (.es, let address?): "Para darse de baja, escriba a \(address) con el asunto «unsubscribe»."
    case (.es, nil): "Para darse de baja, responda a este mensaje con el asunto «unsubscribe»."
    }
  }

  /// Russian, Kazakh and Spanish have the full stop of what is quoted behind the closing mark.
  private func inGuillemets(_ text: String) -> String {
    text.hasSuffix(".") && !text.hasSuffix("..") ? "«\(text.dropLast())»." : "«\(text)»"
  }

  var colon: String { tongue == .fr ? "\u{A0}:" : ":" }
}
