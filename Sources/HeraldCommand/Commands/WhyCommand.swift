import ArgumentParser
import Foundation
import Herald
import HeraldStore

struct WhyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Says why a job or an article is where it is.",
    discussion: """
      herald why 17               why it is not sent, or why now, and why this text
      herald why story.txt        every post of that article, and where its briefs went
      herald why "tram fares"     the article whose title or address has these words
      """)

  @Argument(help: "A job's number, an article's file, or words of its title or address.") var what: String
  @Flag(help: "One JSON object.") var json = false
  @OptionGroup var options: NewsroomOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let moment = presentMoment()
    let store = try await newsroom.openStoreToLook(now: moment)
    defer { store.close() }
    let explaining = try await Explaining(store: store, newsroom: newsroom, now: moment)
    let reports: [WhyReport]
    if let id = Job.ID(what) {
      reports = [try await explaining.job(id)]
    } else {
      reports = try await articles(store, newsroom).asyncMap { try await explaining.article($0) }
    }
    if json { return try Terminal.sayJSON(["why": reports]) }
    for (index, report) in reports.enumerated() {
      if index > 0 { Terminal.say() }
      report.show()
    }
  }

  /// A file that is there is an article; everything else is words.
  private func articles(_ store: Store, _ newsroom: Newsroom) async throws -> [Article] {
    if what == "-" || FileManager.default.fileExists(atPath: what) {
      let article = try newsroom.read([what])[0].reading.article
      guard let known = try await store.article(like: article) else {
        throw Ending(.failed, "“\(article.title.shown())” was never queued or added: `herald queue \(what.shown())`")
      }
      return [known]
    }
    guard what.contains(where: { !$0.isWhitespace }) else {
      throw Ending(.usage, "say which: a job's number, an article's file, or words of its title or address")
    }
    let found = try await store.articles(matching: what)
    guard !found.isEmpty else {
      throw Ending(
        .failed, "no stored article has “\(what.shown())” in its title or address, and no file has that name")
    }
    return found
  }
}

extension Array {
  fileprivate func asyncMap<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
    var mapped: [T] = []
    for element in self { mapped.append(try await transform(element)) }
    return mapped
  }
}
