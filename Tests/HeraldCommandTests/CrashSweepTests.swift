import Foundation
import Testing

@testable import HeraldCommand

/// Fault rows 1, 2, 9 and 12 to 17: `kill -9` at system calls that are drawn anew each time. `Scripts/crash-sweep` does it
/// and says what must hold; `Scripts/test` runs more points of all scenarios. Of the sinks of rows 16 and 17 (Maildir,
/// JSONL) Herald has none; the file sink stands for them.
@Suite(.serialized, .timeLimit(.minutes(30))) struct CrashSweepTests {
  /// Row 1.
  @Test func aKillBeforeTheClaimIsCommittedSendsOnce() throws {
    try sweep("drain", points: 2, calls: "pwrite64", "fdatasync")
  }

  /// Row 2. A marked job cannot come of it, so nothing is in doubt either.
  @Test func aKillBeforeTheConnectionSendsOnce() throws { try sweep("mail", points: 2, calls: "connect") }

  /// Row 9.
  @Test(arguments: ["recovery", "recovery-files"]) func aKillDuringRecoveryIsRecoveredFrom(_ scenario: String) throws {
    try sweep(scenario, points: 2)
  }

  /// Row 12.
  @Test func aKillWhileAnEditionOpensForTenThousandLeavesAllOrNone() throws { try sweep("open", points: 2) }

  /// Row 13.
  @Test func aKillWhileAScheduledEditionOpensLeavesOneRun() throws { try sweep("schedule", points: 2) }

  /// Row 14.
  @Test func aKillDuringAMigrationLeavesTheOldSchemaOrTheNew() throws { try sweep("migration", points: 2) }

  /// Row 15.
  @Test func aKillDuringABackupLeavesTheStoreAndNoHalfBackup() throws { try sweep("backup", points: 2) }

  /// Rows 16 and 17.
  @Test func aKillDuringTheDeliveryOfAFileLeavesOneWholeFile() throws {
    try sweep("drain", points: 3, calls: "write", "fsync", "linkat", "unlinkat")
  }

  private func sweep(_ scenario: String, points: Int, calls: String..., at place: SourceLocation = #_sourceLocation)
    throws
  {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Scripts/crash-sweep")
    let only = calls.map { " --call \($0)" }.joined()
    let ended = try HeraldProcess.shell(
      "exec \(script.path) \"$herald\" --only \(scenario) --points \(points)\(only)",
      in: FileManager.default.temporaryDirectory)
    #expect(ended.code == 0, "\(ended)", sourceLocation: place)
    // It was killed, and not only started.
    #expect(ended.out.contains("crash-sweep: ok: "), "\(ended)", sourceLocation: place)
  }
}
