extension Page {
  /// The first sentence of a text that came without a title, and its block; nil when a page stands around the text, when it
  /// has no paragraph, or when its first sentence is longer than 600 characters.
  func lead(in region: Range<Int>) -> (index: Int, sentence: String)? {
    guard let index = region.first(where: { labels[$0].role == .prose }), !isFurnished || index == 0 else { return nil }
    let sentence = firstSentence(of: blocks[index].text)
    return sentence.unicodeScalars.count <= 600 ? (index, sentence) : nil
  }
}

/// The text up to the first mark that surely ends a sentence: it stands before a space and a capital, a digit or a
/// quotation, or is one of Chinese or Japanese. A full stop after a short capitalised word (`Gov.`), an initial or `U.S.`
/// is passed over, so that a title is rather two sentences than half of one.
private func firstSentence(of text: String) -> String {
  let scalars = Array(text.unicodeScalars.prefix(2_000))
  for (index, scalar) in scalars.enumerated() {
    if "。！？".unicodeScalars.contains(scalar) { return String(String.UnicodeScalarView(scalars[...index])) }
    guard ".!?…".unicodeScalars.contains(scalar) else { continue }
    var end = index + 1
    while end < scalars.count, "\"”’»)".unicodeScalars.contains(scalars[end]) { end += 1 }
    guard end + 1 < scalars.count, scalars[end].properties.isWhitespace else { continue }
    let next = scalars[end + 1]
    guard next.properties.isUppercase || next.properties.numericType != nil || "\"“«„¿¡".unicodeScalars.contains(next)
    else { continue }
    if scalar == ".", end == index + 1, isAbbreviation(scalars[..<index]) { continue }
    return String(String.UnicodeScalarView(scalars[..<end]))
  }
  return text
}

/// Whether the last word before a full stop may be an abbreviation.
private func isAbbreviation(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
  let word = text.reversed().prefix { !$0.properties.isWhitespace && !"(“\"".unicodeScalars.contains($0) }
  guard let first = word.last else { return true }
  if word.contains(".") || word.count == 1 { return true }
  guard first.properties.isUppercase else {
    return word.count <= 2 && shortWords.contains(String(word.reversed().map(Character.init)))
  }
  return word.count <= 4 && !word.allSatisfy(\.properties.isUppercase)
}

/// Abbreviations in small letters.
private let shortWords: Set<String> = ["ca", "vs", "no", "pp", "ed", "al", "nr", "st", "г", "гг", "ул"]
