import Herald

/// libFuzzer's entry: one text through counting, detection and crossing on every network, through segmentation in every
/// language, through condensing and through wrapping. What must hold for any text is a `precondition`; a crash leaves the text in a file.
/// `Scripts/fuzz` builds and runs it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  let scalars = Array(text.unicodeScalars)
  for network in Network.allCases {
    let measure = PostRules(network: network).measure(text)
    precondition(measure.count >= 0 && !measure.explanation.isEmpty)
    var last = 0
    for entity in Detection.entities(in: text, network: network) {
      precondition(entity.range.lowerBound >= last && !entity.range.isEmpty && !entity.value.isEmpty)
      last = entity.range.upperBound
    }
    precondition(last <= scalars.count)
    let wire = NetworkText.wire(text, network)
    precondition(NetworkText.read(wire, network).unicodeScalars.elementsEqual(scalars))
    let crossed = MentionCrossing(text, to: network).text
    precondition(!Detection.entities(in: crossed, network: network).contains { $0.kind == .mention })
  }
  let bluesky = RichText.bluesky(text)
  let bytes = bluesky.text.utf8.count
  precondition(bluesky.spans.allSatisfy { $0.range.upperBound <= bytes && !$0.range.isEmpty })
  precondition(RichText.bluesky(text, shorteningLinks: false).text.unicodeScalars.elementsEqual(scalars))
  let telegram = RichText.telegram(text)
  precondition(telegram.spans.allSatisfy { $0.range.upperBound <= text.utf16.count && !$0.range.isEmpty })
  let clean = CleanText.of(text)
  precondition(CleanText.of(clean).unicodeScalars.elementsEqual(clean.unicodeScalars))
  _ = CleanText.withoutExcessLines(text)
  checkSentences(text)
  checkLines(text)
  checkCondensing(text)
  return 0
}

/// The pieces are the text, the sentences hold all of it but white space, and the sentences of a sentence are itself.
private func checkSentences(_ text: String) {
  let language = Sentences.language(of: text) ?? "en"
  for tongue in Set([language, "en", "de"]) {
    let pieces = Sentences.pieces(of: text, language: tongue).joined()
    precondition(pieces.unicodeScalars.elementsEqual(text.unicodeScalars))
    let sentences = Sentences.of(text, language: tongue)
    precondition(ink(sentences.joined()) == ink(text))
    for sentence in sentences { precondition(Sentences.of(sentence, language: tongue) == [sentence]) }
  }
}

/// Wrapping twice is wrapping once, no word is lost, and only one word alone, or after a bullet, is wider than the line.
private func checkLines(_ text: String) {
  let once = LineWrap().wrap(text)
  precondition(LineWrap().wrap(once).unicodeScalars.elementsEqual(once.unicodeScalars))
  precondition(ink(once) == ink(text))
  for line in once.split(separator: "\n") where DisplayWidth.of(line) > 72 {
    precondition(line.split(whereSeparator: \.isBreakingSpace).count <= 2)
  }
  precondition(ink(FlowedText().encode(text)) == ink(text))
}

private func ink(_ text: String) -> [Unicode.Scalar] {
  text.unicodeScalars.filter { !$0.properties.isWhitespace }
}
