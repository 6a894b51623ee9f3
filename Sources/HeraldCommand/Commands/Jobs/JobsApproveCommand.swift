import ArgumentParser
import Herald
import HeraldStore

struct JobsApproveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: "Lets posts go out that you have read.",
    discussion: """
      herald jobs list --reason approval
      herald jobs approve 17 --sha256 3f2a9c41d0e2
      herald jobs approve --sha256 3f2a9c41d0e2        every job with that text

      The hash is the one that `preview`, `queue` and `jobs show` print: what you
      have read is what goes out. An edit is another text, and needs another
      approval. At least 8 characters of the hash. What is approved after its time
      does not simply go out: what becomes of it, and what to do, is said then.
      """)

  @Argument(help: "The jobs' numbers; default all with that text.") var ids: [Job.ID] = []
  @Option(help: ArgumentHelp("The hash of the text, or how it begins.", valueName: "hash")) var sha256: String
  @OptionGroup var options: NewsroomOptions

  func validate() throws {
    guard (8...64).contains(sha256.count), sha256.allSatisfy({ $0.isHexDigit && $0.isASCII }) else {
      throw ValidationError("--sha256 takes 8 to 64 of 0-9 and a-f, as `herald jobs show` prints them")
    }
  }

  func run() async throws {
    let newsroom = try options.newsroom()
    let moment = presentMoment()
    let store = try await newsroom.openStore(.command, now: moment)
    defer { store.close() }
    let approved = try await store.approve(ids.isEmpty ? nil : ids, sha256: sha256.lowercased())
    Terminal.say("approved: job \(approved.map { "\($0)" }.joined(separator: ", "))")
    for word in newsroom.words(of: try await store.late(among: approved, now: moment)) { Terminal.warn(word) }
  }
}

extension Newsroom {
  /// What becomes of jobs whose time is past, one line for all that share it.
  fileprivate func words(of late: [LateJob]) -> [String] {
    struct Fate: Hashable {
      let due: Instant
      let says: String
    }
    return Dictionary(grouping: late) { Fate(due: $0.due, says: fate(of: $0)) }
      .sorted { ($0.value[0].job) < ($1.value[0].job) }
      .map { fate, late in
        let shown = late.prefix(10).map { "\($0.job)" }.joined(separator: " ")
        let more = late.count > 10 ? " and \(late.count - 10) more" : ""
        let due = fate.due.shown(in: config.newsroom.timezone)
        return
          "job \(shown)\(more): the time is past (\(due)), and `herald run` \(fate.says); `herald jobs move \(shown) "
          + "--now` lets it go out all the same, `--at TIME` later"
      }
  }

  private func fate(of late: LateJob) -> String {
    if late.isExpired { return "ends it as failed (expired)" }
    switch misfires[late.channel]?.misfire {
    case .once: return "sends it late (`misfire: once`)"
    case .spread: return "gives it the next free slot of \(late.channel)"
    case .skip, nil: return "holds it (misfire)"
    }
  }
}
