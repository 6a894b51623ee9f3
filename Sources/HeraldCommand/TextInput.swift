import Foundation

/// A text that a person hands to a command in a file, `-` being standard input.
enum TextInput {
  /// Octets: more than any network takes, in any number of parts.
  static let longestPost = 1_000_000

  /// - Parameter limit: the most bytes; a multiple of 1,000.
  /// - Parameter too: what a longer one is not: `this is no post`.
  static func read(_ file: String, limit: Int, too: String) throws(Ending) -> String {
    let data: Data
    do {
      data = try InputFile.read(file, limit: limit)
    } catch {
      throw Ending(.input, "\(error)")
    }
    guard data.count <= limit else {
      let size = limit >= 1_000_000 ? "\(limit / 1_000_000) MB" : "\(limit / 1_000) kB"
      throw Ending(.input, "\(InputFile.name(of: file)): it is larger than \(size): \(too)")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw Ending(
        .input,
        "\(InputFile.name(of: file)):\(InputFile.line(notUTF8: data)): it is not UTF-8: convert it with "
          + "`iconv -f … -t utf-8`")
    }
    return text
  }
}
