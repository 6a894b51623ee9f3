import Herald

/// Header fields as octets (RFC 5322, section 2.2), written one after the other.
///
/// What comes from outside is a `HeaderText`, a `Mailbox` or a checked token; nothing else can be put in, so no text can
/// begin a field of its own. Lines are folded at 78 characters (76 where they hold encoded-words), except where one token
/// (an address, a Message-ID) is longer: those are never cut and stay far below 998.
struct HeaderBlock {
  private(set) var bytes: [UInt8] = []
  private var lineStart = 0

  static let lineLimit = 78

  init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// Splices in fields or a body that were written before.
  mutating func append(_ ready: [UInt8]) { bytes += ready }

  /// A field whose value is Herald's own, or a checked token, and fits on the line.
  mutating func field(_ name: String, _ value: String) { field(name, Array(value.utf8)) }

  mutating func field(_ name: String, _ value: [UInt8]) {
    begin(name)
    bytes += value
    end()
  }

  /// An unstructured field (Subject): as it is where that is plain and folds, else in encoded-words.
  mutating func text(_ name: String, _ value: HeaderText) {
    begin(name)
    let words = value.text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    let room = Self.lineLimit - column
    if value.isPlain, words.allSatisfy({ (1...room).contains($0.count) }) {
      for (index, word) in words.enumerated() {
        if index > 0 { separate(before: word.count) }
        bytes += word
      }
    } else {
      bytes += EncodedWords.bytes(value.text, after: column)
    }
    end()
  }

  /// An address with a name to show (From, To).
  mutating func mailbox(_ name: String, _ mailbox: Mailbox) throws(MailProblem) {
    let shown = try DisplayName(mailbox.name, field: name)
    begin(name)
    if shown.isEmpty || isAddressItself(mailbox) {
      write(mailbox.address)
    } else {
      write(shown, before: mailbox.address.octetCount + 2)
      bytes.append(UInt8(ascii: "<"))
      write(mailbox.address)
      bytes.append(UInt8(ascii: ">"))
    }
    end()
  }

  /// A token between angle brackets (Message-ID, List-Id), with a name to show before it.
  mutating func identifier(_ name: String, _ token: String, shown: DisplayName? = nil) {
    begin(name)
    if let shown, !shown.isEmpty { write(shown, before: token.utf8.count + 2) }
    bytes.append(UInt8(ascii: "<"))
    bytes += token.utf8
    bytes.append(UInt8(ascii: ">"))
    end()
  }

  /// The address and subject that take a reader off the list, as a URI (RFC 2369, RFC 6068).
  mutating func unsubscribe(_ address: EmailAddress) {
    begin("List-Unsubscribe")
    bytes += "<mailto:".utf8
    for octet in address.local.utf8 {
      if isUnreserved(octet) {
        bytes.append(octet)
      } else {
        bytes.append(UInt8(ascii: "%"))
        bytes += QuotedPrintable.escaped(octet).dropFirst()
      }
    }
    bytes.append(UInt8(ascii: "@"))
    bytes += address.domain.utf8
    bytes += "?subject=unsubscribe>".utf8
    end()
  }

  private var column: Int { bytes.count - lineStart }

  private mutating func begin(_ name: String) {
    lineStart = bytes.count
    bytes += name.utf8
    bytes += ": ".utf8
  }

  private mutating func end() { bytes += "\r\n".utf8 }

  /// A space, with a line end before it where what follows would not fit.
  private mutating func separate(before length: Int, limit: Int = lineLimit) {
    if column + 1 + length > limit {
      bytes += "\r\n".utf8
      lineStart = bytes.count
    }
    bytes.append(UInt8(ascii: " "))
  }

  private mutating func write(_ address: EmailAddress) {
    bytes += address.local.utf8
    bytes.append(UInt8(ascii: "@"))
    bytes += address.domain.utf8
  }

  /// A phrase and the space behind it: a quoted-string where that is plain and fits on this line, else encoded-words.
  private mutating func write(_ shown: DisplayName, before length: Int) {
    if shown.value.isPlain, column + shown.quotedCount <= Self.lineLimit {
      bytes.append(UInt8(ascii: "\""))
      for octet in shown.value.text.utf8 {
        if octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
        bytes.append(octet)
      }
      bytes.append(UInt8(ascii: "\""))
      separate(before: length)
    } else {
      let words = EncodedWords.bytes(shown.value.text, after: column)
      bytes += words
      if let lineFeed = words.lastIndex(of: UInt8(ascii: "\n")) {
        lineStart = bytes.count - (words.count - lineFeed - 1)
      }
      separate(before: length, limit: EncodedWords.lineLimit)
    }
  }
}

/// A name that only repeats the address says nothing: the address stands alone.
private func isAddressItself(_ mailbox: Mailbox) -> Bool {
  mailbox.name.utf8.count == mailbox.address.octetCount && mailbox.name.lowercased() == mailbox.address.identity
}

/// RFC 3986's unreserved characters, and `+`, which RFC 6068 leaves as it is.
private func isUnreserved(_ octet: UInt8) -> Bool {
  switch octet {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
    UInt8(ascii: "~"), UInt8(ascii: "+"):
    true
  default: false
  }
}
