import Herald

/// libFuzzer's entry: one text through counting, detection and crossing on every network. What must hold for any text is
/// a `precondition`; a crash leaves the text in a file. `Scripts/fuzz` builds and runs it.
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
  return 0
}
