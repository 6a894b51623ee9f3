import Herald

/// The name shown beside an address or a list. It comes from feeds and subscribers, so it can neither be structure nor pass
/// for another sender: what looks like an address in it is written `a at example.org`, because many mail readers show the
/// name alone. White space at its ends is dropped; at most 256 octets are kept.
struct DisplayName {
  let value: HeaderText

  init(_ name: String, field: String) throws(MailProblem) {
    let value = try HeaderText(name, field: field, limit: 256)
    let isHarmless = value.isPlain && !value.text.utf8.contains(UInt8(ascii: "@"))
    if isHarmless, value.text.utf8.first != UInt8(ascii: " "), value.text.utf8.last != UInt8(ascii: " ") {
      self.value = value
    } else {
      self.value = try HeaderText(Mailbox.harmless(trimmed(value.text)), field: field, limit: 512)
    }
  }

  var isEmpty: Bool { value.text.isEmpty }

  /// As a quoted-string with its quotes and backslashes.
  var quotedCount: Int {
    value.text.utf8.reduce(2) { $0 + ($1 == UInt8(ascii: "\"") || $1 == UInt8(ascii: "\\") ? 2 : 1) }
  }
}

private func trimmed(_ text: String) -> String {
  let scalars = text.unicodeScalars
  let start = scalars.drop { $0.properties.isWhitespace }
  guard let last = start.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
  return String(start[...last])
}
