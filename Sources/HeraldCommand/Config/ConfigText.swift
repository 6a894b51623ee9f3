import Foundation
import Yams

/// The text of a configuration, read in bounds and turned into YAML nodes.
enum ConfigText {
  private static let limit = 1_000_000

  /// The file's root; nil when it has none and the reason is among `problems`. Throws `Ending` when it cannot be read.
  static func node(of file: String, _ problems: ConfigProblems) throws(Ending) -> Node? {
    let data: Data
    do {
      data = try InputFile.read(file, limit: limit)
    } catch {
      throw Ending(.configuration, "\(error)")
    }
    return node(in: data, problems)
  }

  /// The same for what a file would hold.
  static func node(in data: Data, _ problems: ConfigProblems) -> Node? {
    guard data.count <= limit else {
      problems.report(line: 0, "it is larger than 1 MB: this is no configuration")
      return nil
    }
    guard let text = String(data: data, encoding: .utf8) else {
      problems.report(line: InputFile.line(notUTF8: data), "it is not UTF-8: convert it with `iconv -f … -t utf-8`")
      return nil
    }
    if let line = lineOfControl(text) {
      problems.report(line: line, "it holds a control character: remove it")
      return nil
    }
    if let line = lineOfAlias(text) {
      problems.report(line: line, "anchors and aliases (&name, *name) are not taken: write the value out, or quote it")
      return nil
    }
    return compose(text, problems)
  }

  private static func compose(_ text: String, _ problems: ConfigProblems) -> Node? {
    do {
      return try Yams.compose(yaml: text) ?? Node.mapping(.init([]))
    } catch let error as YamlError {
      switch error {
      case .scanner(_, let what, let mark, _), .parser(_, let what, let mark, _), .composer(_, let what, let mark, _):
        problems.report(line: mark.line, "not YAML: \(what)\(hint(text, line: mark.line))")
      case .duplicatedKeysInMapping(let keys, let context):
        let names = keys.map { "`\($0)`" }.joined(separator: ", ")
        problems.report(line: context.mark.line, "\(names) is there twice: keep one of them")
      default: problems.report(line: 0, "not YAML: \(error)")
      }
    } catch {
      problems.report(line: 0, "not YAML: \(error)")
    }
    return nil
  }

  /// What helps most often with a line that is not YAML.
  private static func hint(_ text: String, line: Int) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard line > 0, line <= lines.count else { return "" }
    let isIndentedByTab = lines[line - 1].prefix { $0 == " " || $0 == "\t" }.contains("\t")
    return isIndentedByTab ? ": the line begins with a tab, indent with spaces" : ""
  }

  private static func lineOfControl(_ text: String) -> Int? {
    var number = 1
    for scalar in text.unicodeScalars {
      if scalar == "\n" { number += 1 }
      if scalar.value == 0x7F || (scalar.value < 0x20 && !["\t", "\n", "\r"].contains(scalar)) { return number }
    }
    return nil
  }

  /// The first line where a value begins with `&name` or `*name`. Ten lines of nested aliases can stand for billions of
  /// values, and a section by reference is harder to read than one written out.
  private static func lineOfAlias(_ text: String) -> Int? {
    var number = 1
    var quote: Unicode.Scalar?
    // What stands before, blanks aside; nil at the beginning of a line.
    var before: Unicode.Scalar?
    var isAfterBlank = true
    var mark: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        (number, quote, before, isAfterBlank, mark) = (number + 1, nil, nil, true, nil)
        continue
      }
      if let open = quote {
        if scalar == open { (quote, before) = (nil, scalar) }
        continue
      }
      if mark != nil, scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_" { return number }
      mark = nil
      let beginsValue = before.map { ":-?[,{".unicodeScalars.contains($0) } ?? true
      switch scalar {
      case " ", "\t", "\r":
        isAfterBlank = true
        continue
      case "#" where isAfterBlank: quote = "\n"
      case "\"" where beginsValue, "'" where beginsValue: quote = scalar
      case "&" where beginsValue, "*" where beginsValue: mark = scalar
      default: break
      }
      (before, isAfterBlank) = (scalar, false)
    }
    return nil
  }
}
