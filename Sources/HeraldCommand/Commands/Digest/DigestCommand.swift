import ArgumentParser

struct DigestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest",
    abstract: "See, open, change and follow the editions of a digest.",
    discussion: """
      herald digest preview weekly --explain
      herald digest open weekly --hold-for 30m

      An edition takes the briefs that its digest has not mailed yet, is composed
      once and frozen, and owes one mail to each subscriber of its list. Until the
      first of them is taken in hand, `edit` gives it another text. `herald run`
      delivers.
      """,
    subcommands: [Preview.self, Open.self, Edit.self, List.self, Show.self])
}
