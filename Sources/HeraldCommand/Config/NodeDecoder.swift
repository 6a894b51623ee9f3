import Foundation
import Herald
import Yams

/// Decodes a YAML node into `Decodable` values and collects problems with their line instead of stopping at the first.
///
/// A scalar is read by the type that is wanted, never by YAML's guess: `no`, `on` and `17:30` are text where text is
/// wanted. A scalar that does not fit is reported and replaced by an empty value, so that decoding goes on; whoever decodes
/// must look at `problems` before using the result. Keys that nothing asked for are reported by `reportUnknownKeys`; one
/// without a value is reported too, because whoever wrote it meant something. Only a whole section of the file may be empty.
struct NodeDecoder: Decoder {
  let node: Node
  let problems: ConfigProblems
  /// At which relative paths start.
  let newsroomFolder: URL
  var codingPath: [any CodingKey] = []

  var userInfo: [CodingUserInfoKey: Any] {
    CodingUserInfoKey.newsroomFolder.map { [$0: newsroomFolder] } ?? [:]
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .mapping(let mapping) = node else {
      // Not reported yet: who asked may know better what would be right.
      throw DecodingError.typeMismatch(
        Node.Mapping.self,
        .init(
          codingPath: codingPath, debugDescription: "it must be a section of its own (`key: value` lines or `{ … }`)"))
    }
    return KeyedDecodingContainer(Keyed<Key>(mapping: mapping, decoder: self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .sequence(let sequence) = node else {
      problems.report(node, codingPath, "it must be a list (`[a, b]` or `- a` lines)")
      throw ConfigProblems.Reported()
    }
    return Unkeyed(nodes: Array(sequence), decoder: self)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { Single(decoder: self) }

  fileprivate func child(_ node: Node, _ key: any CodingKey) -> NodeDecoder {
    NodeDecoder(
      node: node, problems: problems, newsroomFolder: newsroomFolder, codingPath: codingPath + [key])
  }

  fileprivate func text() -> String {
    if case .scalar(let scalar) = node { return scalar.string }
    problems.report(node, codingPath, "it must be a single value, not a list or a section")
    return ""
  }

  /// A value of a type that is read from text, with the wanted form for the message.
  fileprivate func value<T>(_ wanted: String, or placeholder: T, _ read: (String) -> T?) -> T {
    let text = text()
    if let value = read(text) { return value }
    if !text.isEmpty || isScalar { problems.report(node, codingPath, "“\(text)” is not \(wanted)") }
    return placeholder
  }

  /// At this node, or at the one of its keys that the error names.
  private func report(_ context: DecodingError.Context) {
    let names = context.codingPath.map(\.stringValue)
    var place: Node? = node
    var path = codingPath
    if names.count == path.count + 1, names.starts(with: path.map(\.stringValue)), let name = names.last,
      let entry = node.mapping?.first(where: { $0.key.scalar?.string == name })
    {
      place = entry.key
      path = context.codingPath
    }
    problems.report(place, path, context.debugDescription)
  }

  private var isScalar: Bool { if case .scalar = node { true } else { false } }
  /// Whether it is neither a list nor a section.
  var isSingleValue: Bool { isScalar }

  fileprivate func decode<T: Decodable>(_ type: T.Type) throws -> T { try reporting { try T(from: self) } }

  /// Reports what is thrown as a problem of this node.
  fileprivate func reporting<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as DecodingError {
      report(error.context)
      throw ConfigProblems.Reported()
    } catch let error where !(error is ConfigProblems.Reported) {
      problems.report(node, codingPath, "\(error)")
      throw ConfigProblems.Reported()
    }
  }
}

extension DecodingError {
  fileprivate var context: Context {
    switch self {
    case .dataCorrupted(let context), .typeMismatch(_, let context), .valueNotFound(_, let context),
      .keyNotFound(_, let context):
      context
    @unknown default: Context(codingPath: [], debugDescription: "\(self)")
    }
  }
}

// MARK: - Containers

private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let mapping: Node.Mapping
  let decoder: NodeDecoder
  var codingPath: [any CodingKey] { decoder.codingPath }

  var allKeys: [Key] {
    let names = mapping.compactMap { $0.key.scalar?.string }
    decoder.problems.asked(decoder.node, names)
    return names.compactMap(Key.init(stringValue:))
  }

  private func find(_ key: Key) -> Node? { entry(key)?.value }

  private func entry(_ key: Key) -> (key: Node, value: Node)? {
    decoder.problems.asked(decoder.node, [key.stringValue])
    return mapping.first { $0.key.scalar?.string == key.stringValue }
  }

  func contains(_ key: Key) -> Bool { find(key) != nil }

  func decodeNil(forKey key: Key) throws -> Bool {
    guard let entry = entry(key) else { return true }
    guard let scalar = entry.value.scalar, scalar.style == .plain, ["", "~", "null"].contains(scalar.string) else {
      return false
    }
    if !codingPath.isEmpty {
      decoder.problems.report(
        entry.key, codingPath, "`\(key.stringValue)` is empty: say what it is, or take the line out")
    }
    return true
  }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try child(forKey: key).decode(type)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    let child = try child(forKey: key)
    return try child.reporting { try child.container(keyedBy: type) }
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try superDecoder(forKey: key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { decoder }

  func superDecoder(forKey key: Key) throws -> any Decoder { try child(forKey: key) }

  private func child(forKey key: Key) throws -> NodeDecoder {
    guard let node = find(key) else {
      decoder.problems.report(decoder.node, codingPath, "`\(key.stringValue)` is missing")
      throw ConfigProblems.Reported()
    }
    return decoder.child(node, key)
  }
}

private struct Unkeyed: UnkeyedDecodingContainer {
  let nodes: [Node]
  let decoder: NodeDecoder
  var currentIndex = 0
  var codingPath: [any CodingKey] { decoder.codingPath }
  var count: Int? { nodes.count }
  var isAtEnd: Bool { currentIndex >= nodes.count }

  init(nodes: [Node], decoder: NodeDecoder) {
    self.nodes = nodes
    self.decoder = decoder
  }

  private mutating func next() throws -> NodeDecoder {
    guard !isAtEnd else { throw ConfigProblems.Reported() }
    defer { currentIndex += 1 }
    return decoder.child(nodes[currentIndex], AnyKey(stringValue: "\(currentIndex + 1)"))
  }

  mutating func decodeNil() throws -> Bool { false }
  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next().decode(type) }
  mutating func superDecoder() throws -> any Decoder { try next() }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
  mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    let child = try next()
    return try child.reporting { try child.container(keyedBy: type) }
  }
}

