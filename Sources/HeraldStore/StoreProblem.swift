import Herald

/// Why the store could not do what was asked. Nothing was changed when one of these is thrown.
public enum StoreProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// Another process holds the daemon lock of this store; nil where it cannot be told which.
  case daemonRunning(path: String, process: Int32?)
  /// This version would change the schema under a daemon of an earlier one; nil where it cannot be told which process.
  case daemonOfEarlierVersion(path: String, process: Int32?)
  /// Not a SQLite database, or its pages do not agree.
  case damaged(path: String, detail: String)
  /// A SQLite database of another program.
  case foreign(path: String)
  /// Written by a later version of Herald.
  case newer(path: String)
  /// The file system refused: full, read-only, no permission, an I/O error. The process must stop before it sends blind.
  case unavailable(path: String, detail: String)
  /// Where a new one was to be written.
  case fileExists(path: String)
  case noSuchFile(path: String)
  /// Its folder is not there: it was never made, or its disk is not mounted.
  case noFolder(path: String, folder: String)
  /// A store was there, and its file is gone or empty. A new one would send again what it has sent.
  case missing(path: String)
  /// Its file was moved away or replaced while this process worked with it.
  case replaced(path: String)
  /// So little room is left that what is under way needs it. Octets.
  case diskLow(path: String, free: UInt64, needed: UInt64)
  /// The file system is shared over a network, which SQLite's log does not survive.
  case networkFileSystem(path: String, name: String)
  /// Neither the database nor the outcome journal took the end of an attempt; recovery will call it uncertain.
  case outcomeLost(job: Job.ID, ending: String, detail: String)
  /// What a person asked for does not fit the state of this job.
  case jobRefuses(Job.ID, why: String)
  /// Every slot that was looked at is taken.
  case noFreeSlot(channel: String)
  case noSuchContent(sha256: String)
  /// The article is known with another text.
  case articleChanged(title: String, jobs: [Job.ID])
  /// The article is known with the same text, but without an address.
  case articleGainsAddress(title: String, jobs: [Job.ID])
  case noSuchBrief(text: String)
  case noSubscribers(list: String)
  case noBriefs(digest: String)
  case noSuchJob(Job.ID)
  case noSuchEdition(digest: String, number: Int?)
  case alreadyOpened(digest: String, nominal: String)
  /// Some of its mails are out, or were taken in hand.
  case editionClaimed(digest: String, number: Int, claimed: Int, owed: Int)
  /// None of its mails goes out any more.
  case editionCancelled(digest: String, number: Int)
  /// Its text is not the one that the change was made from.
  case editionChanged(digest: String, number: Int)

  static func closed(_ path: String) -> Self { .unavailable(path: path, detail: "it is closed") }

  /// After one of these nothing may be written or sent any more.
  public var isFatal: Bool {
    switch self {
    case .damaged, .unavailable, .noFolder, .replaced, .outcomeLost: true
    default: false
    }
  }

  public var description: String {
    switch self {
    case .daemonRunning(let path, let process):
      "another `herald run` works on \(path)\(process.map { ", process \($0)" } ?? ""): stop it first, or let it do the work (commands may run beside it)"
    case .daemonOfEarlierVersion(let path, let process):
      "\(path) was written by an earlier version of Herald, and its `herald run`\(process.map { ", process \($0)," } ?? "") is "
        + "still at work: start that anew first, then run this again"
    case .damaged(let path, let detail):
      "\(path) is damaged (\(detail)): nothing was written; restore it from a backup, or save what is readable with "
        + "`sqlite3 \(path) .recover`"
    case .foreign(let path):
      "\(path) is a database, but not one of Herald's: name another file under `store:`"
    case .newer(let path):
      "\(path) was written by a later version of Herald: use that version"
    case .unavailable(let path, let detail):
      "\(path) cannot be used (\(detail)): nothing was lost; free some space or mend the permissions, then run it again"
    case .fileExists(let path): "\(path) exists already, and is not written over: name another file"
    case .noSuchFile(let path): "there is no file \(path)"
    case .noFolder(let path, let folder):
      "\(path) cannot be used: there is no folder \(folder): make it, or mount the disk that it is on"
    case .missing(let path):
      "\(path) is missing or empty, and a store was there: \(path).incarnation knows it. Nothing was made in its place, because "
        + "a new store would send again what was sent. Put it back, or restore a backup with `herald restore FILE`; to "
        + "begin anew, remove \(path).write and \(path).incarnation"
    case .replaced(let path):
      "\(path) was moved away or replaced while it was at work: nothing more was written; put the file back and run it again"
    case .diskLow(let path, let free, let needed):
      "the disk of \(path) is nearly full (\(Self.megabytes(free)) free, \(Self.megabytes(needed)) needed): nothing new is "
        + "taken until there is room"
    case .networkFileSystem(let path, let name):
      "\(path) is on a network file system (\(name)), which SQLite does not survive: put the store on a local disk"
    case .outcomeLost(let job, let ending, let detail):
      "job \(job) ended “\(ending)” and nothing could record it (\(detail)): the next run will call it uncertain"
    case .jobRefuses(let id, let why): "job \(id) \(why)"
    case .noFreeSlot(let channel):
      "the channel \(channel) has no free slot among its next 10,000: give it more `slots:`, or say --at"
    case .noSuchContent(let sha256): "no job that waits for approval has a text with the hash \(sha256)"
    case .articleChanged(let title, let jobs):
      "“\(title)” is known with another text"
        + (jobs.isEmpty ? "" : " (job \(jobs.map(String.init).joined(separator: ", ")))")
        + ": say --correct to change what waits, or --again to post it once more"
    case .articleGainsAddress(let title, let jobs):
      "“\(title)” is known without an address"
        + (jobs.isEmpty ? "" : " (job \(jobs.map(String.init).joined(separator: ", ")))")
        + ": say --correct to add it, also to what waits"
    case .noSuchBrief(let text): "the article has no brief “\(text)”: queue the article that has it"
    case .noSubscribers(let list):
      "the list \(list) has no subscribers: add some with `herald subscribers add` or `import`; no brief was used up"
    case .noBriefs(let digest):
      "nothing new for the digest \(digest): no brief was stored that it takes and has not mailed yet; "
        + "`herald digest preview \(digest) --explain` says why of each"
    case .noSuchJob(let id): "there is no job \(id): see `herald jobs list`"
    case .noSuchEdition(let digest, let number):
      "there is no edition \(number.map { "\($0) " } ?? "")of \(digest): see `herald digest list`"
    case .alreadyOpened(let digest, let nominal): "the edition of \(digest) for \(nominal) is open already"
    case .editionClaimed(let digest, let number, let claimed, let owed):
      "edition \(number) of \(digest) stays as it is: \(claimed) of its \(owed) mails were taken in hand; correct the "
        + "article with --correct, and the next edition says so"
    case .editionCancelled(let digest, let number):
      "edition \(number) of \(digest) is cancelled, and none of its mails goes out: `herald digest open \(digest)` opens "
        + "the next one, which takes its briefs"
    case .editionChanged(let digest, let number):
      "edition \(number) of \(digest) was changed by somebody else meanwhile: look at it with `herald digest show "
        + "\(digest) --number \(number)`, then change it again"
    }
  }

  private static func megabytes(_ octets: UInt64) -> String {
    octets < 10 << 20 ? "\(octets >> 10) KB" : "\(octets >> 20) MB"
  }
}
