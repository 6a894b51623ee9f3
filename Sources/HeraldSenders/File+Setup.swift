import Foundation
import Herald

extension File: ConfiguredSender {
  public static let kind = "file"
  public static func destination(of settings: Settings) -> String { settings.directory }

  public static let setup = Setup(
    "everything into files",
    [
      Question(
        "directory", .line, "the folder", example: "outbox/x",
        steps: ["Whole, or from the newsroom's folder. It is made when it is missing."])
    ])

  public init(settings: Settings, base: URL, means: NetworkMeans) { self.init(settings: settings, base: base) }
}

extension File: DeletingSender {
  /// Removes the file.
  public func delete(_ receipt: Receipt) async -> Failure? {
    guard receipt.id.wholeMatch(of: /[0-9]+-[0-9]+\.(eml|json)/) != nil else {
      return Failure("“\(receipt.id)” is no file of this sender's")
    }
    return await remove(receipt.id)
  }
}
