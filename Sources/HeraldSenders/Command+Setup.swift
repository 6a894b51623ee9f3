import Herald

extension Command: ConfiguredSender {
  public static let kind = "command"
  public static func destination(of settings: Settings) -> String { settings.run.words[0] }

  public static let setup = Setup(
    "posts to a program of yours that is started",
    [
      Question(
        "run", .words, "the program and its arguments", example: "Scripts/post --quiet",
        steps: [
          "Whole, or from the newsroom's folder. No shell reads it; the post comes on its standard input, as JSON."
        ])
    ])
}
