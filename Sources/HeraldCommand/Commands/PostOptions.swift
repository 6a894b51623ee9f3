import ArgumentParser
import HeraldText

/// What `preview` and `queue` both ask of posts.
struct PostOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The form of the post: single, thread, briefs or link; default the channel's.", valueName: "shape"))
  var shape: PostShape?

  @Flag(help: "One post for each brief; as --shape briefs.")
  var briefs = false

  @Option(help: ArgumentHelp("At most so many parts of a thread, 1 to 50; default the channel's.", valueName: "n"))
  var parts: Int?

  @Option(
    help: ArgumentHelp(
      "A text of your own in the place of the composed one; lines of --- part it; - for standard input.",
      valueName: "file"))
  var text: String?

  func validate() throws {
    if briefs, let shape, shape != .briefs {
      throw ValidationError("--briefs and --shape \(shape.rawValue) say different things: give one of them")
    }
    if text != nil, briefs || shape != nil || parts != nil {
      throw ValidationError("--text is the post as it stands: leave --shape, --briefs and --parts out")
    }
    if let parts, !(1...PostStyle.mostParts).contains(parts) {
      throw ValidationError("--parts takes a number from 1 to \(PostStyle.mostParts)")
    }
  }

  /// `files` are the articles: a text is for one of them, and only one of both can be standard input.
  func request(for files: [String]) throws -> PostRequest {
    PostRequest(shape: briefs ? .briefs : shape, parts: parts, text: try text.map { try read($0, for: files) })
  }

  private func read(_ file: String, for files: [String]) throws -> String {
    guard files.count == 1 else { throw Ending(.usage, "--text is the post of one article: give one article") }
    guard file != "-" || files != ["-"] else {
      throw Ending(.usage, "--text and the article cannot both be standard input: name a file for one of them")
    }
    return try TextInput.read(file, limit: TextInput.longestPost, too: "this is no post")
  }
}

extension PostShape: ExpressibleByArgument {}
