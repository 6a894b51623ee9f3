import Glibc
import Herald
import HeraldStore
import Testing

@Suite struct LongArticleTests {
  /// Once the article's body came with each of its briefs: 2,000 briefs of an article of 1 MB took 2 GB.
  @Test func aLongArticleIsReadOnceForAllItsBriefs() async throws {
    try await withStore(.file) { store in
      let filler = String(repeating: "The ferry runs again from Friday on. ", count: 13)
      let article = Article(
        title: "A very long week", paragraphs: ["It was long."],
        briefs: (0..<2_000).map { Brief(text: "\($0). \(filler)") })
      try await store.register(digests: [(name: "weekly", since: nil)], now: .noon)
      _ = try await store.queue(article, postings: [], now: .noon)
      let before = peakKilobytes()
      #expect(try await store.unmailed(digest: "weekly").count == 2_000)
      #expect(peakKilobytes() - before < 1_000_000)
    }
  }

  /// The most memory that this process has had.
  private func peakKilobytes() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss
  }
}
