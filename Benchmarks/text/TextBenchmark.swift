import Foundation
import Herald
import HeraldText

/// How fast texts are worked on, on one thread. `Benchmarks/text.py` builds and runs it.
///
/// Without arguments: how many are counted, searched and composed in a second for each network,
/// `NETWORK COUNTS DETECTIONS POSTS`, one line each. With `LANGUAGE FILE`: how many characters of the file are parted into
/// sentences and how many are wrapped in a second, one call for each of its lines, `SENTENCES WRAPPING`.
@main struct TextBenchmark {
  private static let text = """
    Four towns on the upper Talas agreed on Thursday to share the winter water of the Narkol reservoir for ten years, \
    said Mira Tal of the water board (the accord is the first of its kind). “We waited long enough,” she added 💧.

    https://www.example.org/2026/11/winter-water?from=front #OpenData @SteppeCourier …
    """

  static func main() throws {
    if CommandLine.arguments.count == 3 {
      try lines(of: CommandLine.arguments[2], language: CommandLine.arguments[1])
    } else {
      try networks()
    }
  }

  private static func lines(of path: String, language: String) throws {
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    let characters = lines.reduce(0) { $0 + $1.unicodeScalars.count }
    var sum = 0
    let sentences = perSecond(1) { for line in lines { sum += Sentences.of(line, language: language).count } }
    let wrapping = perSecond(1) { for line in lines { sum += LineWrap().wrap(line).utf8.count } }
    precondition(sum > 0)
    print(Int(sentences * Double(characters)), Int(wrapping * Double(characters)))
  }

  private static func networks() throws {
    let composer = PostComposer(templates: try Templates(folder: nil), newsroom: "The Steppe Courier")
    let article = Article(
      title: "Four towns agree to share the winter water of the Narkol reservoir",
      url: WebURL("https://www.example.org/2026/11/winter-water"), language: "en", tags: ["water", "open data"],
      paragraphs: (1...12).map { "In paragraph \($0), " + text.prefix { $0 != "\n" } })
    for network in Network.allCases where network != .plain {
      let rules = PostRules(network: network)
      var sum = 0
      let counts = perSecond(16) { sum += rules.measure(text).count }
      let detections = perSecond(16) { sum += Detection.entities(in: text, network: network).count }
      let posts = try perSecond(16) {
        sum += try composer.compose(article, channel: "bench", style: PostStyle(rules: rules)).count
      }
      precondition(sum > 0)
      print(network.rawValue, Int(counts), Int(detections), Int(posts))
    }
  }

  /// How often `body` runs in a second of processor time, which other programs on the machine do not change: the best of
  /// three runs of half a second, looking at the clock after each `step`.
  private static func perSecond(_ step: Int, _ body: () throws -> Void) rethrows -> Double {
    var best = 0.0
    for _ in 0..<3 {
      var times = 0
      let start = processorTime
      var elapsed = 0.0
      while elapsed < 0.5 {
        for _ in 0..<step { try body() }
        times += step
        elapsed = processorTime - start
      }
      best = max(best, Double(times) / elapsed)
    }
    return best
  }

  private static var processorTime: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
