import ArgumentParser
import Foundation
import Herald
import HeraldStore
import HeraldText

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Names every problem in configuration, templates, channels and store.",
    discussion: """
      herald check
      herald check --online

      Changes and sends nothing. --online also tries every channel up to where a
      message could be handed over, a minute at most, and says what each offers;
      without it nothing touches the network. Exit 78 for configuration or
      templates, 69 for a channel or the store, 0 when all is well.
      """)

  @Flag(help: "Try every channel too.") var online = false
  @Flag(help: "One JSON object.") var json = false
  @OptionGroup var options: NewsroomOptions

  func run() async throws {
    do {
      let newsroom = try checkedNewsroom()
      let report = await report(newsroom)
      try show(report, newsroom)
    } catch let ending as Ending where json && ending.code == .configuration {
      var report = CheckReport()
      report.problems = ending.message.split(separator: "\n").map(String.init)
      try Terminal.sayJSON(report)
      throw ExitCode(ending.code.rawValue)
    }
  }

  private func report(_ newsroom: Newsroom) async -> CheckReport {
    var report = CheckReport()
    var warnings: [String] = []
    report.channels = await channels(of: newsroom, &warnings)
    let path = newsroom.config.storePath
    do {
      if FileManager.default.fileExists(atPath: path) { try Store(path: path, role: .command).close() }
    } catch {
      report.problems.append("\(error)")
    }
    for name in newsroom.unusedTemplates {
      report.warnings.append(
        "Templates/\(name).mustache is used by no network, channel or digest: is its name misspelt?")
    }
    let ofDigests = Set(newsroom.config.digests.map(\.channel))
    for channel in newsroom.config.channels {
      if !channel.carriesPosts, !ofDigests.contains(channel.name) {
        report.warnings.append("channels.\(channel.name): no digest uses it, and it cannot carry posts")
      }
      report.warnings += await channel.sender.warnings().map { "channels.\(channel.name): \($0)" }
    }
    report.warnings += warnings
    if let missing = newsroom.config.missingStore { report.warnings.append(missing) }
    return report
  }

  /// What each channel's sender has against sending now. What has nothing against it is tried, if that is wanted.
  private func channels(of newsroom: Newsroom, _ warnings: inout [String]) async -> [CheckReport.Channel] {
    let configs = newsroom.config.channels
    var failures: [String: Failure] = [:]
    for config in configs { failures[config.name] = await config.sender.check() }
    let tried = online ? configs.filter { failures[$0.name] == nil } : []
    var offers: [String: Offer] = [:]
    for (config, result) in zip(tried, await Probing.results(of: tried)) {
      switch result {
      case .success(var offer):
        let room = PostRoom(of: config, there: offer.limit)
        offer.text += room.hint
        offers[config.name] = offer
        warnings += (offer.warnings + room.warnings).map { "channels.\(config.name): \($0)" }
      case .failure(let failure): failures[config.name] = failure
      }
    }
    return configs.map { config in
      CheckReport.Channel(
        name: config.name, offers: OrNull(wrappedValue: offers[config.name]?.text),
        limit: OrNull(wrappedValue: offers[config.name]?.limit),
        failure: OrNull(wrappedValue: failures[config.name]?.description))
    }
  }

  private func show(_ report: CheckReport, _ newsroom: Newsroom) throws {
    let problems = report.failures + report.problems
    if json {
      try Terminal.sayJSON(report)
      if !problems.isEmpty { throw ExitCode(Ending.Code.unavailable.rawValue) }
      return
    }
    for warning in report.warnings { Terminal.warn(warning) }
    let offers = report.channels.compactMap { channel in channel.offers.map { [channel.name, $0.shown()] } }
    for line in Terminal.table(offers) { Terminal.say(line) }
    guard problems.isEmpty else { throw Ending(.unavailable, problems.joined(separator: "\n")) }
    Terminal.say(
      "all is well: \(counted(report.channels.count, "channel")), "
        + "\(counted(newsroom.config.digests.count, "digest")), store \(newsroom.config.storePath.shown())")
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
}
