import Herald
import Testing

@Suite struct ReplacementTests {
  private func pairs(_ old: [String], _ new: [String]) -> [Int: Int] {
    Replacement.pairs(old: old.map { Brief(text: $0) }, new: new.map { Brief(text: $0) })
  }

  @Test func aChangedWordIsTheSameBrief() {
    #expect(
      pairs(
        ["The ferry runs again from Monday.", "Market day moves to Friday."],
        ["Market day moves to Saturday.", "The ferry runs again from Tuesday."]) == [0: 1, 1: 0])
    #expect(pairs(["Мостик у мельницы закрыт до 14 декабря."], ["Мостик у мельницы закрыт до 4 декабря."]) == [0: 0])
  }

  @Test func anUnrelatedTextIsNeverACorrection() {
    #expect(pairs(["The ferry runs again from Monday."], ["Forty-one people gave blood on Saturday."]) == [:])
    #expect(pairs(["Rain."], ["Snow."]) == [:])
    #expect(pairs([], ["A."]) == [:] && pairs(["A."], []) == [:])
  }

  @Test func eachHasOnePartnerTheMostAlikeFirst() {
    let old = ["The library opens at nine on Monday.", "The library opens at nine on Sunday."]
    let new = ["The library opens at nine on Sunday, not later.", "The library opens at ten on Monday."]
    #expect(pairs(old, new) == [0: 1, 1: 0])
    // Of equals the nearest.
    let same = (0..<4).map { _ in "The bridge is mended." }
    #expect(pairs(same.map { $0 + " Part" }, same.map { $0 + " Half" }) == [0: 0, 1: 1, 2: 2, 3: 3])
  }

  @Test func manyBriefsAreComparedInTime() {
    let words = "The ferry between Tarbun and the eastern bank runs every half hour again since part"
    let clock = ContinuousClock()
    var found: [Int: Int] = [:]
    let time = clock.measure {
      found = pairs((0..<500).map { "\(words) \($0)." }, (0..<500).map { "\(words) \($0), as said." })
    }
    #expect(found == Dictionary(uniqueKeysWithValues: (0..<500).map { ($0, $0) }))
    #expect(time < .seconds(60), "\(time)")
    #expect(pairs(["One word."], (0..<500).map { "One word, \($0)." }) == [0: 0])
    #expect(pairs((0..<500).map { "One word, \($0)." }, ["One word."]) == [0: 0])
  }
}
