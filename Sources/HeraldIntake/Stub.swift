import Foundation
import Herald
public struct Kept: Sendable { public var from: Int; public var to: Int; public var role: String; public var text: String }
public struct Dropped: Sendable, Codable { public var from: Int; public var to: Int; public var rule: String; public var text: String }
public struct Reading: Sendable { public var article: Article; public var kept: [Kept]; public var dropped: [Dropped]
 public init(source: Data, name: String) throws(ReadingProblem) { throw ReadingProblem() } }
public struct ReadingProblem: Error, CustomStringConvertible { public var description: String { "" } }
