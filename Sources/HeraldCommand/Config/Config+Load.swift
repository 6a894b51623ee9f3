import Foundation
import Herald
import HeraldSenders
import HeraldText
import Yams

extension Config {
  /// Finds and reads the configuration: `path`, else `$HERALD_CONFIG`, else `Config/herald.yaml` in the working folder.
  ///
  /// - Returns: nil when none was named and none is there.
  /// - Throws: `Ending` with every problem of the file, one line each.
  static func load(path: String?) throws -> Config? {
    let named = named(path)
    let file = file(path)
    if named == nil, !FileManager.default.fileExists(atPath: file) { return nil }
    if path == nil, named != nil, !FileManager.default.fileExists(atPath: file) {
      throw Ending(.configuration, "HERALD_CONFIG names \(file): there is no such file")
    }
    return try read(file)
  }

  /// The configuration that a command needs.
  static func needed(path: String?) throws -> Config {
    guard let config = try load(path: path) else {
      throw Ending(
        .configuration,
        "there is no Config/herald.yaml here: make a newsroom with `herald init DIR` and go there, or name a file with "
          + "--config or HERALD_CONFIG")
    }
    return config
  }

  /// Where the configuration is looked for.
  static func file(_ path: String?) -> String { named(path) ?? "Config/herald.yaml" }

