import HeraldIntake

/// An article, from a file or from standard input.
enum ArticleFile {
  /// The largest article: `Reading` refuses a larger one, and no more than that is read.
  private static let limit = 10_000_000

  /// Reads and parses. Throws `Ending` that names the file and what to do.
  static func read(_ file: String) throws(Ending) -> Reading {
    do {
      return try Reading(source: try InputFile.read(file, limit: limit), name: InputFile.name(of: file))
    } catch {
      throw Ending(.input, "\(error)".shown())
    }
  }
}
