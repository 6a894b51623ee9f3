import Foundation
import Testing

@testable import HeraldCommand

@Suite(.serialized, .timeLimit(.minutes(5))) struct CheckTests {
  @Test func configurationAndTemplatesAreCheckedTogether() throws {
    let newsroom = try TestNewsroom()
    try newsroom.configure("channels:\n  x: { sender: file, directory: outbox, as: blusky }\n")
    try newsroom.folder.write("{{titel}}\n", to: "Templates/post.mustache")
    let ended = try newsroom.herald("check")
    #expect(ended.code == 78)
    #expect(ended.err.contains("Config/herald.yaml:2: channels.x.as: "), "\(ended)")
    #expect(ended.err.contains("did you mean `bluesky`?"), "\(ended)")
    #expect(ended.err.contains("post.mustache:1"), "\(ended)")
  }

  @Test func aFolderThatCannotBeAFolderIsNamed() throws {
    let newsroom = try TestNewsroom()
    try newsroom.configure("channels:\n  x: { sender: file, directory: Config/herald.yaml/mail, as: x }\n")
    let ended = try newsroom.herald("check")
    #expect(ended.code == 69)
    #expect(ended.err.contains("channels.x: "), "\(ended)")
    #expect(ended.err.contains("a part of the path is a file"), "\(ended)")
  }

  @Test func aFolderThatIsNotThereYetIsNoProblemAndIsNotMade() throws {
    let newsroom = try TestNewsroom()
    try newsroom.done("check")
    #expect(!FileManager.default.fileExists(atPath: newsroom.url.appending(path: "outbox").path))
  }
}