  private static func named(_ path: String?) -> String? {
    path ?? ProcessInfo.processInfo.environment["HERALD_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The newsroom's folder: the one that holds `Config`.
  static func base(of file: String) -> URL {
    let folder = URL(fileURLWithPath: file).standardizedFileURL.deletingLastPathComponent()
    return folder.lastPathComponent == "Config" ? folder.deletingLastPathComponent() : folder
  }

  /// Reads a file, or what it would hold.
  static func read(_ file: String, holding data: Data? = nil) throws -> Config {
    let problems = ConfigProblems(file: file)
    let node = try data.map { ConfigText.node(in: $0, problems) } ?? ConfigText.node(of: file, problems)
    let config = try decode(node, base: base(of: file), problems)
    guard let config, problems.isEmpty else { throw Ending(.configuration, problems.lines.joined(separator: "\n")) }
    return config
  }

  private static func decode(_ root: Node?, base: URL, _ problems: ConfigProblems) throws -> Config? {
    guard let root else { return nil }
    guard case .mapping(let mapping) = root else {
      problems.report(root, [], "the file must hold sections: newsroom, store, handles, channels, digests, alerts")
      return nil
    }
    guard !mapping.isEmpty else {
      problems.report(line: 0, "it is empty: `herald init DIR` makes a complete one to start from")
      return nil
    }
    let decoder = NodeDecoder(node: root, problems: problems, newsroomFolder: base)
    do {
      var config = Config(base: base)
      let sections = try decoder.container(keyedBy: Section.self)
      config.newsroom = try sections.take(NewsroomConfig.self, .newsroom) ?? config.newsroom
      config.store = try sections.take(StorePath.self, .store)?.path ?? config.store
      config.handles = HandleMap(try people(in: sections))
      config.channels = try named(ChannelConfig.self, in: sections, .channels)
      config.digests = try named(DigestConfig.self, in: sections, .digests)
      config.alerts = try sections.take(AlertsConfig.self, .alerts) ?? config.alerts
      checkReferences(of: config, root: root, problems)
      problems.reportUnknownKeys(root)
      return config
    } catch is ConfigProblems.Reported {
      return nil
    }
  }

  private enum Section: CodingKey { case newsroom, store, handles, channels, digests, alerts }

  /// The named entries of a section, in the order of the file; none when the section itself is wrong.
  private static func named<T: Decodable>(
    _ type: T.Type, in sections: KeyedDecodingContainer<Section>, _ key: Section
  ) throws -> [T] {
    guard try sections.contains(key) && !sections.decodeNil(forKey: key) else { return [] }
    do {
      let section = try sections.nestedContainer(keyedBy: AnyKey.self, forKey: key)
      return try section.allKeys.compactMap { try section.take(type, $0) }
    } catch is ConfigProblems.Reported {
      return []
    }
  }

  /// Who is who: a person's name, or an `@name`, and the handles on each network.
  private static func people(in sections: KeyedDecodingContainer<Section>) throws -> [HandleMap.Person] {
    guard sections.contains(.handles), !(try sections.decodeNil(forKey: .handles)) else { return [] }
    do {
      let section = try sections.nestedContainer(keyedBy: AnyKey.self, forKey: .handles)
      return try section.allKeys.compactMap { key in
        let name = key.stringValue
        guard let handles = try section.take(HandlesConfig.self, key)?.handles else { return nil }
        return HandleMap.Person(name: name.hasPrefix("@") ? nil : name, handles: handles)
      }
    } catch is ConfigProblems.Reported {
      return []
    }
  }

  /// What one section says about another.
  private static func checkReferences(of config: Config, root: Node, _ problems: ConfigProblems) {
    for section in ["channels", "digests"] {
      for (key, _) in root.entry(section)?.value.mapping ?? [:] {
        guard let name = key.scalar?.string, !Name.isValid(name) else { continue }
        problems.report(key, [], "\(section): “\(name)” is not a name: \(Name.form)")
      }
    }
    checkAlerts(of: config, root: root, problems)
    for digest in config.digests {
      let entry = root.entry("digests")?.value.entry(digest.name)
      let node = entry?.value.entry("channel")?.key ?? entry?.key
      let path = [AnyKey(stringValue: "digests"), AnyKey(stringValue: digest.name)]
      if let channel = config.channels.first(where: { $0.name == digest.channel }) {
        // A `from:` that is there and wrong has been reported where it stands.
        if channel.from == nil, root.entry("channels")?.value.entry(channel.name)?.value.entry("from") == nil {
          problems.report(node, path, "its channel `\(channel.name)` needs `from:`, as in \"News <news@example.org>\"")
        }
      } else if root.entry("channels")?.value.entry(digest.channel) == nil {
        problems.report(node, path, noChannel(digest.channel, config.channels.map(\.name)))
      }
    }
  }

  private static func noChannel(_ name: String, _ known: [String]) -> String {
    let hint =
      nearest(to: name, in: known).map { "did you mean `\($0)`?" }
      ?? (known.isEmpty ? "add it under `channels:`" : "there are: \(known.joined(separator: ", "))")
    return "there is no channel `\(name)`: \(hint)"
  }

  /// Alarms go by mail only through a mail server, and from somebody.
  private static func checkAlerts(of config: Config, root: Node, _ problems: ConfigProblems) {
    guard let mail = config.alerts.mail else { return }
    let node = root.entry("alerts")?.value.entry("mail")?.value.entry("channel")?.key
    let path = ["alerts", "mail"].map(AnyKey.init(stringValue:))
    guard let channel = config.channels.first(where: { $0.name == mail.channel }) else {
      // One that is there and wrong has been reported where it stands.
      if root.entry("channels")?.value.entry(mail.channel) == nil {
        problems.report(node, path, noChannel(mail.channel, config.channels.map(\.name)))
      }
      return
    }
    if !(channel.sender is SMTP) {
      problems.report(
        node, path, "`\(channel.name)` is no mail server: name a channel with `sender: smtp`, or tell by `command:`")
    } else if channel.from == nil,
      root.entry("channels")?.value.entry(channel.name)?.value.entry("from") == nil
    {
      problems.report(node, path, "its channel `\(channel.name)` needs `from:`, as in \"News <news@example.org>\"")
    }
  }
}

extension Node {
  /// The entry of a section by the text of its key, however that is quoted.
  fileprivate func entry(_ name: String) -> (key: Node, value: Node)? {
    guard case .mapping(let mapping) = self else { return nil }
    return mapping.first { $0.key.scalar?.string == name }.map { ($0.key, $0.value) }
  }
}

/// `sqlite:herald.db`, or just the path.
private struct StorePath: Decodable {
  let path: String

  init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    path = text.hasPrefix("sqlite:") ? String(text.dropFirst(7)) : text
    // Any other scheme is a slip, or a database that there is none of: a file of that name would be a second store.
    guard !path.isEmpty, path.prefixMatch(of: /[A-Za-z][A-Za-z0-9+.\-]*:/) == nil else {
      throw Wrong("“\(text)” is not a store: write sqlite:herald.db")
    }
  }
}
