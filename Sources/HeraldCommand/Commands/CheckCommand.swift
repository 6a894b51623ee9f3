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
      without it nothing touches the network. The ways under `alerts:` are tried
      too, and told nothing. Exit 78 for configuration or templates, 69 for a
      channel, an alert or the store, 1 when something needs a person (an alarm
      stands, a job is overdue), 0 when all is well.
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
    report.alerts = await alerts(of: newsroom)
    let path = newsroom.config.storePath
    do {
      try Store.checkIsNotMissing(path)
      if FileManager.default.fileExists(atPath: path) {
        let store = try Store(path: path, role: .command)
        defer { store.close() }
        try await store.checkIsSound()
        if let objection = try await store.objection(), try await store.pauseOfAll() == nil {
          report.problems.append(
            "\(path): \(objection). It would perhaps send again what was sent, so `herald run` begins paused: put the right "
              + "file back, or look at `herald jobs list`, then `herald channels resume --all`")
        }
        report.alarms = try await newsroom.alarms(in: store, now: presentMoment()).map(AlarmReport.init)
        report.warnings += try await newsroom.warnings(of: store, now: presentMoment())
      }
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
      if !channel.slots.isEmpty, ofDigests.contains(channel.name) {
        report.warnings.append("channels.\(channel.name): its slots are for posts, and it carries a digest")
      }
      report.warnings += await channel.sender.warnings().map { "channels.\(channel.name): \($0)" }
    }
    report.warnings += warnings
    for alert in newsroom.alerts { report.warnings += alert.warnings().map { "alerts.\(alert.way): \($0)" } }
    return report
  }

  /// What each channel's sender has against sending now. What has nothing against it is tried, if that is wanted.
  private func channels(of newsroom: Newsroom, _ warnings: inout [String]) async -> [CheckReport.Channel] {
    let configs = newsroom.config.channels
    var failures: [String: Failure] = [:]
    for config in configs { failures[config.name] = await config.sender.check() }
    let tried = online ? configs.filter { failures[$0.name] == nil } : []
    var offers: [String: Offer] = [:]
    let probes = tried.map { config in { @Sendable in await config.sender.probe() } }
    for (config, result) in zip(tried, await Probing.results(of: probes)) {
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

  private func alerts(of newsroom: Newsroom) async -> [CheckReport.Alert] {
    let alerts = newsroom.alerts
    var failures: [String: Failure] = [:]
    for alert in alerts { failures[alert.way] = await alert.check() }
    let tried = online ? alerts.filter { failures[$0.way] == nil } : []
    var offers: [String: String] = [:]
    for (alert, result) in zip(tried, await Probing.results(of: tried.map { alert in { await alert.probe() } })) {
      switch result {
      case .success(let offer): offers[alert.way] = offer
      case .failure(let failure): failures[alert.way] = failure
      }
    }
    return alerts.map { alert in
      CheckReport.Alert(
        way: alert.way, offers: OrNull(wrappedValue: offers[alert.way]),
        failure: OrNull(wrappedValue: failures[alert.way]?.description))
    }
  }

  private func show(_ report: CheckReport, _ newsroom: Newsroom) throws {
    let problems = report.failures + report.problems
    if json {
      try Terminal.sayJSON(report)
      if !problems.isEmpty { throw ExitCode(Ending.Code.unavailable.rawValue) }
      if !report.alarms.isEmpty { throw ExitCode(Ending.Code.failed.rawValue) }
      return
    }
    for warning in report.warnings { Terminal.warn(warning) }
    let offers =
      report.channels.compactMap { channel in channel.offers.map { [channel.name, $0.shown()] } }
      + report.alerts.compactMap { alert in alert.offers.map { ["alerts.\(alert.way)", $0.shown()] } }
    for line in Terminal.table(offers) { Terminal.say(line) }
    let alarms = report.alarms.map { $0.line(in: newsroom.config.newsroom.timezone) }
    guard problems.isEmpty else { throw Ending(.unavailable, (problems + alarms).joined(separator: "\n")) }
    guard alarms.isEmpty else { throw Ending(.failed, alarms.joined(separator: "\n")) }
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
