import Herald
import HeraldText

/// How long a digest of 1,000 briefs takes to compose, on one thread: one line for each way to lay it out,
/// `FORM BRIEFS LINES MILLISECONDS`, the best of ten. `Scripts/bench digest` builds and runs it.
@main struct DigestBenchmark {
  static func main() throws {
    let composer = try DigestComposer(templates: Templates(folder: nil))
    for (name, form) in [
      ("fixed", EditionDraft.Form()), ("flowed", EditionDraft.Form(format: .flowed)),
      ("references", EditionDraft.Form(links: .references)),
    ] {
      var draft = edition(articles: 250, briefsOfEach: 4)
      draft.form = form
      let clock = ContinuousClock()
      var best = Duration.seconds(3_600)
      var lines = 0
      for _ in 0..<10 {
        best = min(best, try clock.measure { lines = try composer.compose(draft).text.count { $0 == "\n" } })
      }
      let milliseconds = Double(best.components.attoseconds) / 1e15 + Double(best.components.seconds) * 1e3
      print(name, 1_000, lines, (milliseconds * 10).rounded() / 10)
    }
  }

  /// Half of it in Cyrillic, every tenth brief with an address, every twentieth a correction.
  private static func edition(articles: Int, briefsOfEach: Int) -> EditionDraft {
    let latin = "The ferry between Tarbun and the eastern bank runs every half hour again, and the fare stays as it was"
    let cyrillic = "Паром между Тарбуном и восточным берегом снова ходит каждые полчаса — билет стоит столько же"
    let groups = (1...articles).map { number in
      EditionDraft.Group(
        title: "Story \(number): the towns on the lower Talas agree to share the winter water",
        url: WebURL("https://courier.example/2026/11/\(number)"), published: PublicationDate("2026-11-20"),
        briefs: (1...briefsOfEach).map { place in
          let index = number * briefsOfEach + place
          let words = index % 2 == 0 ? latin : cyrillic
          return EditionDraft.Brief(
            text: "\(words), № \(index). \(words)."
              + (index % 10 == 0 ? " More at https://courier.example/more/\(index)." : ""),
            corrects: index % 20 == 0
              ? EditionDraft.Said(text: "\(words), № 0.", number: 3, day: CalendarDay(dayNumber: 20_000)) : nil)
        })
    }
    return EditionDraft(
      newsroom: "The Courier", digest: "Weekly digest", number: 12, date: CalendarDay("2026-11-23"), language: "en",
      articles: groups, leave: "To leave, write to leave@courier.example.")
  }
}
