import Herald
import HeraldStore

/// What the digest commands print with `--json`. Fields are added, never renamed.
struct EditionReport: Encodable {
  let digest: String
  let number: Int
  @OrNull var opened: Instant?
  @OrNull var edited: Instant?
  let list: String
  let owed: Int
  let subject: String
  let text: String
  /// `format=flowed` (RFC 3676).
  let isFlowed: Bool
  let sha256: SHA256Digest
  @OrNull var ledger: Ledger?
  /// Of a preview: the articles in the order in which they are shown.
  var taken: [Taken]?
  /// Of a preview: how many briefs wait because the edition is full.
  var waiting: Int?
  /// With `--explain`: the latest 200, and how many older ones there are.
  var excluded: [Excluded]?
  var olderExcluded: Int?

  struct Taken: Encodable {
    let article: String
    @OrNull var url: String?
    let briefs: [Brief]

    struct Brief: Encodable {
      let text: String
      /// What an earlier edition said in its place.
      @OrNull var corrects: Corrected?
    }

    struct Corrected: Encodable {
      let text: String
      let edition: Int
    }

    init(_ group: Unmailed.Group) {
      article = group.article.title
      _url = OrNull(wrappedValue: group.article.url?.text)
      briefs = group.briefs.map { brief in
        let corrects = brief.correction.map { Corrected(text: $0.text, edition: $0.number) }
        return Brief(text: brief.text, corrects: OrNull(wrappedValue: corrects))
      }
    }
  }

  struct Excluded: Encodable {
    let article: String
    let brief: String
    let stored: Instant
    /// A code of `Exclusion`.
    let reason: String
    /// The edition that had it, for `mailed`.
    @OrNull var edition: Int?

    init(_ brief: ExcludedBrief) {
      article = brief.article
      self.brief = brief.text
      stored = brief.stored
      reason = brief.why.code
      var edition: Int?
      if case .mailed(let number, _) = brief.why { edition = number }
      _edition = OrNull(wrappedValue: edition)
    }
  }

  init(
    digest: String, number: Int, opened: Instant?, edited: Instant? = nil, list: String, owed: Int, content: Content,
    ledger: Ledger?
  ) {
    self.digest = digest
    self.number = number
    _opened = OrNull(wrappedValue: opened)
    _edited = OrNull(wrappedValue: edited)
    self.list = list
    self.owed = owed
    subject = content.subject
    text = content.text
    isFlowed = content.isFlowed
    sha256 = content.sha256
    _ledger = OrNull(wrappedValue: ledger)
  }

  init(_ frozen: (edition: Edition, content: Content, ledger: Ledger)) {
    self.init(
      digest: frozen.edition.digest, number: frozen.edition.number, opened: frozen.edition.opened,
      edited: frozen.edition.edited, list: frozen.edition.list, owed: frozen.edition.owed, content: frozen.content,
      ledger: frozen.ledger)
  }
}

/// What `digest list --json` prints.
struct EditionsReport: Encodable {
  let editions: [EditionReport]
  /// Runs of a schedule that opened no edition.
  let passedOver: [PassedReport]
}

struct PassedReport: Encodable {
  let digest: String
  /// Local time, `2026-11-23 08:00`.
  let run: String
  let reason: PassedOver
  /// How many briefs waited.
  let briefs: Int

  init(_ run: PassedRun) {
    digest = run.digest
    self.run = run.nominal
    reason = run.reason
    briefs = run.waiting
  }
}
