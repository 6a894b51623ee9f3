import GRDB
import Herald

extension Store {
  /// Which briefs an article has at this moment, by their rows.
  static func briefs(ofArticle id: Int64, in database: Database) throws -> Set<Int64> {
    try Int64.fetchSet(
      database, sql: "SELECT id FROM brief WHERE article = ? AND withdrawn_at IS NULL", arguments: [id])
  }

  /// After a correction: notes of each brief that came which one it stands for of those that went, `before` being the
  /// article's briefs until then.
  static func noteReplacements(ofArticle id: Int64, before: Set<Int64>, in database: Database) throws {
    let rows = try Row.fetchAll(
      database,
      sql: "SELECT id, text, withdrawn_at IS NULL AS is_there FROM brief WHERE article = ? ORDER BY position, id",
      arguments: [id])
    let briefs = rows.map { (id: $0["id"] as Int64, text: $0["text"] as String, isThere: $0["is_there"] as Bool) }
    let went = briefs.filter { before.contains($0.id) && !$0.isThere }
    let came = briefs.filter { !before.contains($0.id) && $0.isThere }
    let pairs = Replacement.pairs(old: went.map { Brief(text: $0.text) }, new: came.map { Brief(text: $0.text) })
    for (index, brief) in came.enumerated() {
      try database.execute(
        sql: "UPDATE brief SET replaces = ? WHERE id = ?", arguments: [pairs[index].map { went[$0].id }, brief.id])
    }
  }
}
