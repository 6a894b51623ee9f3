import Foundation
import Herald
import Testing

@testable import HeraldText

/// What holds for every post: 20,000 random articles, one in twenty of them long, over all networks and shapes, with and without limits of their own,
/// in the scripts of six languages.
/// `HERALD_LONG=1` (which `Scripts/test --long` sets) makes it 1,000,000.
@Suite(.timeLimit(.minutes(240))) struct PostPropertyTests {
  /// What is promised of each post.
  enum Promise: String, CaseIterable {
    case withinItsLimit
    case onlyWholeWordsOfTheArticle
    case noHalfOfAQuotationOrBracket
    case noMentionOfAStranger
    case atMostSoManyPartsInOrder
    case noBeginningThatPointsBackAndNoEndThatLeadsOn
    case anEllipsisOnlyWhereSomethingWasCut
    case theSameBytesAgain
    case theSameTextBackFromTheWire
    case refusedOnlyWhereALimitIsTooSmall
  }

  @Test(arguments: Promise.allCases) func everyPostKeepsThePromise(_ promise: Promise) async throws {
    let broken = try await Self.findings.value[promise] ?? []
    #expect(broken.isEmpty, "\(broken.count) times, first: \(broken.prefix(3).joined(separator: "\n\n"))")
  }

  private static let count = ProcessInfo.processInfo.environment["HERALD_LONG"] == "1" ? 1_000_000 : 20_000

  /// One pass for all promises, in as many tasks as there are processors.
  private static let findings = Task {
    let templates = try Templates(folder: nil)
    let lanes = max(1, ProcessInfo.processInfo.activeProcessorCount)
    return await withTaskGroup(of: [Promise: [String]].self) { group in
      for lane in 0..<lanes {
        group.addTask {
          var lane = PostLane(seed: UInt64(2_026 + lane), templates: templates)
          for turn in 0..<(count / lanes) { lane.check(turn) }
          return lane.broken
        }
      }
      return await group.reduce(into: [:]) { all, some in all.merge(some) { $0 + $1 } }
    }
  }
}

/// Composes random articles, one after another, and notes every promise that one breaks.
private struct PostLane {
  private let composer: PostComposer
  private var articles: RandomArticle
  private var longArticles: RandomArticle
  private var random: SeededGenerator
  private(set) var broken: [PostPropertyTests.Promise: [String]] = [:]

  init(seed: UInt64, templates: Templates) {
    composer = PostComposer(templates: templates)
    articles = RandomArticle(seed: seed, paragraphs: 2)
    longArticles = RandomArticle(seed: seed &* 3)
    random = SeededGenerator(seed: seed &* 7)
  }

  mutating func check(_ turn: Int) {
    let article = turn % 20 == 0 ? longArticles.next() : articles.next()
    let network = Network.allCases[turn % Network.allCases.count]
    let shape = PostShape.allCases[turn / Network.allCases.count % PostShape.allCases.count]
    let limit = turn % 3 == 0 ? Int.random(in: 20...400, using: &random) : nil
    let style = PostStyle(
      rules: PostRules(network: network, limit: limit), shape: shape, parts: Int.random(in: 1...12, using: &random))
    let drafts: [PostDraft]
    do throws(CompositionProblem) {
      drafts = try composer.compose(article, channel: "c", style: style)
      if turn % 8 == 0, try composer.compose(article, channel: "c", style: style) != drafts {
        note(.theSameBytesAgain, article.title)
      }
    } catch {
      if limit ?? 1_000 > 160 { note(.refusedOnlyWhereALimitIsTooSmall, "\(error)") }
      return
    }
    let known = words(of: article, on: network)
    for draft in drafts { check(draft, of: article, style, known) }
  }

