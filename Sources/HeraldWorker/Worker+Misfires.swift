import Herald
import HeraldStore
import Logging

extension Worker {
  /// Applies the policy of each channel to posts whose time was missed while nobody worked, or while their channel took
  /// nothing.
  func applyMisfires() async throws {
    let policies = Dictionary(uniqueKeysWithValues: channels.map { ($0.name, $0.misfire) })
    for post in try await store.applyMisfires(policies, now: surroundings.now()) {
      var metadata: Logger.Metadata = ["job": "\(post.job)", "channel": "\(post.channel)", "due": "\(post.due)"]
      switch post.fate {
      case .held: metadata["now"] = "held"
      case .now: metadata["now"] = "goes out"
      case .slot(let due): metadata["now"] = "due \(due)"
      }
      log.warning("missed its time", metadata: metadata)
    }
  }
}
