import Herald
import HeraldText

/// How many texts are counted, searched and composed in a second for each network, on one thread:
/// `NETWORK COUNTS DETECTIONS POSTS`, one line each. `Benchmarks/text.py` builds and runs it.
@main struct TextBenchmark {
  private static let text = """
    Four towns on the upper Talas agreed on Thursday to share the winter water of the Narkol reservoir for ten years, \
    said Mira Tal of the water board (the accord is the first of its kind). “We waited long enough,” she added 💧.

    https://www.example.org/2026/11/winter-water?from=front #OpenData @SteppeCourier …
    """

  static func main() throws {
    let composer = PostComposer(templates: try Templates(folder: nil), newsroom: "The Steppe Courier")
    let article = Article(
      title: "Four towns agree to share the winter water of the Narkol reservoir",
      url: WebURL("https://www.example.org/2026/11/winter-water"), language: "en", tags: ["water", "open data"],
      paragraphs: (1...12).map { "In paragraph \($0), " + text.prefix { $0 != "\n" } })
    for network in Network.allCases where network != .plain {
      let rules = PostRules(network: network)
      var sum = 0
      let counts = perSecond { sum += rules.measure(text).count }
      let detections = perSecond { sum += Detection.entities(in: text, network: network).count }
      let posts = try perSecond {
        sum += try composer.compose(article, channel: "bench", style: PostStyle(rules: rules)).count
      }
      precondition(sum > 0)
      print(network.rawValue, counts, detections, posts)
    }
  }

  /// The best of three runs of half a second.
  private static func perSecond(_ body: () throws -> Void) rethrows -> Int {
    let clock = ContinuousClock()
    var best = 0.0
    for _ in 0..<3 {
      var times = 0
      let start = clock.now
      var elapsed = Duration.zero
      while elapsed < .milliseconds(500) {
        for _ in 0..<16 { try body() }
        times += 16
        elapsed = clock.now - start
      }
      let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
      best = max(best, Double(times) / seconds)
    }
    return Int(best)
  }
}
