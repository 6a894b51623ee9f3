import Herald
import HeraldText

/// A recurring mailing, as the configuration describes it.
struct DigestConfig: Decodable {
  enum WhenEmpty: String, CaseIterable { case skip, send }

  var name: String
  /// `title:`, how readers know it; default the name with a capital and “digest”.
  var title: String
  var channel: String
  var list: String
  /// `every:`, when editions open by themselves; default never.
  var schedule: Schedule?
  /// `misfire:`, what becomes of a run that nobody was there for; default once.
  var misfire = EditionMisfire.once
  /// `catch-up:`, how late a run may open; default two hours.
  var catchUp = TimeSpan(seconds: 7_200)
  /// `hold-for:`, how long an edition that opened by itself waits before its mails go; default not at all.
  var hold = TimeSpan(seconds: 0)
  /// `expires:`, how long after its time a mail is worth nothing any more; default never.
  var expires: Seconds?
  /// `since:`, take briefs stored from then on; default when the digest was first configured.
  var since: Instant?
  /// `takes:`, `order:` and `maximum:`; default every brief, as stored, in one edition.
  var rules = DigestRules()
  /// `minimum:`, fewer new briefs than this wait for the next scheduled edition; default 1.
  var minimum = 1
  /// `when-empty:`, whether an edition goes out when there is no brief; default skip.
  var whenEmpty = WhenEmpty.skip
  /// `nothing-new:`, what such an edition says; default a sentence in the digest's language.
  var nothingNew: String?
  /// `opening:`, what every edition opens with; an empty line parts paragraphs.
  var opening: String?
  /// `language:`, BCP 47, of its own words and dates; default the newsroom's, else that of the articles.
  var language: String?
  /// `links:` and `format:`; default inline and fixed.
  var form = EditionDraft.Form()
  /// `template:`, the name of a digest template.
  var template: String?

  private enum CodingKeys: String, CodingKey {
    case title, channel, list, every, expires, since, minimum, maximum, order, template, takes, opening, language,
      links, format, misfire
    case catchUp = "catch-up"
    case holdFor = "hold-for"
    case whenEmpty = "when-empty"
    case nothingNew = "nothing-new"
  }

  init(from decoder: any Decoder) throws {
    let section = try decoder.container(keyedBy: CodingKeys.self)
    name = decoder.codingPath.last?.stringValue ?? ""
    title = try section.take(OneLine.self, .title)?.text ?? "\(name.prefix(1).uppercased())\(name.dropFirst()) digest"
    schedule = try section.take(ScheduleText.self, .every)?.schedule
    misfire = try section.take(Choice<EditionMisfire>.self, .misfire)?.value ?? misfire
    catchUp = try section.take(TimeSpan.self, .catchUp) ?? catchUp
    hold = try section.take(TimeSpan.self, .holdFor) ?? hold
    expires = try section.take(TimeSpan.self, .expires)?.times(1)
    since = try section.take(Instant.self, .since)
    rules = try section.take(TakesConfig.self, .takes)?.rules ?? rules
    rules.order = try section.take(Choice<DigestRules.Order>.self, .order)?.value ?? rules.order
    rules.maximum = try section.take(Count.self, .maximum)?.value
    minimum = try section.take(Count.self, .minimum)?.value ?? minimum
    whenEmpty = try section.take(Choice<WhenEmpty>.self, .whenEmpty)?.value ?? whenEmpty
    nothingNew = try section.take(Paragraphs.self, .nothingNew)?.text
    opening = try section.take(Paragraphs.self, .opening)?.text
    language = try section.take(LanguageTag.self, .language)?.text
    form.links = try section.take(Choice<EditionDraft.Form.Links>.self, .links)?.value ?? form.links
    form.format = try section.take(Choice<EditionDraft.Form.Format>.self, .format)?.value ?? form.format
    template = try section.take(OneLine.self, .template)?.text
    channel = try section.decode(String.self, forKey: .channel)
    list = try section.decode(Name.self, forKey: .list).text
    try checkAgreement(section)
  }

  /// What two keys say together. Thrown at the digest, or at the key that makes no sense beside the other.
  private func checkAgreement(_ section: KeyedDecodingContainer<CodingKeys>) throws {
    if nothingNew != nil, whenEmpty == .skip {
      throw DecodingError.dataCorruptedError(
        forKey: .nothingNew, in: section,
        debugDescription: "nobody would see it: say `when-empty: send`, or leave it out")
    }
    if let maximum = rules.maximum, maximum < minimum {
      throw DecodingError.dataCorruptedError(
        forKey: .maximum, in: section,
        debugDescription: "\(maximum) is less than the minimum of \(minimum): make one of them fit the other")
    }
  }
}

/// `takes: briefs`, or a section that says of which articles.
private struct TakesConfig: Decodable {
  private enum All: String, CaseIterable { case briefs }
  private enum Each: String, CaseIterable { case all }
  private enum CodingKeys: CodingKey { case briefs, tags, without, languages }

  var rules = DigestRules()

  init(from decoder: any Decoder) throws {
    if let decoder = decoder as? NodeDecoder, decoder.isSingleValue {
      _ = try Choice<All>(from: decoder)
      return
    }
    let section = try decoder.container(keyedBy: CodingKeys.self)
    do {
      // `{ briefs, tags: a }` says it without a value.
      if section.contains(.briefs) {
        rules.briefsOfEach = try section.decode(BriefsOfEach.self, forKey: .briefs).count
      }
    } catch is ConfigProblems.Reported {
      // So that the rest of the section is checked too.
    }
    rules.tags = try section.take(Several<OneLine>.self, .tags)?.values.map(\.text) ?? []
    rules.without = try section.take(Several<OneLine>.self, .without)?.values.map(\.text) ?? []
    rules.languages = try section.take(Several<LanguageTag>.self, .languages)?.values.map(\.text) ?? []
  }

  /// `all` or nothing, or how many of each article.
  private struct BriefsOfEach: Decodable {
    var count: Int?

    init(from decoder: any Decoder) throws {
      let text = try decoder.singleValueContainer().decode(String.self)
      if text.isEmpty || text == Each.all.rawValue { return }
      do {
        count = try Count(from: decoder).value
      } catch let wrong as Wrong {
        throw Wrong("\(wrong), and not `all`")
      }
    }
  }
}

/// One value, or a list of them.
struct Several<Value: Decodable>: Decodable {
  var values: [Value]

  init(from decoder: any Decoder) throws {
    if let decoder = decoder as? NodeDecoder, decoder.isSingleValue {
      values = [try Value(from: decoder)]
    } else {
      values = try [Value](from: decoder)
    }
  }
}

/// A text of several lines without control characters, not empty.
private struct Paragraphs: Decodable {
  let text: String

  init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
    let isBlank = text.allSatisfy(\.isWhitespace)
    guard !isBlank, !text.unicodeScalars.contains(where: { $0 != "\n" && $0.properties.generalCategory == .control })
    else { throw Wrong("it must be text and not empty; `|` on the line of the key begins one of several lines") }
  }
}
