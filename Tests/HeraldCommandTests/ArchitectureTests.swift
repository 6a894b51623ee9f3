import Foundation
import Testing

/// Holds the import arrows of DESIGN.md's table of rooms.
@Suite struct ArchitectureTests {
  /// What each module may import of ours.
  static let arrows: [String: Set<String>] = [
    "Herald": [],
    "HeraldIntake": ["Herald"],
    "HeraldText": ["Herald"],
    "HeraldMail": ["Herald"],
    "HeraldStore": ["Herald"],
    "HeraldTransfer": [],
    "HeraldSenders": ["Herald", "HeraldMail", "HeraldText", "HeraldTransfer"],
    "HeraldWorker": ["Herald", "HeraldStore"],
    "HeraldCommand": [
      "Herald", "HeraldIntake", "HeraldText", "HeraldMail", "HeraldStore", "HeraldSenders", "HeraldTransfer",
      "HeraldWorker",
    ],
  ]

  /// C libraries with fixed signatures: no Swift in them.
  static let bindings: Set<String> = ["CCurl", "CSQLite"]

  static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources")

  @Test func everyModuleIsKnown() throws {
    let modules = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
    #expect(Set(modules) == Set(Self.arrows.keys).union(Self.bindings))
  }

  /// A folder of tests that the package does not name would never run, and nobody would notice. `Servers` holds what
  /// tests start, `Fuzz` what `Scripts/fuzz` builds; the others hold what tests read.
  @Test func everyFolderOfTestsIsRun() throws {
    let package = Self.sources.deletingLastPathComponent()
    let manifest = try String(contentsOf: package.appending(path: "Package.swift"), encoding: .utf8)
    for folder in try FileManager.default.contentsOfDirectory(atPath: package.appending(path: "Tests").path)
    where !["Servers", "Fuzz", "Digests", "Samples", "Sentences"].contains(folder) {
      #expect(manifest.contains("name: \"\(folder)\""), "\(folder) is not in Package.swift")
    }
  }

  @Test(arguments: arrows.keys.sorted())
  func aModuleImportsOnlyWhatItsRoomMay(_ module: String) throws {
    let allowed = try #require(Self.arrows[module])
    let folder = Self.sources.appending(path: module)
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var count = 0
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      count += 1
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let position = words.firstIndex(of: "import"), position <= 1, let name = words.last,
          name.hasPrefix("Herald")
        else { continue }
        #expect(allowed.contains(String(name)), "\(file.lastPathComponent) imports \(name)")
      }
    }
    #expect(count > 0)
  }
}
