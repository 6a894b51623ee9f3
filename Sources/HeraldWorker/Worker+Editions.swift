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
      var mustWait = false
      for run in try await opener.dueRuns(store: store, now: now, log: log) {
        let name = "\(opener.plan.digest) \(run.nominal)"
        if times.refused.contains(name) {
          refused = run
        } else if try await opener.mayOpen(run, store: store, now: now, log: log) {
          switch try await open(run, opener, now: now) {
          case .opened: break
          case .refused:
            times.refused.insert(name)
            refused = run
          case .noRoom: mustWait = true
          }
        }
      }
      let next = opener.nextLook(after: now, refused: refused)
      let soon = now + Self.roomWait
      times.set(opener.plan.digest, to: mustWait ? min(next ?? soon, soon) : next)
    }
    times.settle()
  }

  /// How soon a run is tried again for which the disk had no room.
  private static let roomWait = Seconds(5)

  private enum Opening { case opened, refused, noRoom }

  private func open(_ run: Occurrence, _ opener: EditionOpener, now: Instant) async throws -> Opening {
    do {
      let edition = try await opener.open(run, store: store, now: now)
      var metadata: Logger.Metadata = [
        "digest": "\(edition.digest)", "number": "\(edition.number)", "owed": "\(edition.owed)",
      ]
      let late = now - run.instant
      if late >= EditionMisfire.punctual { metadata["late"] = "\(late.microseconds / 60_000_000) min" }
      log.info("edition opened", metadata: metadata)
      return .opened
    } catch let problem as StoreProblem where problem.isFatal {
      throw problem
    } catch StoreProblem.diskLow {
      // The alarm of the full disk says it.
      return .noRoom
    } catch {
      log.error(
        "edition not opened", metadata: ["run": "\(opener.plan.digest) \(run.nominal)", "failure": "\(error)"])
      return .refused
    }
  }
}
