import ArgumentParser
import Foundation
import Glibc
import Herald
import HeraldStore
import HeraldText

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Names every problem in configuration, templates and store.",
    discussion: """
      Changes and sends nothing. Exit 78 for configuration or templates, 69 for the
      store, 0 when all is well.
      """)

  @OptionGroup var options: NewsroomOptions

  func run() async throws {
    let config = try Config.needed(path: options.config)
    var problems: [String] = []
    var newsroom: Newsroom?
    do {
      newsroom = try Newsroom(config)
    } catch let found as TemplateProblems {
      problems += found.problems.map(\.description)
    }
    if let newsroom { problems += try templateProblems(newsroom) }
    guard problems.isEmpty else { throw Ending(.configuration, problems.joined(separator: "\n")) }
    if FileManager.default.fileExists(atPath: config.storePath) {
      let store = try Store(path: config.storePath, role: .command)
      store.close()
    }
    Terminal.say(
      "all is well: \(counted(config.channels.count, "channel")), \(counted(config.digests.count, "digest")), "
        + "store \(config.storePath.shown())"
    )
  }

  /// Renders every template that the configuration names with a sample, so that it fails here and not at a send.
  private func templateProblems(_ newsroom: Newsroom) throws -> [String] {
    var problems: [String] = []
    let sample = Article(
      title: "Harbour opens its new lock", url: WebURL("https://example.org/harbour"),
      paragraphs: ["The harbour opened its new lock on Monday, two months before its time."],
      briefs: [Brief(text: "The ferry runs again.")])
    for channel in newsroom.config.postChannels {
      do {
        _ = try newsroom.post(sample, on: channel)
      } catch let ending as Ending {
        problems.append("channels.\(channel.name): \(ending.message)")
      }
    }
    for digest in newsroom.config.digests {
      do {
        _ = try newsroom.edition(
          of: digest, number: 1, day: CalendarDay(presentMoment(), in: newsroom.config.newsroom.timezone),
          groups: [EditionDraft.Group(title: sample.title, url: sample.url, briefs: sample.briefs.map(\.text))])
      } catch {
        problems.append("digests.\(digest.name): \(error)")
      }
    }
    return problems
  }
}
