/// Reads a channel's own keys, each before the first mistake is thrown, so that a decoder which collects problems has
/// all of them.
struct SettingsReader<Key: CodingKey> {
  private let section: KeyedDecodingContainer<Key>
  private var wrong: (any Error)?
  private var missing: [String] = []

  init(_ decoder: any Decoder, keyedBy: Key.Type) throws { section = try decoder.container(keyedBy: Key.self) }

  /// Nil when it is not there, or wrong.
  mutating func take<T: Decodable>(_ type: T.Type, _ key: Key) -> T? {
    do {
      return try section.decodeIfPresent(type, forKey: key)
    } catch {
      wrong = wrong ?? error
      return nil
    }
  }

  /// Nil when it is not there or wrong, which is then remembered.
  ///
  /// - Parameter example: how it is written.
  mutating func need<T: Decodable>(_ type: T.Type, _ key: Key, example: String) -> T? {
    if let value = take(type, key) { return value }
    if !section.contains(key) { missing.append("`\(key.stringValue)` is missing: write `\(key.stringValue): \(example)`") }
    return nil
  }

  /// Throws what was missing, else the first mistake; called when every key was asked for.
  func finish() throws {
    guard missing.isEmpty else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: section.codingPath, debugDescription: missing.joined(separator: "; ")))
    }
    if let wrong { throw wrong }
  }

  /// Throws when what `need` answered is nil; `finish` has thrown before.
  func found<T>(_ value: T?, _ key: Key) throws -> T {
    guard let value else {
      throw DecodingError.keyNotFound(
        key, .init(codingPath: section.codingPath, debugDescription: "`\(key.stringValue)` is missing"))
    }
    return value
  }
}
