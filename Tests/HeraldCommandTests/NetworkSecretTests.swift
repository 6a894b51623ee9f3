import Foundation
import Servers
import Testing

/// A network's token, password or address, through every way that `herald` has to say something, while the network refuses,
/// repeats our own request to us and goes silent.
@Suite(.timeLimit(.minutes(15))) struct NetworkSecretTests {
  /// What each fault leads to differs; what is asked here is only what was said of it.
  static let faults: [FakeNetwork.Plan.Fault] = [
    .init("echo"), .init("expired"), .init("limit"), .init("drop"), .init("huge"), .init("redirect"),
  ]

  @Test(arguments: NewsroomNetwork.all, faults.indices)
  func noSecretIsInAnyLogRowFailureOrList(_ network: NewsroomNetwork, _ fault: Int) async throws {
    try await network.with([Self.faults[fault]]) { newsroom, fake in
      let address = network.secret.replacing("SERVER", with: fake.url)
      let secrets = [address, try #require(address.split(whereSeparator: { "/:".contains($0) }).last.map(String.init))]
      var said: [(what: String, text: String)] = []
      for words in [
        ["run", "--drain"], ["check", "--online"], ["jobs", "list"], ["jobs", "list", "--json"], ["jobs", "show", "1"],
        ["jobs", "show", "1", "--raw"], ["jobs", "show", "1", "--json"], ["why", "1"], ["channels", "list"],
        ["channels", "list", "--json"], ["status", "--json"], ["audit"], ["channels", "test", "there"],
      ] {
        let ended = try HeraldProcess.run(words, in: newsroom.url)
        #expect(ended.code >= 0, "\(words): \(ended)")
        said.append((words.joined(separator: " "), ended.out + ended.err))
      }
      for file in newsroom.folder.files where file.hasPrefix("herald.db") {
        let octets = try Data(contentsOf: newsroom.url.appending(path: file))
        said.append((file, String(decoding: octets, as: UTF8.self)))
      }
      #expect(said.contains { $0.what == "herald.db" } && said[0].text.contains("there"))
      for (what, text) in said {
        for secret in secrets {
          #expect(!text.contains(secret), "\(what) of \(network.name): \(Self.faults[fault].name)")
        }
      }
      #expect(try fake.attempts().count >= 1)
    }
  }
}