private struct Single: SingleValueDecodingContainer {
  let decoder: NodeDecoder
  var codingPath: [any CodingKey] { decoder.codingPath }

  func decodeNil() -> Bool { false }
  func decode(_ type: String.Type) throws -> String { decoder.text() }

  func decode(_ type: Bool.Type) throws -> Bool {
    decoder.value("yes or no", or: false) { text in
      switch text.lowercased() {
      case "true", "yes", "on": true
      case "false", "no", "off": false
      default: nil
      }
    }
  }

  func decode(_ type: Double.Type) throws -> Double { decoder.value("a number", or: 0) { Double($0) } }
  func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }
  func decode(_ type: Int.Type) throws -> Int { decoder.value("a whole number", or: 0) { Int($0) } }
  func decode(_ type: Int8.Type) throws -> Int8 { decoder.value("a small whole number", or: 0) { Int8($0) } }
  func decode(_ type: Int16.Type) throws -> Int16 { decoder.value("a whole number", or: 0) { Int16($0) } }
  func decode(_ type: Int32.Type) throws -> Int32 { decoder.value("a whole number", or: 0) { Int32($0) } }
  func decode(_ type: Int64.Type) throws -> Int64 { decoder.value("a whole number", or: 0) { Int64($0) } }
  func decode(_ type: UInt.Type) throws -> UInt { decoder.value("a whole number", or: 0) { UInt($0) } }
  func decode(_ type: UInt8.Type) throws -> UInt8 { decoder.value("a small whole number", or: 0) { UInt8($0) } }
  func decode(_ type: UInt16.Type) throws -> UInt16 { decoder.value("a whole number", or: 0) { UInt16($0) } }
  func decode(_ type: UInt32.Type) throws -> UInt32 { decoder.value("a whole number", or: 0) { UInt32($0) } }
  func decode(_ type: UInt64.Type) throws -> UInt64 { decoder.value("a whole number", or: 0) { UInt64($0) } }
  func decode<T: Decodable>(_ type: T.Type) throws -> T { try T(from: decoder) }
}

/// A key that any name makes.
struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
