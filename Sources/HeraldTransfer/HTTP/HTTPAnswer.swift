/// What a server answered: the last status, its header fields, and the body as it is after decompression.
public struct HTTPAnswer: Sendable {
  /// 100 ..< 600 as the server gave it.
  public var status: Int
  /// In the order they came, without those of interim answers (1xx).
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]

  public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The last field of this name, whatever its letters' case.
  public subscript(header: String) -> String? {
    let name = header.lowercased()
    return headers.last { $0.name.lowercased() == name }?.value
  }
}
