import Foundation
import Herald
import Mustache

extension Templates {
  static let suffix = ".mustache"

  /// The most bytes that a template may have.
  public static let mostBytes = 64 * 1024
  /// The most templates that a folder may hold.
  public static let mostFiles = 200

  /// The templates that travel in the binary, by name without `.mustache`: what `herald init` lays out.
  public static var defaults: [(name: String, text: String)] {
    [
      ("brief", String(decoding: PackageResources.brief_mustache, as: UTF8.self)),
      ("digest", String(decoding: PackageResources.digest_mustache, as: UTF8.self)),
      ("link", String(decoding: PackageResources.link_mustache, as: UTF8.self)),
      ("post", String(decoding: PackageResources.post_mustache, as: UTF8.self)),
      ("thread", String(decoding: PackageResources.thread_mustache, as: UTF8.self)),
    ]
  }

  /// Checks one template and makes it ready. `file` is what its problems name.
  static func load(_ text: String, name: String, file: String) throws(TemplateProblems) -> Loaded {
    guard let kind = TemplateKind(templateName: name) else {
      throw TemplateProblems(problems: [strangeName(file)])
    }
    let text = text.replacingOccurrences(of: "\r\n", with: "\n")
    let check = TemplateCheck(text, kind: kind, file: file)
    guard check.problems.isEmpty else { throw TemplateProblems(problems: check.problems) }
    do {
      // The pragma's line is not rendered, and turns off the escaping for HTML.
      let template = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + text)
      return Loaded(kind: kind, file: file, template: template, isAiry: text.contains("\n\n\n"), shown: check.shown)
    } catch {
      let context = (error as? MustacheTemplate.ParserError)?.context
      let problem = TemplateProblem(
        file: file, line: context.map { $0.lineNumber - 1 }, column: context?.columnNumber,
        what: "not a template", remedy: "see the tag there")
      throw TemplateProblems(problems: [problem])
    }
  }

  /// Every template of a folder as text, and what cannot be read.
  static func read(folder: URL) -> (texts: [String: (file: String, text: String)], problems: [TemplateProblem]) {
    var texts: [String: (file: String, text: String)] = [:]
    var problems: [TemplateProblem] = []
    let files: [URL]
    do {
      files = try FileManager.default.contentsOfDirectory(
        at: folder, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles]
      ).filter { $0.lastPathComponent.hasSuffix(suffix) }.sorted { $0.path < $1.path }
    } catch {
      return (texts, [unreadable(folder.path, error)])
    }
    if files.count > mostFiles {
      let what = "\(files.count) templates, more than \(mostFiles)"
      return (texts, [TemplateProblem(file: folder.path, what: what, remedy: "is this the right folder?")])
    }
    for file in files {
      do throws(TemplateProblem) {
        texts[String(file.lastPathComponent.dropLast(suffix.count))] = (file.path, try read(file: file))
      } catch {
        problems.append(error)
      }
    }
    return (texts, problems)
  }

  private static func read(file: URL) throws(TemplateProblem) -> String {
    let data: Data
    do {
      // A named pipe would block, a device would never end.
      let kind = try file.resolvingSymlinksInPath().resourceValues(forKeys: [.isRegularFileKey])
      guard kind.isRegularFile == true else {
        throw TemplateProblem(file: file.path, what: "not a file", remedy: "write the template as a plain text file")
      }
      let handle = try FileHandle(forReadingFrom: file)
      defer { handle.closeFile() }
      data = try handle.read(upToCount: mostBytes + 1) ?? Data()
    } catch {
      throw error as? TemplateProblem ?? unreadable(file.path, error)
    }
    if data.count > mostBytes {
      throw TemplateProblem(
        file: file.path, what: "larger than \(mostBytes / 1024) kB", remedy: "is this a template? shorten it")
    }
    let bytes = data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    // The first line that is not UTF-8 by itself: a line end is never part of another character.
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
    throw TemplateProblem(
      file: file.path, line: line.map { $0 + 1 }, what: "not UTF-8", remedy: "save the file in the encoding UTF-8")
  }

  private static func strangeName(_ file: String) -> TemplateProblem {
    let name = (file as NSString).lastPathComponent
    let kinds = TemplateKind.allCases.map(\.rawValue)
    let remedy =
      if let nearest = Herald.nearest(to: String(name.dropLast(suffix.count)), in: kinds) {
        "did you mean “\(nearest)\(suffix)”?"
      } else {
        "name it \(kinds.map { "\($0)-….mustache" }.joined(separator: ", "))"
      }
    return TemplateProblem(file: file, what: "its name does not say what it is for", remedy: remedy)
  }

  private static func unreadable(_ path: String, _ error: any Error) -> TemplateProblem {
    TemplateProblem(
      file: path, what: "cannot be read (\(error.localizedDescription))", remedy: "check the path and its permissions")
  }
}
