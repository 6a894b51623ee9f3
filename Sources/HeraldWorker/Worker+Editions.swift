import Herald
import HeraldStore
import Logging

extension Worker {
  /// Opens what is due. A run that cannot be opened (no subscribers, say) is reported once, then left for a person.
  func openEditions(_ times: inout OpeningTimes) async throws {
    guard !openers.isEmpty, times.isTime(surroundings.now()), try await store.pauseOfAll() == nil else { return }
    for opener in openers {
      let now = surroundings.now()
      guard times.isTime(of: opener.plan.digest, now) else { continue }
      var refused: Occurrence?
      for run in try await opener.dueRuns(store: store, now: now, log: log) {
        let name = "\(opener.plan.digest) \(run.nominal)"
        if times.refused.contains(name) {
          refused = run
        } else if try await opener.mayOpen(run, store: store, now: now, log: log),
          try await !open(run, opener, now: now)
        {
          times.refused.insert(name)
          refused = run
        }
      }
      times.set(opener.plan.digest, to: opener.nextLook(after: now, refused: refused))
    }
    times.settle()
  }

  /// False when it could not be opened.
  private func open(_ run: Occurrence, _ opener: EditionOpener, now: Instant) async throws -> Bool {
    do {
      let edition = try await opener.open(run, store: store, now: now)
      var metadata: Logger.Metadata = [
        "digest": "\(edition.digest)", "number": "\(edition.number)", "owed": "\(edition.owed)",
      ]
      let late = now - run.instant
      if late >= EditionMisfire.punctual { metadata["late"] = "\(late.microseconds / 60_000_000) min" }
      log.info("edition opened", metadata: metadata)
      return true
    } catch let problem as StoreProblem where problem.isFatal {
      throw problem
    } catch {
      log.error(
        "edition not opened", metadata: ["run": "\(opener.plan.digest) \(run.nominal)", "failure": "\(error)"])
      return false
    }
  }
}
