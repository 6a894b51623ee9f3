import Foundation
import HeraldSenders
import Testing

@testable import HeraldCommand

/// A secret as the configuration names it: where it is kept, nothing else.
@Suite struct SecretConfigTests {
  private struct Settings: Decodable {
    let password: Secret
  }

  /// The settings, and what is reported of them, with the line of the file.
  private func decode(_ yaml: String) throws -> (secret: Secret?, problems: [String]) {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let file = try folder.write(yaml, to: "settings.yaml")
    let problems = ConfigProblems(file: "FILE")
    let node = try #require(try ConfigText.node(of: file.path, problems))
    let decoder = NodeDecoder(node: node, problems: problems, newsroomFolder: folder.url)
    do {
      let settings = try Settings(from: decoder)
      problems.reportUnknownKeys(node)
      return (problems.isEmpty ? settings.password : nil, problems.lines)
    } catch is ConfigProblems.Reported {
      problems.reportUnknownKeys(node)
      return (nil, problems.lines)
    }
  }

  @Test(arguments: [
    ("password: { env: SMTP_PASSWORD }\n", Secret.environment("SMTP_PASSWORD")),
    ("password:\n  env: _a9\n", .environment("_a9")),
    ("password: { file: Config/password }\n", .file("Config/password")),
    ("password: { file: /run/secrets/smtp }\n", .file("/run/secrets/smtp")),
  ])
  func itIsDecodedFromWhereItIsKept(_ yaml: String, _ expected: Secret) throws {
    #expect(try decode(yaml).secret == expected)
  }

  static let wrong: [(yaml: String, line: Int, says: String)] = [
    ("# a\npassword: hunter2\n", 2, "password: a secret never stands in the configuration: put it into"),
    ("password: \"hunter2\"\n", 1, "write `{ env: NAME }` or `{ file: path }` here"),
    ("password: [hunter2]\n", 1, "a secret never stands in the configuration"),
    ("password: 12345\n", 1, "a secret never stands in the configuration"),
    ("password: {}\n", 1, "write `{ env: NAME }` or `{ file: path }`"),
    ("password:\n", 1, "a secret never stands in the configuration"),
    ("password: { env: A, file: b }\n", 1, "`env` and `file` are both there: keep one of them"),
    ("password: { env: \"hunter2!\" }\n", 1, "`env:` takes the name of an environment variable"),
    ("password: { env: $SMTP }\n", 1, "`env:` takes the name of an environment variable"),
    ("password: { env: 9a }\n", 1, "`env:` takes the name of an environment variable"),
    ("password: { env: \"\" }\n", 1, "`env:` takes the name of an environment variable"),
    ("password: { file: \"\" }\n", 1, "`file:` takes the path of a file"),
    ("password: { file: ~/password }\n", 1, "`file:` takes the path of a file"),
    ("password:\n  enviroment: A\n  env: A\n", 2, "password: unknown key `enviroment`"),
    ("password: { evn: A }\n", 1, "unknown key `evn`: did you mean `env`?"),
    ("a: 1\n", 1, "`password` is missing"),
  ]

  @Test(arguments: wrong)
  func anythingElseIsNamedWithItsLineAndNeverRepeated(_ yaml: String, _ line: Int, _ says: String) throws {
    let problems = try decode(yaml).problems
    #expect(problems.contains { $0.hasPrefix("FILE:\(line): ") && $0.contains(says) }, "\(problems)")
    #expect(!problems.joined().contains("hunter2"))
  }
}
