import Foundation
import Herald

/// Subscribers as a CSV file: `email,name`, with a header line that may have the columns in any order.
enum SubscriberFile {
  /// Some millions of subscribers.
  private static let limit = 256_000_000

  /// Reads everyone, or throws `Ending` that names every bad line (the first 20). Warns of names that are shown otherwise.
  static func read(_ file: String) throws -> [Mailbox] {
    let name = InputFile.name(of: file)
    return try read(text: try text(of: file, name: name), name: name, warn: Terminal.warn)
  }

  /// The same for a text that is read already; `name` is how messages call it.
  static func read(text: String, name: String, warn: (String) -> Void = { _ in }) throws -> [Mailbox] {
    var reader = CSVReader(text)
    var people: [Mailbox] = []
    var problems: [String] = []
    var warnings: [String] = []
    do {
      guard let header = try reader.next() else {
        throw Ending(.input, "\(name): it is empty: the first line must name the columns, email,name")
      }
      let columns = try Columns(header, name: name)
      while let row = try reader.next() {
        do {
          let person = try columns.mailbox(row)
          people.append(person)
          if let warning = person.warning { warnings.append("\(name):\(row.line): \(warning)") }
        } catch {
          problems.append("\(name):\(row.line): \(error)".shown())
        }
      }
    } catch let problem as CSVReader.Problem {
      problems.append("\(name):\(problem)")
    }
    guard problems.isEmpty else {
      let more = problems.count > 20 ? ["… and \(counted(problems.count - 20, "more bad line"))"] : []
      throw Ending(.input, (problems.prefix(20) + more + ["nobody was added"]).joined(separator: "\n"))
    }
    warnings.prefix(20).forEach(warn)
    if warnings.count > 20 { warn("… and \(counted(warnings.count - 20, "more name")) of that kind") }
    return people
  }

  /// A cell as `export` writes it: quoted where CSV needs it, and with a `'` before what a spreadsheet would take for a
  /// formula, unless it is wanted raw.
  static func cell(_ text: String, raw: Bool) -> String {
    let safe = isFormula(text) && !raw ? "'" + text : text
    guard safe.unicodeScalars.contains(where: { [",", "\"", "\n", "\r"].contains($0) }) else { return safe }
    return "\"" + safe.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }

  /// The text of a cell that `cell` wrote.
  static func text(ofCell cell: String) -> String {
    cell.first == "'" && isFormula(cell) ? String(cell.dropFirst()) : cell
  }

  /// Also with any number of `'` before it, so that taking one off always gives back what was written.
  private static func isFormula(_ text: String) -> Bool {
    text.unicodeScalars.first { $0 != "'" }.map { ["=", "+", "-", "@", "\t", "\r"].contains($0) } ?? false
  }

  private static func text(of file: String, name: String) throws(Ending) -> String {
    do {
      let data = try InputFile.read(file, limit: limit)
      guard data.count <= limit else { throw Ending(.input, "\(name): it is larger than 256 MB: import it in parts") }
      guard let text = String(data: data, encoding: .utf8) else {
        let path = file == "-" ? "old.csv" : file
        throw Ending(
          .input,
          "\(name):\(InputFile.line(notUTF8: data)): it is not UTF-8: "
            + "`iconv -f ISO-8859-1 -t UTF-8 \(path) > new.csv` converts what Western European programs write")
      }
      return text
    } catch let ending as Ending {
      throw ending
    } catch {
      throw Ending(.input, "\(error)")
    }
  }

  /// Where the columns are, as the first line says.
  private struct Columns {
    let email: Int
    let name: Int?
    let count: Int

    init(_ header: CSVReader.Row, name file: String) throws(Ending) {
      let names = header.fields.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
      guard let email = names.firstIndex(of: "email") else {
        guard !header.fields.contains(where: { $0.contains(";") }) else {
          throw Ending(
            .input, "\(file):\(header.line): the columns are parted by semicolons: part them by commas, email,name")
        }
        throw Ending(.input, "\(file):\(header.line): the first line must name the columns: email,name")
      }
      for column in ["email", "name"] where names.count(where: { $0 == column }) > 1 {
        throw Ending(.input, "\(file):\(header.line): the column \(column) is there twice: keep one of them")
      }
      self.email = email
      name = names.firstIndex(of: "name")
      count = names.count
    }

    func mailbox(_ row: CSVReader.Row) throws -> Mailbox {
      guard row.fields.count == count else {
        throw Wrong("\(counted(row.fields.count, "field")) where the first line has \(count)")
      }
      let address = SubscriberFile.text(ofCell: row.fields[email].trimmingCharacters(in: .whitespaces))
      let name = name.map { SubscriberFile.text(ofCell: row.fields[$0].trimmingCharacters(in: .whitespaces)) } ?? ""
      return try Mailbox(name: name, address: EmailAddress(address)).checked()
    }
  }
}
