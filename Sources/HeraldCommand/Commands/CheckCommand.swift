import ArgumentParser
import Foundation
import Glibc
import Herald
import HeraldStore
import HeraldText

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Names every problem in configuration, templates, channels and store.",
    discussion: """
      Changes and sends nothing. Exit 78 for configuration or templates, 69 for a
      channel or the store, 0 when all is well.
      """)

  @OptionGroup var options: NewsroomOptions

  func run() async throws {
    let newsroom = try checkedNewsroom()
    var problems = await channelProblems(newsroom)
    let path = newsroom.config.storePath
    do {
      if FileManager.default.fileExists(atPath: path) { try Store(path: path, role: .command).close() }
    } catch {
      problems.append("\(error)")
    }
    for name in newsroom.unusedTemplates {
      Terminal.warn("Templates/\(name).mustache is used by no network, channel or digest: is its name misspelt?")
    }
    if let missing = newsroom.config.missingStore { Terminal.warn(missing) }
    guard problems.isEmpty else { throw Ending(.unavailable, problems.joined(separator: "\n")) }
    Terminal.say(
      "all is well: \(counted(newsroom.config.channels.count, "channel")), "
        + "\(counted(newsroom.config.digests.count, "digest")), store \(path.shown())")
  }

  /// The newsroom, or everything that is wrong with its configuration and its templates at once.
  private func checkedNewsroom() throws -> Newsroom {
    var problems: [String] = []
    do {
      let newsroom = try options.newsroom()
      problems = try newsroom.templateProblems(now: presentMoment())
      if problems.isEmpty { return newsroom }
    } catch let ending as Ending {
      problems = [ending.message]
      // The templates beside a configuration that cannot be read are those of its folder.
      let base = Config.base(of: Config.file(options.config))
      problems += Self.problems(ofTemplatesIn: Config(base: base).templatesFolder)
    } catch let found as TemplateProblems {
      problems = found.problems.map(\.description)
    }
    throw Ending(.configuration, problems.joined(separator: "\n"))
  }

  private static func problems(ofTemplatesIn folder: URL) -> [String] {
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    do throws(TemplateProblems) {
      _ = try Templates(folder: folder)
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  /// What each channel's sender has against sending now.
  private func channelProblems(_ newsroom: Newsroom) async -> [String] {
    var problems: [String] = []
    for channel in newsroom.config.channels {
      if let failure = await channel.sender.check() { problems.append("channels.\(channel.name): \(failure)") }
    }
    return problems
  }
}
