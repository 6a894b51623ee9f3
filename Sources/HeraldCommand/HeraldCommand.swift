import ArgumentParser
import Glibc
import Herald

/// The `herald` binary.
@main
struct HeraldCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "herald",
    abstract: "Turns a newsroom's articles into social posts and an e-mail digest.",
    discussion: """
      Three daily uses:
        herald preview story.txt     what would be sent; sends and stores nothing
        herald queue story.txt       queue its posts, and its briefs for the digests
        herald digest open weekly    open an edition: one mail for each subscriber
        herald run --drain           deliver what is due, then stop

      Begin with `herald init newsroom`, then `cd newsroom`. Articles are plain
      text or Markdown; `-` is standard input.

      Exit codes: 0 done, 1 the work failed, 64 usage, 65 bad input, 69 store or
      channel unavailable, 75 try again, 78 configuration or template.
      """,
    version: "0.1.0",
    subcommands: [
      InitCommand.self, CheckCommand.self, ParseCommand.self, PreviewCommand.self, AddCommand.self, QueueCommand.self,
      DigestCommand.self, RunCommand.self, JobsCommand.self, ChannelsCommand.self, SubscribersCommand.self,
      StatusCommand.self, ScheduleCommand.self, AlertsCommand.self, WhyCommand.self, AuditCommand.self,
      BackupCommand.self,
      RestoreCommand.self,
      PruneCommand.self, TemplatesCommand.self,
    ])

  /// A misspelt command is told by its name, before its arguments are looked at.
  private static func checkCommandName(_ name: String?) throws(Ending) {
    let known = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard let name, !name.hasPrefix("-"), name != "help", !known.contains(name) else { return }
    let hint =
      nearest(to: name, in: known).map { "did you mean `\($0)`?" } ?? "there are: " + known.joined(separator: ", ")
    throw Ending(.usage, "there is no command “\(name)”: \(hint)")
  }

  static func main() async {
    // A reader that leaves (`| head`) must not end a command in the middle of its work.
    signal(SIGPIPE, SIG_IGN)
    do {
      try checkCommandName(CommandLine.arguments.dropFirst().first)
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      guard let ending = Ending(error) else { exit(withError: error) }
      for line in ending.message.split(separator: "\n") { Terminal.warn(String(line)) }
      Glibc.exit(ending.code.rawValue)
    }
    if let failure = Terminal.failure {
      Terminal.warn("standard output took no more (\(failure)): what was shown is not whole")
      Glibc.exit(Ending.Code.unavailable.rawValue)
    }
  }
}
