import Herald

/// Who is who on which network: the people (and organisations) that a newsroom writes about, each with its handles.
///
/// An article is written once, with the handles of one network in it. On another network `@ada` may be someone else, so
/// a handle is only ever taken over through this map.
public struct HandleMap: Hashable, Sendable, Codable {
  public struct Person: Hashable, Sendable, Codable {
    /// What is written where the person has no handle; nil: the handle's own name, without its `@`.
    public var name: String?
    /// One handle for each network, with or without its `@`.
    public var handles: [Network: String]

    public init(name: String? = nil, handles: [Network: String]) {
      self.name = name
      self.handles = handles
    }
  }

  public let people: [Person]
  private let places: [String: [(network: Network, person: Int)]]

  public init(_ people: [Person] = []) {
    self.people = people
    var places: [String: [(network: Network, person: Int)]] = [:]
    for (index, person) in people.enumerated() {
      for (network, handle) in person.handles.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        places[Self.key(handle), default: []].append((network, index))
      }
    }
    self.places = places
  }

  /// The same map with the publisher's own handles in it, as one person more; a second handle on one network is a person
  /// of its own, so that both stay what they are.
  public func adding(own handles: [Handle]) -> HandleMap {
    var own: [Person] = []
    for handle in handles {
      if let index = own.firstIndex(where: { $0.handles[handle.network] == nil }) {
        own[index].handles[handle.network] = handle.name
      } else {
        own.append(Person(handles: [handle.network: handle.name]))
      }
    }
    return own.isEmpty ? self : HandleMap(own + people)
  }

  /// What an article's `@name` becomes on a network.
  public enum Crossing: Hashable, Sendable {
    /// The handle there, with its `@`.
    case mention(String)
    /// A known person who cannot be mentioned there: a name without `@`.
    case name(String)
    /// Nobody that is known here.
    case stranger
  }

  /// A handle that is one person's on the wanted network is that person's; else one that only one person has anywhere.
  /// What two people share is a stranger's.
  public func crossing(of written: String, to network: Network) -> Crossing {
    let found = places[Self.key(written)] ?? []
    let there = Set(found.filter { $0.network == network }.map(\.person))
    let anywhere = Set(found.map(\.person))
    let candidates = there.isEmpty ? anywhere : there
    guard candidates.count == 1, let index = candidates.first else { return .stranger }
    let person = people[index]
    if network.mentionsByName, let handle = person.handles[network] { return .mention("@" + Self.bare(handle)) }
    return .name(person.name ?? Self.bare(written))
  }

  private static func bare(_ handle: String) -> String {
    handle.unicodeScalars.first.map { $0 == "@" || $0 == "＠" } ?? false
      ? String(handle.unicodeScalars.dropFirst()) : handle
  }

  private static func key(_ handle: String) -> String { bare(handle).lowercased() }

  public static func == (left: HandleMap, right: HandleMap) -> Bool { left.people == right.people }

  public func hash(into hasher: inout Hasher) { hasher.combine(people) }

  public init(from decoder: any Decoder) throws { self.init(try [Person](from: decoder)) }

  public func encode(to encoder: any Encoder) throws { try people.encode(to: encoder) }
}

extension Network {
  /// Whether `@name` in a plain text mentions someone here. LinkedIn, Discord and Slack mention by number only, which a
  /// text for people does not hold.
  public var mentionsByName: Bool {
    switch self {
    case .x, .mastodon, .bluesky, .threads, .telegram: true
    case .plain, .linkedin, .discord, .slack: false
    }
  }

  /// Whether a text may be a handle here (with or without its `@`): what a handle map is checked by.
  ///
  /// | network | a handle is |
  /// | --- | --- |
  /// | `x` | 1 to 15 of `A-Z a-z 0-9 _` |
  /// | `mastodon` | `user@server`; a bare name is a user of whatever server the post is on |
  /// | `bluesky` | a domain name (atproto handle syntax) |
  /// | `threads` | 1 to 30 of `A-Z a-z 0-9 _ .`, no dot at the ends |
  /// | `telegram` | 4 to 32 of `A-Z a-z 0-9 _`, a letter first |
  /// | others | any one line; it is never made a mention |
  public func isHandle(_ text: String) -> Bool {
    let name = Array((text.hasPrefix("@") ? text.dropFirst() : text[...]).unicodeScalars)
    func isWord(_ scalar: Unicode.Scalar) -> Bool { scalar.isASCIIWord || scalar == "_" }
    switch self {
    case .x: return (1...15).contains(name.count) && name.allSatisfy(isWord)
    case .mastodon:
      let parts = name.split(separator: "@", omittingEmptySubsequences: false)
      return parts.count == 2 && Detection.nameEnd(name, from: 0, where: isWord) == parts[0].count
        && parts[1].contains(".") && Detection.nameEnd(Array(parts[1]), from: 0, where: \.isWord) == parts[1].count
    case .bluesky: return ATSyntax.isHandle(Detection.string(name[...]))
    case .threads:
      return (1...30).contains(name.count) && name.allSatisfy { isWord($0) || $0 == "." } && name.first != "."
        && name.last != "."
    case .telegram:
      return (4...32).contains(name.count) && name.allSatisfy(isWord) && name.first?.isASCIILetter ?? false
    case .plain, .linkedin, .discord, .slack: return !name.isEmpty && !name.contains(where: \.isHidden)
    }
  }
}
