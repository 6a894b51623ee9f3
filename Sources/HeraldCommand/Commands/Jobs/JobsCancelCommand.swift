import ArgumentParser
import Herald
import HeraldStore

struct JobsCancelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel",
    abstract: "Takes back what is still owed.",
    discussion: """
      herald jobs cancel 17 18

      Also while `herald run` has it in hand: it ends at its gate, unless it has
      passed that; then it may go out, and is not tried again. The parts of a
      thread behind a cancelled part are cancelled with it. An edition all of whose
      mails are cancelled, and none of which may have arrived, gives its briefs back:
      the next one takes them.
      """)

  @Argument(help: "The jobs' numbers.") var ids: [Job.ID]
  @OptionGroup var options: NewsroomOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let moment = presentMoment()
    let store = try await newsroom.openStore(.command, now: moment)
    defer { store.close() }
    let came = try await store.cancel(ids, now: moment)
    for (job, came) in came {
      switch came {
      case .cancelled: Terminal.say("job \(job) cancelled")
      case .inDoubt: Terminal.say("job \(job) cancelled; an earlier attempt may have arrived: look there")
      case .asked: Terminal.say("job \(job) is in hand: it ends at its gate")
      case .tooLate: Terminal.say("job \(job) has passed its gate: it may go out, and is not tried again")
      }
    }
    for (job, before) in try await store.unsentBefore(came.map(\.job)).sorted(by: { $0.key < $1.key }) {
      Terminal.warn(
        "job \(before), the part before job \(job), still goes out: `herald jobs cancel \(before)` takes it back")
    }
    if came.contains(where: { $0.came == .tooLate }) { throw ExitCode(Ending.Code.failed.rawValue) }
  }
}
