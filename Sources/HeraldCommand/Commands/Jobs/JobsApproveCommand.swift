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
      approval. At least 8 characters of the hash.
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
    let store = try await newsroom.openStore(.command, now: presentMoment())
    defer { store.close() }
    let approved = try await store.approve(ids.isEmpty ? nil : ids, sha256: sha256.lowercased())
    Terminal.say("approved: job \(approved.map { "\($0)" }.joined(separator: ", "))")
  }
}
