import Foundation
import Herald
import HeraldSenders

/// Asks at the terminal for what a new channel still lacks, and holds each answer against the rules of the configuration at
/// once.
struct ChannelAsking {
  let newsroom: ConfigFile
  /// Where secrets are kept, from the newsroom's folder.
  let folder: String

  static func kind() throws(Ending) -> SenderKind {
    let kinds = SenderKind.allCases
    Prompt.show("What kind of channel?\n")
    for line in Terminal.table(kinds.map { ["  " + $0.rawValue, $0.setup.summary] }) { Prompt.show(line + "\n") }
    while true {
      let answer = try Prompt.line("sender:")
      if let kind = SenderKind(rawValue: answer) { return kind }
      let near = nearest(to: answer, in: kinds.map(\.rawValue)).map { ": did you mean \($0)?" } ?? ""
      Prompt.show("There is no sender “\(answer.shown())”\(near)\n")
    }
  }

  func name(of kind: SenderKind) throws(Ending) -> String {
    let taken = newsroom.config.channels.map(\.name)
    let usual = kind.network?.rawValue ?? (kind.carriesPosts ? kind.rawValue : "mail")
    let offered = taken.contains(usual) ? nil : usual
    while true {
      let answer = try Prompt.line("\nWhat shall it be called here?\(offered.map { " [\($0)]" } ?? "")")
      let name = answer.isEmpty ? offered ?? "" : answer
      if let problem = newsroom.problem(ofName: name) {
        Prompt.show(problem + "\n")
      } else {
        return name
      }
    }
  }

  /// Fills in what is missing.
  func fill(_ draft: inout ChannelDraft) throws(Ending) {
    for question in draft.questions where !draft.has(question.key) {
      if let after = question.after, !draft.has(after) { continue }
      Prompt.show("\n\(question.key): \(question.asks)\n")
      for step in question.steps { Prompt.show("  \(Self.filled(step, draft).shown())\n") }
      repeat {
        draft.remove(question.key)
        try ask(question, &draft)
        for problem in newsroom.problems(of: question.key, in: draft) { Prompt.show(problem + "\n") }
      } while !newsroom.problems(of: question.key, in: draft).isEmpty
        || (!draft.has(question.key) && !question.isOptional)
    }
  }

  private func ask(_ question: Question, _ draft: inout ChannelDraft) throws(Ending) {
    switch question.kind {
    case .line, .words:
      let answer = try Prompt.line("\(question.key) (\(question.isOptional ? "Enter for none" : question.example)):")
      guard !answer.isEmpty else { return }
      if case .words = question.kind {
        draft.set(question.key, words: answer)
      } else {
        draft.set(question.key, line: answer)
      }
    case .secret:
      let secret = try Prompt.hidden("Paste it; it is not shown. Or press Enter, to name an environment variable:")
      if !secret.isEmpty { return draft.set(question.key, secret: secret, in: folder) }
      let variable = try Prompt.line("environment variable [\(question.example)]:")
      draft.set(question.key, environment: variable.isEmpty ? question.example : variable)
    }
  }

  private static func filled(_ step: String, _ draft: ChannelDraft) -> String {
    draft.entries.reduce(step) { $0.replacing("{\($1.key)}", with: draft.said($1.key) ?? "") }
  }
}
