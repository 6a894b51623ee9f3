import ArgumentParser
import Herald
import HeraldStore

struct JobsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jobs",
    abstract: "Look at single jobs, and look after them.",
    discussion: """
      herald jobs list --state held
      herald jobs show 17
      herald jobs retry --failed --code 421
      herald jobs cancel 18 19

      A command that names several jobs changes all of them or, when one refuses,
      none. `herald why 17` says why a job is where it is.
      """,
    subcommands: [
      JobsListCommand.self, JobsShowCommand.self, JobsEditCommand.self, JobsMoveCommand.self, JobsRetryCommand.self,
      JobsCancelCommand.self, JobsMarkSentCommand.self, JobsApproveCommand.self,
    ])
}

extension JobState: ExpressibleByArgument {}
extension Reason: ExpressibleByArgument {}
