import ArgumentParser

/// What an editor has to say in one edition.
struct NoteOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A few words from the editor, above the articles.", valueName: "text"))
  var note: String?

  @Option(
    help: ArgumentHelp("The same from a file; - for standard input. An empty line parts paragraphs.", valueName: "file")
  )
  var noteFile: String?

  /// More than anybody reads before the news.
  private static let longest = 20_000

  func validate() throws {
    if note != nil, noteFile != nil {
      throw ValidationError("--note and --note-file say different things: give one of them")
    }
  }

  func text() throws(Ending) -> String? {
    let text =
      if let noteFile { try TextInput.read(noteFile, limit: Self.longest, too: "this is no note") } else { note }
    if let text, text.allSatisfy(\.isWhitespace) {
      throw Ending(.input, "the note is empty: leave \(noteFile == nil ? "--note" : "--note-file") out")
    }
    if let text, text.contains(/\*\*\w|\]\(https?:|<\/?[a-z]+[ >]/) {
      Terminal.warn(
        "the note has marks of Markdown or HTML in it: a digest is plain text, and they are mailed as they stand")
    }
    return text
  }
}
