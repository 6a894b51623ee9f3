import Foundation
import Herald
import HeraldIntake
import HeraldMail
import HeraldSenders
import HeraldStore
import HeraldText

/// A newsroom at work: its configuration and templates, and what composes with them. There is one way from an article to
/// content, and preview, queue and digest all go through here.
struct Newsroom {
  let config: Config
  let posts: PostComposer
  let digests: DigestComposer
  let templates: Templates

  init(_ config: Config) throws {
    self.config = config
    let folder = config.templatesFolder
    let isThere = FileManager.default.fileExists(atPath: folder.path)
    templates = try Templates(folder: isThere ? folder : nil)
    posts = PostComposer(templates: templates, newsroom: config.newsroom.name)
    digests = DigestComposer(templates: templates)
    try checkTemplateNames()
  }

  /// A template that a channel or a digest names must be there, so that it fails before anything is stored.
  private func checkTemplateNames() throws(Ending) {
    let ofPosts = config.channels.map { (place: "channels.\($0.name)", name: $0.template, kind: $0.shape.templates) }
    let ofDigests = config.digests.map { (place: "digests.\($0.name)", name: $0.template, kind: TemplateKind.digest) }
    let problems = (ofPosts + ofDigests).compactMap { place, name, kind -> String? in
      let known = templates.names(of: kind)
      guard let name, !known.contains(name) else { return nil }
      let hint =
        nearest(to: name, in: known).map { "did you mean \($0)?" } ?? "there are: \(known.joined(separator: ", "))"
      return
        "\(place).template: there is no \(kind.rawValue) template \(name.shown()) in "
        + "\(config.templatesFolder.path.shown()): \(hint)"
    }
    guard problems.isEmpty else { throw Ending(.configuration, problems.joined(separator: "\n")) }
  }

  /// Templates of the newsroom that nothing uses: neither the defaults' names, nor `post-NETWORK` and its like, nor a
  /// name in the configuration. In alphabetical order.
  var unusedTemplates: [String] {
    let ofNetworks = PostShape.allCases.flatMap { shape in
      Network.allCases.map { "\(shape.templates.rawValue)-\($0.rawValue)" }
    }
    let defaults = TemplateKind.allCases.map(\.rawValue) + ofNetworks
    let used = Set(defaults + config.channels.compactMap(\.template) + config.digests.compactMap(\.template))
    return TemplateKind.allCases.flatMap { templates.names(of: $0) }.filter { !used.contains($0) }.sorted()
  }

  // MARK: - Articles

  /// Reads articles from files, `-` being standard input. Throws with every problem of every file, so that either all
  /// are read or none is used.
  func read(_ files: [String]) throws -> [(file: String, reading: Reading)] {
    var problems: [String] = []
    var readings: [(file: String, reading: Reading)] = []
    for file in files {
      do {
        readings.append((file, try ArticleFile.read(file)))
      } catch {
        problems.append(error.message)
      }
    }
    guard problems.isEmpty else { throw Ending(.input, problems.joined(separator: "\n")) }
    return readings
  }

  // MARK: - Channels

  /// The channels that a command names, or all that carry posts.
  func postChannels(named names: [String]) throws -> [ChannelConfig] {
    guard !names.isEmpty else {
      guard !config.postChannels.isEmpty else {
        throw Ending(.configuration, "no channel carries posts: add one under `channels:`")
      }
      return config.postChannels
    }
    return try names.map { name in
      guard let channel = config.channels.first(where: { $0.name == name }) else {
        throw Ending(.usage, unknown("channel", name, known: config.channels.map(\.name)))
      }
      guard config.postChannels.contains(where: { $0.name == name }) else {
        throw Ending(.usage, "the channel \(name) carries a digest, not posts")
      }
      return channel
    }
  }

  /// A channel for each of these networks, as if it were configured; `all` is every network.
  func channels(ofNetworks names: [String]) throws(Ending) -> [ChannelConfig] {
    let known = Network.allCases.filter { $0 != .plain }
    var networks: [Network] = []
    for name in names {
      if name == "all" {
        networks += known
      } else if let network = Network(rawValue: name) {
        networks.append(network)
      } else {
        throw Ending(.usage, unknown("network", name, known: known.map(\.rawValue) + ["plain", "all"]))
      }
    }
    return networks.map {
      ChannelConfig(name: $0.rawValue, network: $0, sender: Discard(), destination: "discard")
    }
  }

  /// A channel of the configuration, or one that `others` names.
  func checkChannel(_ name: String, orOneOf others: [String]) throws(Ending) {
    let known = config.channels.map(\.name) + others
    guard known.contains(name) else { throw Ending(.usage, unknown("channel", name, known: known)) }
  }

  // MARK: - The store

  /// Opens the store and makes the configured digests known to it.
  func openStore(_ role: Store.Role, now: Instant) async throws -> Store {
    let store = try Store(path: config.storePath, role: role)
    try await register(in: store, now: now)
    return store
  }

  /// The store as it is, for commands that only look: where there is no file yet, an empty one in memory.
  /// Throws `missing` where a store was.
  func openStoreToLook(now: Instant) async throws -> Store {
    let isThere = FileManager.default.fileExists(atPath: config.storePath)
    try Store.checkIsNotMissing(config.storePath)
    let store = try Store(path: isThere ? config.storePath : ":memory:", role: .command)
    if !isThere { try await register(in: store, now: now) }
    return store
  }

  /// A schedule begins when it first stands in the configuration, in this zone.
  func register(in store: Store, now: Instant) async throws {
    let schedules = config.digests.reduce(into: [:]) { schedules, digest in
      schedules[digest.name] = digest.schedule.map { "\($0) \(config.newsroom.timezone.identifier)" }
    }
    try await store.register(digests: config.digests.map { ($0.name, $0.since) }, schedules: schedules, now: now)
  }

  func unknown(_ kind: String, _ name: String, known: [String]) -> String {
    var seen: Set<String> = []
    let known = known.filter { seen.insert($0).inserted }
    let hint = nearest(to: name, in: known).map { "did you mean \($0)?" }
    let all = known.isEmpty ? "the configuration names none" : "there are: \(known.joined(separator: ", "))"
    return "there is no \(kind) “\(name.shown())”: \(hint ?? all)"
  }
}
