import Foundation
import Herald
import Testing

@Suite struct DigestRulesTests {
  @Test(
    arguments: [
      (["harbour"], [], ["Harbour"], nil),
      (["#Sea  Trade"], [], ["sea trade"], nil),
      (["harbour", "trade"], [], ["trade", "sport"], nil),
      (["harbour"], [], ["trade"], Exclusion.tags(["harbour"])),
      (["harbour"], [], [], .tags(["harbour"])),
      ([], ["Sport"], ["#sport"], .without("Sport")),
      ([], ["sport"], ["trade"], nil),
      // What is left out stays out, also when something else lets it in.
      (["harbour"], ["sport"], ["harbour", "sport"], .without("sport")),
    ] as [([String], [String], [String], Exclusion?)])
  func tagsLetInAndLeaveOut(_ sample: (tags: [String], without: [String], own: [String], why: Exclusion?)) {
    let rules = DigestRules(tags: sample.tags, without: sample.without)
    #expect(rules.exclusion(tags: sample.own, language: "en") == sample.why)
  }

  @Test(
    arguments: [
      (["en"], "en", nil, true), (["EN"], "en-GB", nil, true), (["en"], "eng", nil, false),
      (["pt-BR"], "pt", nil, false), (["pt-BR"], "pt-br", nil, true), (["de", "fr"], "fr", nil, true),
      (["de"], nil, nil, false), (["de"], nil, "de", true), (["de"], "en", "de", false), ([], nil, nil, true),
    ] as [([String], String?, String?, Bool)])
  func aLanguageTakesItsRegions(_ sample: (ranges: [String], language: String?, home: String?, takes: Bool)) {
    let rules = DigestRules(languages: sample.ranges, homeLanguage: sample.home)
    let why = rules.exclusion(tags: [], language: sample.language)
    #expect((why == nil) == sample.takes)
    if !sample.takes { #expect(why == .language(sample.language ?? sample.home)) }
  }

  @Test func onlyTheFirstBriefsOfEachArticle() {
    let rules = DigestRules(briefsOfEach: 2)
    #expect((0...3).map { rules.exclusion(place: $0) } == [nil, nil, .place(3, of: 2), .place(4, of: 2)])
    #expect(DigestRules().exclusion(place: 99) == nil)
  }

  @Test(
    arguments: [
      (nil, [3, 3], [3, 3]),
      (6, [3, 3], [3, 3]),
      // An article stays whole, and nothing overtakes it.
      (5, [3, 3, 1], [3, 0, 0]),
      (5, [3, 2, 1], [3, 2, 0]),
      // Only the first is parted, when it alone has more.
      (2, [3, 1], [2, 0]),
      (1, [1, 1], [1, 0]),
      (4, [], []),
    ] as [(Int?, [Int], [Int])])
  func theMaximumKeepsArticlesWhole(_ sample: (maximum: Int?, counts: [Int], shares: [Int])) {
    #expect(DigestRules(maximum: sample.maximum).share(of: sample.counts) == sample.shares)
  }

  /// Whatever comes in: never more than the maximum, always something, and all of it in the end.
  @Test func whatIsOverGoesOutLater() {
    for maximum in 1...6 {
      var counts = [4, 1, 7, 2, 2, 6, 1]
      var editions = 0
      while counts.reduce(0, +) > 0, editions < 50 {
        let shares = DigestRules(maximum: maximum).share(of: counts)
        #expect((1...maximum).contains(shares.reduce(0, +)))
        counts = zip(counts, shares).map { $0 - $1 }.filter { $0 > 0 }
        editions += 1
      }
      #expect(counts.isEmpty)
    }
  }

  @Test func articlesFollowEachOtherAsAsked() {
    let articles: [(published: CalendarDay?, stored: Instant, id: Int64)] = [
      (CalendarDay("2026-11-20"), Instant(microseconds: 1_000_000), 1),
      (nil, CalendarDay("2026-11-21")?.instant(at: noon, in: .gmt) ?? Instant(microseconds: 0), 2),
      (CalendarDay("2026-11-20"), Instant(microseconds: 2_000_000), 3),
      (CalendarDay("2026-11-23"), Instant(microseconds: 3_000_000), 4),
    ]
    func ids(_ order: DigestRules.Order) -> [Int64] {
      articles.sorted { DigestRules(order: order).isBefore($0, $1) }.map(\.id)
    }
    #expect(ids(.stored) == [1, 3, 4, 2])
    #expect(ids(.newest) == [4, 2, 3, 1])
    #expect(ids(.oldest) == [1, 3, 2, 4])
  }

  private let noon: WallTime

  init() throws { noon = try #require(WallTime("12:00")) }
}
