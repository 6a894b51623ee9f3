import Herald
import HeraldStore
import Logging

extension Worker {
  /// Opens what is due. A run that cannot be opened (no subscribers, say) is reported once, then left for a person;
  /// `refused` remembers those.
  func openEditions(refused: inout Set<String>) async throws {
    guard !openers.isEmpty, try await store.pauseOfAll() == nil else { return }
    for opener in openers {
      let now = surroundings.now()
      guard let run = try await opener.dueRun(store: store, now: now, log: log) else { continue }
      let name = "\(opener.plan.digest) \(run.nominal)"
      guard !refused.contains(name) else { continue }
      do {
        let edition = try await opener.open(run, store: store, now: now)
        log.info(
          "edition opened",
          metadata: ["digest": "\(edition.digest)", "number": "\(edition.number)", "owed": "\(edition.owed)"])
      } catch let problem as StoreProblem where problem.isFatal {
        throw problem
      } catch {
        refused.insert(name)
        log.error("edition not opened", metadata: ["run": "\(name)", "failure": "\(error)"])
      }
    }
  }
}
