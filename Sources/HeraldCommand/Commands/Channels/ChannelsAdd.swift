import ArgumentParser
import Foundation
import Glibc
import Herald
import HeraldSenders

struct ChannelsAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Writes a new channel into the configuration, step by step.",
    discussion: """
      herald channels add
      herald channels add --sender file --name record --directory outbox/record

      Asks for what it was not told, and says where each credential is found. Where
      nobody is at the terminal, everything stands in options: --KEY VALUE for each
      key of the channel; for a secret --KEY-file PATH, --KEY-env NAME, or
      --KEY-stdin, which keeps it in Config/secrets for this user alone. Comments and
      order of the configuration stay; it is written when all is right, or not at all.
      """)

  @Option(help: "What kind: mastodon, bluesky, telegram, slack …") var sender: String?
  @Option(help: "What it is called here.") var name: String?
  @Flag(help: "Show what would be written, and write nothing.") var dryRun = false
  @Flag(help: "Try it afterwards; nothing is posted.") var check = false
  @Argument(parsing: .allUnrecognized, help: ArgumentHelp("The channel's keys.", valueName: "--key value"))
  var keys: [String] = []
  @OptionGroup var options: NewsroomOptions

  func run() async throws {
    let file = try ConfigFile(options.config)
    let draft = try draft(for: file)
    let insertion = try file.inserting(draft)
    let config: Config
    do {
      config = try file.checked(insertion)
    } catch let ending as Ending {
      throw Ending(ending.code, ending.message + "\nnothing was written")
    }
    guard let channel = config.channels.first(where: { $0.name == draft.name }) else {
      throw Ending(
        .configuration, "the channel \(draft.name) is not there when the file is read again: nothing was written")
    }
    show(insertion, draft, file)
    if dryRun { return }
    if Prompt.isPossible, try !Prompt.yes("\nWrite it?", otherwise: true) {
      throw Ending(.failed, "nothing was written")
    }
    try await write(insertion, draft, channel, file)
    Terminal.say("added \(draft.name) to \(file.path.shown()), line \(insertion.line)")
    for warning in await channel.sender.warnings() { Terminal.warn("channels.\(draft.name): \(warning)") }
    if let failure = await channel.sender.check() { Terminal.warn("channels.\(draft.name): \(failure.description)") }
    if try check || (Prompt.isPossible && Prompt.yes("Try it now? Nothing is posted.", otherwise: true)) {
      try await probe(channel)
    }
    sayNext(channel)
  }

  /// What was told, and at a terminal what was asked for.
  private func draft(for file: ConfigFile) throws -> ChannelDraft {
    let isAsked = Prompt.isPossible
    let asking = ChannelAsking(newsroom: file, folder: file.secrets)
    var given = try ChannelOptions(keys)
    let kind: SenderKind
    if let sender {
      guard let known = SenderKind(rawValue: sender) else {
        let names = SenderKind.allCases.map(\.rawValue)
        let hint =
          nearest(to: sender, in: names).map { "did you mean \($0)?" } ?? "there are: " + names.joined(separator: ", ")
        throw Ending(.usage, "there is no sender “\(sender.shown())”: \(hint)")
      }
      kind = known
    } else {
      guard isAsked else { throw Ending(.usage, "say what kind of channel: --sender mastodon, for example") }
      kind = try ChannelAsking.kind()
    }
    if let name, let problem = file.problem(ofName: name) { throw Ending(.usage, problem) }
    guard name != nil || isAsked else {
      throw Ending(.usage, "say what it is called: --name \(kind.rawValue), for example")
    }
    var draft = ChannelDraft(name: try name ?? asking.name(of: kind), kind: kind)
    try given.fill(&draft, secretsIn: file.secrets, input: Self.secretOfInput)
    if isAsked {
      try asking.fill(&draft)
    } else {
      try checkWhole(draft)
    }
    return draft
  }

  private func checkWhole(_ draft: ChannelDraft) throws(Ending) {
    let missing = draft.questions.filter { question in
      !question.isOptional && !draft.has(question.key) && question.after.map(draft.has) ?? true
    }
    guard !missing.isEmpty else { return }
    throw Ending(
      .usage,
      missing.map { question in
        let isSecret = if case .secret = question.kind { true } else { false }
        let form =
          isSecret ? "--\(question.key)-env \(question.example)" : "--\(question.key) \(YAMLValue.of(question.example))"
        return (["\(question.key) is missing, \(question.asks): \(form)"] + question.steps).joined(separator: "\n  ")
      }.joined(separator: "\n"))
  }

  /// One secret from standard input; a person's is not shown.
  private static func secretOfInput() throws(Ending) -> String {
    if Prompt.isPossible { return try Prompt.hidden("Paste the secret; it is not shown:") }
    let text = try TextInput.read("-", limit: 65_000, too: "this is no secret")
    // A line break is one character, whatever its octets.
    return text.last?.isNewline == true ? String(text.dropLast()) : text
  }

  private func show(_ insertion: ConfigInsertion, _ draft: ChannelDraft, _ file: ConfigFile) {
    let show = dryRun ? { Terminal.say($0) } : { (line: String) in Prompt.show(line + "\n") }
    show("\(dryRun ? "would be" : "to be") written into \(file.path.shown()), from line \(insertion.line) on:")
    for line in insertion.lines { show(line.shown()) }
    for secret in draft.secrets { show("and what was given as \(secret.key) into \(secret.file), for this user alone") }
  }

  /// Secrets first, so that the configuration never names one that is not there; all of it or nothing.
  private func write(
    _ insertion: ConfigInsertion, _ draft: ChannelDraft, _ channel: ChannelConfig, _ file: ConfigFile
  ) async throws {
    let kept = try KeptSecrets(draft.secrets.map { ($0.file, $0.text) }, base: file.config.base)
    do {
      if !draft.secrets.isEmpty, let failure = await channel.sender.check() {
        throw Ending(.input, "\(failure.description): nothing was written")
      }
      try ReplacedFile.replace(file.path, holding: file.data, with: Data(insertion.text.utf8))
    } catch {
      try kept.remove()
      throw error
    }
  }

  private func probe(_ channel: ChannelConfig) async throws {
    let probe: @Sendable () async -> Result<Offer, Failure> = { await channel.sender.probe() }
    guard let result = await Probing.results(of: [probe]).first else { return }
    switch result {
    case .failure(let failure):
      throw Ending(
        .unavailable,
        "it is in the configuration, and cannot be used yet: \(failure.description.shown())\n"
          + "mend it, and try again with `herald check --online`")
    case .success(let offer):
      let room = PostRoom(of: channel, there: offer.limit)
      Terminal.say("\(channel.name)  \((offer.text + room.hint).shown())")
      for warning in offer.warnings + room.warnings { Terminal.warn("channels.\(channel.name): \(warning)") }
    }
  }

  private func sayNext(_ channel: ChannelConfig) {
    let to = channel.carriesPosts ? "" : " --to you@example.org"
    Terminal.say("\nNext:\n  herald channels test \(channel.name)\(to)")
    if !channel.carriesPosts { Terminal.say("  and name it under `digests:`, as channel: \(channel.name)") }
    Terminal.say("A `herald run` that is at work reads the configuration at SIGHUP, or when it is started again.")
  }
}
