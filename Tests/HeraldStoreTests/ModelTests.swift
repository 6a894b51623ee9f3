import Foundation
import Herald
import Testing

@testable import HeraldStore

/// Random lives of the queue: 24 kinds of operations, two claimants, crashes, a clock that is set. The real store must answer
/// and keep what plain Swift says, and no promise may break. 500 lives in memory and 25 on file; `HERALD_LONG=1` (which
/// `Scripts/test --long` sets) makes it 10,000 and 500.
@Suite(.timeLimit(.minutes(60))) struct ModelTests {
  private static let isLong = ProcessInfo.processInfo.environment["HERALD_LONG"] == "1"

  @Test(arguments: StoreKind.allCases) func everyLifeGoesAsTheModelSays(_ kind: StoreKind) async throws {
    let count = (kind == .memory ? 500 : 25) * (Self.isLong ? 20 : 1)
    for seed in 0..<count {
      let life = ModelOperation.life(seed: UInt64(seed))
      guard try await Self.divergence(of: life, kind) != nil else { continue }
      Issue.record("life \(seed) of \(kind): \(try await Self.shortest(life, kind))")
      return
    }
  }

  /// The model is no proof unless it finds what is wrong: each bug within 500 lives, told in a few steps.
  @Test(arguments: ModelDefect.allCases.filter { $0 != .none })
  func theModelFinds(_ defect: ModelDefect) async throws {
    for seed in 0..<500 {
      let life = ModelOperation.life(seed: UInt64(seed))
      guard try await Self.divergence(of: life, .memory, defect) != nil else { continue }
      let found = try await Self.shortest(life, .memory, defect)
      #expect(found.steps <= 12, "\(found)")
      print("\(defect) is found in life \(seed): \(found)")
      return
    }
    Issue.record("\(defect) is not found in 500 lives")
  }

  // MARK: - Lives

  private static func divergence(
    of operations: [ModelOperation], _ kind: StoreKind, _ defect: ModelDefect = .none
  ) async throws -> ModelDivergence? {
    let folder = NSTemporaryDirectory() + "herald-model-" + UUID().uuidString
    if kind == .file { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
    let path = kind == .memory ? ":memory:" : folder + "/herald.db"
    func open() throws -> [ModelOperation.Claimant: Store] {
      let daemon = try Store(path: path, role: .daemon)
      return [.ada: daemon, .bert: kind == .memory ? daemon : try Store(path: path, role: .command)]
    }
    var life = ModelLife(defect: defect, stores: try open()) { stores in
      guard kind == .file else { return stores }
      for store in stores.values { store.close() }
      return try open()
    }
    var divergence: ModelDivergence?
    do {
      try await life.play(operations)
    } catch let found as ModelDivergence {
      divergence = found
    }
    for store in life.stores.values { store.close() }
    if kind == .file { try FileManager.default.removeItem(atPath: folder) }
    return divergence
  }

  private struct Found: CustomStringConvertible {
    let operations: [ModelOperation]
    let divergence: ModelDivergence

    var steps: Int { operations.count }
    var description: String {
      let lines = operations.enumerated().map { "  \($0.offset + 1). \($0.element)" }
      return "\(divergence)\n\(lines.joined(separator: "\n"))"
    }
  }

  /// Takes operations out, in halves, quarters and so on to single ones, as long as it still goes wrong.
  private static func shortest(
    _ operations: [ModelOperation], _ kind: StoreKind, _ defect: ModelDefect = .none
  ) async throws -> Found {
    var left = operations
    guard var last = try await divergence(of: left, kind, defect) else {
      return Found(operations: left, divergence: ModelDivergence(step: 0, finding: "it went well the second time"))
    }
    left = Array(left.prefix(last.step + 1))
    var size = max(1, left.count / 2)
    while true {
      var at = 0
      var isShorter = false
      while at < left.count {
        var fewer = left
        fewer.removeSubrange(at..<min(at + size, left.count))
        if let found = try await divergence(of: fewer, kind, defect) {
          (left, last, isShorter) = (Array(fewer.prefix(found.step + 1)), found, true)
        } else {
          at += size
        }
      }
      if size == 1, !isShorter { return Found(operations: left, divergence: last) }
      size = max(1, size / 2)
    }
  }
}
