import Herald
import HeraldStore

/// What the store holds and the configuration does not name any more: a renamed list keeps its people, a renamed digest its
/// editions, and mails that are owed go out all the same.
extension Newsroom {
  /// For `check`: lists that nobody mails, lists that nobody is on, and mails of digests that are gone.
  func warnings(of store: Store, now: Instant) async throws -> [String] {
    try await warningsOfLists(in: store) + warningsOfEditions(in: store, now: now)
  }

  private func warningsOfLists(in store: Store) async throws -> [String] {
    let lists = try await store.lists()
    let unused = lists.filter { list in list.active > 0 && !config.digests.contains { $0.list == list.name } }.map {
      "the list \($0.name.shown()) has \(counted($0.active, "subscriber")), and no digest mails it: was it renamed? "
        + "`herald subscribers export --list \($0.name.shown())` writes them down, `import` adds them to another list"
    }
    let empty = config.digests.filter { digest in !lists.contains { $0.name == digest.list && $0.active > 0 } }.map {
      "digests.\($0.name): nobody is on its list \($0.list), so no edition opens: `herald subscribers add --list \($0.list)` "
        + "or `import`"
    }
    return unused + empty
  }

  private func warningsOfEditions(in store: Store, now: Instant) async throws -> [String] {
    let channels = try await store.ledgers().keys.sorted()
    let open = try await store.progress(channels: channels, now: now).editions
    return open.filter { edition in !config.digests.contains { $0.name == edition.digest } }.map { edition in
      let left = edition.ledger[.waiting] + edition.ledger[.leased] + edition.ledger[.held]
      let name = edition.digest.shown()
      return "\(counted(left, "mail")) of edition \(edition.number) of \(name) \(left == 1 ? "waits" : "wait"), and no "
        + "digest has that name: was it renamed? What is owed goes out all the same; `herald digest show \(name)` shows it"
    }
  }
}
