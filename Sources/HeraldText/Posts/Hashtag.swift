/// A tag of the newsroom as the networks link it.
enum Hashtag {
  /// `#OilAndGas` from `oil and gas`: words joined, each with a capital, letters and digits only. Nil for a tag without
  /// a letter, which no network links.
  static func form(of tag: String) -> String? {
    let words = tag.split { !($0.isLetter || $0.isNumber || $0 == "_") }
    guard words.contains(where: { $0.contains(where: \.isLetter) }) else { return nil }
    if words.count == 1 { return "#" + words[0] }
    return "#" + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
