import Herald

/// What the digest commands print with `--json`. Fields are added, never renamed.
struct EditionReport: Encodable {
  let digest: String
  let number: Int
  @OrNull var opened: Instant?
  let list: String
  let owed: Int
  let subject: String
  let text: String
  let sha256: SHA256Digest
  @OrNull var ledger: Ledger?

  init(
    digest: String, number: Int, opened: Instant?, list: String, owed: Int, content: Content, ledger: Ledger?
  ) {
    self.digest = digest
    self.number = number
    _opened = OrNull(wrappedValue: opened)
    self.list = list
    self.owed = owed
    subject = content.subject
    text = content.text
    sha256 = content.sha256
    _ledger = OrNull(wrappedValue: ledger)
  }

  init(_ frozen: (edition: Edition, content: Content, ledger: Ledger)) {
    self.init(
      digest: frozen.edition.digest, number: frozen.edition.number, opened: frozen.edition.opened,
      list: frozen.edition.list, owed: frozen.edition.owed, content: frozen.content, ledger: frozen.ledger)
  }
}
