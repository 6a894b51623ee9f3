import ArgumentParser
import Foundation
import Herald
import HeraldStore

extension DigestCommand {
  struct Edit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Gives an edition another subject or text before its first mail goes.",
      discussion: """
        herald digest edit weekly --subject "The dam, the ferry and the market"

        The text is a whole one, as `show --text` prints it: the subject, an empty
        line, the body; with --subject beside it, it is the body alone. With neither,
        on a terminal, $VISUAL or $EDITOR opens it. Lines are wrapped to 72 columns.
        Once `herald run` has taken one of its mails in hand, nothing can be changed.
        """)

    @Argument(help: "The digest.") var name: String
    @Option(help: "The edition; default the latest.") var number: Int?
    @Option(help: "The new subject, at most 72 columns.") var subject: String?
    @Option(help: ArgumentHelp("The new text; - for standard input.", valueName: "file")) var text: String?
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup var options: NewsroomOptions

    /// More than a mail may have.
    private static let longest = 10_000_000

    func validate() throws {
      if let subject, subject.allSatisfy(\.isWhitespace) { throw ValidationError("--subject takes a subject") }
    }

    func run() async throws {
      let newsroom = try options.newsroom()
      let digest = newsroom.config.digests.first { $0.name == name }
      let frozen = try await look(newsroom)
      let current = newsroom.editable(frozen.content)
      var kept: EditorFile?
      let written: String
      if let text {
        written = try whole(try TextInput.read(text, limit: Self.longest, too: "this is no digest"))
      } else if let subject {
        written = subject + current.drop { $0 != "\n" }
      } else {
        let file = try EditorFile(current, name: "\(name)-\(frozen.edition.number).txt")
        written = try file.edit(limit: Self.longest, too: "this is no digest")
        kept = file
      }
      do {
        try await store(written, over: frozen, digest, newsroom)
        try kept?.remove()
      } catch {
        guard let kept, let ending = Ending(error) else { throw error }
        throw Ending(ending.code, "\(ending.message)\nyour text is in \(kept.path): `--text` takes it")
      }
    }

    private func look(_ newsroom: Newsroom) async throws -> (edition: Edition, content: Content, ledger: Ledger) {
      let store = try await newsroom.openStoreToLook(now: presentMoment())
      defer { store.close() }
      try await newsroom.checkDigest(name, in: store)
      return try await store.edition(of: name, number: number)
    }

    /// What `--text` gave, with its subject.
    private func whole(_ given: String) throws(Ending) -> String {
      let given = given.replacingOccurrences(of: "\r\n", with: "\n")
      if let subject { return "\(subject)\n\n\(given)" }
      let lines = given.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
      guard lines.count > 2, !lines[0].allSatisfy(\.isWhitespace), lines[1].allSatisfy(\.isWhitespace) else {
        throw Ending(
          .input,
          "the text has no subject: its first line is one, and the second is empty; or give one with --subject")
      }
      return given
    }

    private func store(
      _ written: String, over frozen: (edition: Edition, content: Content, ledger: Ledger), _ digest: DigestConfig?,
      _ newsroom: Newsroom
    ) async throws {
      let content = try newsroom.edition(of: digest, edited: written, before: frozen.content)
      if content == frozen.content { throw Ending(.failed, "nothing was changed") }
      let moment = presentMoment()
      let store = try await newsroom.openStore(.command, now: moment)
      defer { store.close() }
      let edition = try await store.editEdition(
        of: name, number: frozen.edition.number, to: content, from: frozen.edition.contentID, now: moment)
      if let leaving = newsroom.leaving(digest), !content.text.contains(leaving.description) {
        Terminal.warn("the text does not say any more how to leave the list; mail programs still show it")
      }
      let changed = try await store.edition(of: name, number: edition.number)
      if json { return try Terminal.sayJSON(EditionReport(changed)) }
      Terminal.say(
        "changed edition \(edition.number) of \(name): \(counted(edition.owed, "mail")) owed, "
          + "\(content.form)sha256 \(content.sha256)")
      Terminal.say("Subject: \(content.subject.shown())")
      if newsroom.config.channels.first(where: { $0.name == edition.channel })?.needsApproval == true {
        Terminal.say("approve it with `herald jobs approve --sha256 \(content.sha256.short)`")
      }
    }
  }
}
