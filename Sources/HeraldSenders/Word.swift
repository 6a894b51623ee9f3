/// One of a few words.
struct Word<Value: RawRepresentable & CaseIterable>: Decodable where Value.RawValue == String {
  let value: Value

  init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let value = Value(rawValue: text) else {
      let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "“\(text)” is not known here: it may be \(known)"))
    }
    self.value = value
  }
}
