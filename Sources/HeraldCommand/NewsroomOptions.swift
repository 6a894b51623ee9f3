import ArgumentParser
import Foundation

/// Options that every command of a newsroom takes.
struct NewsroomOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The configuration; default $HERALD_CONFIG, else Config/herald.yaml here.", valueName: "file"))
  var config: String?

  func newsroom() throws -> Newsroom { try Newsroom(Config.needed(path: config)) }

  /// With the configuration where there is one, without it elsewhere.
  func newsroomOrDefaults() throws -> Newsroom {
    try Newsroom(Config.load(path: config) ?? .withoutFile(in: URL.currentDirectory()))
  }
}
