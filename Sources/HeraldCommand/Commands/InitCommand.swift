import ArgumentParser
import Foundation
import HeraldText

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Lays out a newsroom: a configuration, the templates, sample articles.",
    discussion: """
      herald init newsroom

      Nothing that is there already is changed: an existing file makes it stop
      before it writes anything.
      """)

  @Argument(help: "The folder; it is made when it is missing.")
  var folder: String

  func run() throws {
    let base = URL(fileURLWithPath: folder, isDirectory: true)
    let files = Self.files
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: base.path, isDirectory: &isFolder), !isFolder.boolValue {
      throw Ending(.usage, "\(folder.shown()) is a file: name a folder")
    }
    let existing = files.keys.sorted().filter { FileManager.default.fileExists(atPath: base.appending(path: $0).path) }
    guard existing.isEmpty else {
      throw Ending(.usage, "\(folder.shown()) has \(existing.joined(separator: ", ")) already: name another folder")
    }
    do {
      for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
        let file = base.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file, options: .withoutOverwriting)
        Terminal.say("made \(file.relativePath.shown())")
      }
    } catch {
      throw Ending(
        .unavailable,
        "\(folder.shown()) cannot be written: is a part of its path a file, is the disk full, may this user write there?"
      )
    }
    Terminal.say("\nNext:")
    if folder != "." { Terminal.say("  cd \(folder.contains(" ") ? "\"\(folder.shown())\"" : folder.shown())") }
    Terminal.say("  herald preview Articles/steppe-water.txt")
  }

  private static var files: [String: [UInt8]] {
    var files: [String: [UInt8]] = [
      "Config/herald.yaml": PackageResources.herald_yaml,
      "Articles/steppe-water.txt": PackageResources.steppe_water_txt,
      "Articles/harbour.md": PackageResources.harbour_md,
    ]
    for template in Templates.defaults { files["Templates/\(template.name).mustache"] = Array(template.text.utf8) }
    return files
  }
}
