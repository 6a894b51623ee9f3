/// Shortens a title that leaves no room.
enum TitleCut {
  /// The longest beginning that fits, with its `…`: at a clause unless that loses more than half of what fits, loosely
  /// unless that loses more than a third, else at a word. Nil when not even its first word fits.
  static func best(of title: String, fits: (String) -> Bool) -> String? {
    guard let longest = ClauseCut.words(of: title).first(where: fits) else { return nil }
    return ClauseCut.clauses(of: title, leastWords: 2).first { $0.count * 2 >= longest.count && fits($0) }
      ?? ClauseCut.looseClauses(of: title, leastWords: 2).first { $0.count * 3 >= longest.count * 2 && fits($0) }
      ?? longest
  }
}
