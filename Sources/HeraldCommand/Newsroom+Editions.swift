import Herald
import HeraldMail
import HeraldStore
import HeraldText

/// What is composed of a digest beside its articles.
struct EditionOccasion {
  /// 1 is the first; nil for one that is only looked at.
  var number: Int?
  /// The day on which it goes out.
  var day: CalendarDay
  /// From the editor.
  var note: String?
  /// That all its articles are in; nil when they differ, or one does not say.
  var language: String?
}

extension Newsroom {
  func digest(named name: String) throws -> DigestConfig {
    guard let digest = config.digests.first(where: { $0.name == name }) else {
      throw Ending(.usage, unknown("digest", name, known: config.digests.map(\.name)))
    }
    return digest
  }

  /// The digests of the configuration, then those that only the store knows, by their editions.
  func digests(in store: Store) async throws -> [String] {
    let named = config.digests.map(\.name)
    return named + (try await store.digestsWithEditions()).filter { !named.contains($0) }
  }

  /// A digest of the configuration, or one that has editions.
  func checkDigest(_ name: String, in store: Store) async throws {
    let known = try await digests(in: store)
    guard known.contains(name) else { throw Ending(.usage, unknown("digest", name, known: known)) }
  }

  /// Composes an edition. `digest` is nil only where no configuration names one.
  func edition(
    of digest: DigestConfig?, _ occasion: EditionOccasion, groups: [EditionDraft.Group]
  ) throws(CompositionProblem) -> Content {
    let language = language(of: digest) ?? occasion.language
    var draft = EditionDraft(
      newsroom: config.newsroom.name, site: config.newsroom.site?.text, digest: digest?.title ?? "Weekly digest",
      number: occasion.number, date: occasion.day, language: language, articles: groups,
      leave: DigestWords(language).leaving(leaving(digest)), opening: digest?.opening, note: occasion.note)
    if let digest {
      draft.mayBeEmpty = digest.whenEmpty == .send
      draft.nothing = digest.nothingNew
      draft.form = digest.form
    }
    let content = try digests.compose(draft, template: digest?.template)
    try checkMail(content, of: digest)
    return content
  }

  func edition(of digest: DigestConfig, _ unmailed: Unmailed, day: CalendarDay, note: String? = nil) throws -> Content {
    let zone = config.newsroom.timezone
    let groups = unmailed.groups.map { group in
      EditionDraft.Group(
        title: group.article.title, url: group.article.url, published: group.article.published,
        briefs: group.briefs.map { brief in
          EditionDraft.Brief(
            text: brief.text, links: brief.links,
            corrects: brief.correction.map {
              EditionDraft.Said(text: $0.text, number: $0.number, day: CalendarDay($0.opened, in: zone))
            })
        })
    }
    let language = Self.commonLanguage(unmailed.groups.map(\.article))
    return try edition(
      of: digest, EditionOccasion(number: unmailed.number, day: day, note: note, language: language), groups: groups)
  }

  /// An edition's text as a person changes it.
  func editable(_ content: Content) -> String { DigestComposer.editable(content) }

  /// A text that a person wrote in the place of an edition's own, brought into the same form; `digest` is nil where the
  /// configuration does not name it any more.
  func edition(
    of digest: DigestConfig?, edited text: String, before: Content
  ) throws(CompositionProblem) -> Content {
    let form = digest?.form ?? EditionDraft.Form(format: before.isFlowed ? .flowed : .fixed)
    let content = try digests.compose(text: text, form: form)
    try checkMail(content, of: digest)
    return content
  }

  /// The language that all of these articles are in; nil when they differ or one does not say.
  static func commonLanguage(_ articles: [Article]) -> String? {
    guard let first = articles.first?.language, articles.allSatisfy({ $0.language == first }) else { return nil }
    return first
  }

  func plan(of digest: DigestConfig) throws -> EditionPlan {
    guard let sending = sending(of: digest) else {
      throw Ending(.configuration, "the digest \(digest.name) has no channel with `from:`")
    }
    let channel = config.channels.first { $0.name == digest.channel }
    return EditionPlan(
      digest: digest.name, channel: digest.channel, list: digest.list, sending: sending, rules: rules(of: digest),
      mayBeEmpty: digest.whenEmpty == .send, expiresAfter: digest.expires,
      needsApproval: channel?.needsApproval ?? false)
  }

  /// Which briefs a digest takes: an article that does not say in which language it is is in the newsroom's.
  func rules(of digest: DigestConfig) -> DigestRules {
    var rules = digest.rules
    rules.homeLanguage = config.newsroom.language
    return rules
  }

  /// Where a reader of this digest writes to leave it.
  func leaving(_ digest: DigestConfig?) -> EmailAddress? {
    guard let digest, let channel = config.channels.first(where: { $0.name == digest.channel }) else { return nil }
    return channel.unsubscribe ?? channel.from?.address
  }

  /// For what adds people: a list that some digest mails.
  func checkList(_ name: String) throws {
    let lists = config.digests.map(\.list)
    guard lists.contains(name) else { throw Ending(.usage, unknown("list", name, known: lists)) }
  }

  /// Every list that some digest mails, or that anybody is or was on: renaming one in the configuration leaves its people
  /// and the mails that they are owed in the store.
  func lists(in store: Store) async throws -> [String] {
    Set(config.digests.map(\.list) + (try await store.lists()).map(\.name)).sorted()
  }

  /// For everything else: one of those.
  func checkList(_ name: String, in store: Store) async throws {
    let known = try await lists(in: store)
    guard known.contains(name) else { throw Ending(.usage, unknown("list", name, known: known)) }
  }

  private func language(of digest: DigestConfig?) -> String? {
    if let language = digest?.language { return language }
    // A digest of one language is written in it.
    if let languages = digest?.rules.languages, languages.count == 1 { return languages[0] }
    return config.newsroom.language
  }

  /// What all of a digest's mails carry; nil when its channel has no `from:`.
  private func sending(of digest: DigestConfig) -> EditionSending? {
    guard let channel = config.channels.first(where: { $0.name == digest.channel }), let from = channel.from,
      let unsubscribe = leaving(digest)
    else { return nil }
    return EditionSending(
      from: from, listID: "\(digest.list).\(from.address.domain)",
      listName: config.newsroom.name.isEmpty ? digest.title : "\(config.newsroom.name) \(digest.title)",
      unsubscribe: unsubscribe, language: language(of: digest))
  }

  private func checkMail(_ content: Content, of digest: DigestConfig?) throws(CompositionProblem) {
    guard let digest, let sending = sending(of: digest) else { return }
    do throws(MailProblem) {
      try MailTemplate.check(content, sending)
    } catch {
      throw CompositionProblem(what: "its mails cannot be written", place: digest.name, remedy: error.description)
    }
  }
}
