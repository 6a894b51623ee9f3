import Foundation
import HeraldIntake

/// An article's bytes, from a file or from standard input.
enum ArticleFile {
  /// One byte more than the largest article, so that a larger one is noticed without reading it all.
  private static let limit = 10_000_001

  /// Reads and parses. Throws `Ending` that names the file and what to do.
  static func read(_ file: String) throws -> Reading {
    let name = file == "-" ? "standard input" : file
    do {
      return try Reading(source: try bytes(of: file), name: name)
    } catch let problem as ReadingProblem {
      throw Ending(.input, problem.description.shown())
    }
  }

  private static func bytes(of file: String) throws -> Data {
    do {
      let handle = file == "-" ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
      defer { if file != "-" { closeQuietly(handle) } }
      var data = Data()
      while data.count < limit, let more = try handle.read(upToCount: min(1 << 20, limit - data.count)), !more.isEmpty {
        data += more
      }
      return data
    } catch {
      let isThere = FileManager.default.fileExists(atPath: file)
      throw Ending(.input, "\(file.shown()): " + (isThere ? "it cannot be read" : "there is no such file"))
    }
  }

  /// It was only read, so nothing can be lost by closing it.
  private static func closeQuietly(_ handle: FileHandle) {
    do { try handle.close() } catch { return }
  }
}
