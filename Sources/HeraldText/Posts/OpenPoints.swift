/// The points of a list that say something only together: `– no lorries before ten,`, `– stalls from five.`
enum OpenPoints {
  /// The paragraphs that are such points: those below a paragraph that does not end as a sentence, where they begin with a
  /// sign or small, and such a list's first point. Direct speech behind a dash, and a list of whole sentences, are none.
  static func places(in paragraphs: ArraySlice<String>) -> Set<Int> {
    var places: Set<Int> = []
    var above: String?
    for (index, paragraph) in zip(paragraphs.indices, paragraphs) {
      if let above, goesOn(paragraph, below: above, isPoint: places.contains(index - 1)) {
        places.insert(index)
        if isMarked(above) { places.insert(index - 1) }
      }
      above = paragraph
    }
    return places
  }

  private static func goesOn(_ paragraph: String, below above: String, isPoint: Bool) -> Bool {
    guard let end = above.unicodeScalars.last(where: { !$0.isClosing }), !end.isTerminator || isPoint else {
      return false
    }
    if isMarked(paragraph) { return paragraph.first == above.first || isSmall(paragraph) }
    return isSmall(paragraph) && (isPoint || ",;:".unicodeScalars.contains(end))
  }

  /// Begins with the sign of a list point.
  private static func isMarked(_ paragraph: String) -> Bool {
    guard let sign = paragraph.first, "-–—*•·".contains(sign) else { return false }
    return paragraph.dropFirst().first == " "
  }

  /// Its first letter is small, and its second too: not `iPhone`.
  private static func isSmall(_ paragraph: String) -> Bool {
    let letters = paragraph.drop { !$0.isLetter && !$0.isNumber }.prefix(2)
    return letters.first?.isLowercase == true && letters.last?.isUppercase == false
  }
}