  private mutating func check(_ draft: PostDraft, of article: Article, _ style: PostStyle, _ known: Set<String>) {
    let network = style.rules.network
    let parts = draft.content.parts
    if parts.count > style.parts, parts.count > 1 { note(.atMostSoManyPartsInOrder, parts.joined(separator: "\n")) }
    for (index, part) in parts.enumerated() {
      let said = "\(network) \(style.shape) \(style.rules.limit ?? 0): \(part)"
      let measure = style.rules.measure(part)
      if !measure.fits || measure != draft.measures[index] { note(.withinItsLimit, said) }
      var text = part
      if parts.count > 1 {
        if !part.hasSuffix("\n\n\(index + 1)/\(parts.count)") { note(.atMostSoManyPartsInOrder, said) }
        text = String(part.prefix(upTo: part.lastIndex(of: "\n") ?? part.endIndex))
      }
      for token in text.split(whereSeparator: \.isWhitespace) where !known.contains(Self.bare(token)) {
        note(.onlyWholeWordsOfTheArticle, "“\(token)” in \(said)")
      }
      for (open, close) in [("“", "”"), ("(", ")"), ("«", "»")] as [(Character, Character)]
      where text.count(where: { $0 == open }) != text.count(where: { $0 == close }) {
        note(.noHalfOfAQuotationOrBracket, said)
      }
      for entity in Detection.entities(in: text, network: network)
      where entity.kind == .mention && !(network == .x && entity.value == "SteppePaper") {
        note(.noMentionOfAStranger, "@\(entity.value) in \(said)")
      }
      if NetworkText.read(NetworkText.wire(part, network), network) != part { note(.theSameTextBackFromTheWire, said) }
      // After a sentence that says the title again, the next may lean on the title.
      if !draft.notes.contains(where: { $0.contains("repeats the title") }) {
        checkEnds(text, style.shape, article.language ?? "", said)
      }
      if style.shape != .thread, !draft.notes.contains(where: { $0.hasPrefix("cut: ") }) {
        checkEllipses(text, of: article, said)
      }
    }
  }

  /// A post of which nothing was cut has no ellipsis but the article’s own.
  private mutating func checkEllipses(_ text: String, of article: Article, _ said: String) {
    let own = ([article.title] + article.paragraphs + article.briefs.map(\.text)).reduce(0) {
      $0 + $1.count { $0 == "…" }
    }
    if text.count(where: { $0 == "…" }) > own { note(.anEllipsisOnlyWhereSomethingWasCut, said) }
  }

  private static let pointingBack = [
    "en": ["These ", "However,"], "de": ["Er ", "Diese "], "fr": ["Cependant,"], "es": ["Sin embargo,"],
    "ru": ["Однако "],
    "kk": ["Бұл "],
  ]

  private mutating func checkEnds(_ text: String, _ shape: PostShape, _ language: String, _ said: String) {
    guard shape == .single || shape == .thread else { return }
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("http") && !$0.hasPrefix("#") }
    if shape == .single, lines.count > 1, (Self.pointingBack[language] ?? []).contains(where: lines[1].hasPrefix) {
      note(.noBeginningThatPointsBackAndNoEndThatLeadsOn, said)
    }
    for line in lines.dropFirst() where line.hasSuffix(":") || line.hasSuffix(",") || line.hasSuffix(";") {
      note(.noBeginningThatPointsBackAndNoEndThatLeadsOn, said)
    }
  }

  private func words(of article: Article, on network: Network) -> Set<String> {
    let texts = [article.title] + article.paragraphs + article.briefs.map(\.text)
    var known = Set(texts.flatMap { CleanText.of($0).split(whereSeparator: \.isWhitespace).map(Self.bare) })
    known.formUnion(article.tags.compactMap { Hashtag.form(of: $0, on: network) }.map { Self.bare($0[...]) })
    if let url = article.url { known.insert(Self.bare(url.text[...])) }
    return known
  }

  /// A token without the punctuation that a cut may drop, and without the `@` that a mention loses.
  private static func bare(_ token: Substring) -> String {
    var token = token
    while let last = token.last, ",;:—….!?".contains(last) { token.removeLast() }
    while let first = token.first, "…—".contains(first) { token.removeFirst() }
    if token.first == "@" { token.removeFirst() }
    return String(token)
  }

  private mutating func note(_ promise: PostPropertyTests.Promise, _ text: String) {
    broken[promise, default: []].append(text)
  }
}
