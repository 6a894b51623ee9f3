import Herald
import HeraldIntake
import HeraldStore
import HeraldText

/// How a command ends when it does not end well: a message for a person and a code for a script (`sysexits.h`).
struct Ending: Error {
  /// | code | means |
  /// | --- | --- |
  /// | 0 | done |
  /// | 1 | the work failed, or there is none; `check`: something needs a person |
  /// | 64 | usage |
  /// | 65 | bad input: an article, an address, a list |
  /// | 69 | a service was unavailable: the store, a channel |
  /// | 75 | try again: another process is at work |
  /// | 78 | configuration or template |
  enum Code: Int32 {
    case failed = 1
    case usage = 64
    case input = 65
    case unavailable = 69
    case tryAgain = 75
    case configuration = 78
  }

  let code: Code
  let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The ending that an error of the other modules comes to; nil for one that only the argument parser can explain.
  init?(_ error: any Error) {
    switch error {
    case let ending as Ending: self = ending
    case let problem as StoreProblem: self.init(problem.code, problem.description)
    case let problem as ReadingProblem: self.init(.input, problem.description)
    case let problem as EmailAddressProblem: self.init(.input, problem.description)
    case let problem as Wrong: self.init(.input, problem.description)
    case let problem as TemplateProblems: self.init(.configuration, problem.description)
    case let problem as CompositionProblem: self.init(.input, problem.description)
    default: return nil
    }
  }
}

extension StoreProblem {
  fileprivate var code: Ending.Code {
    switch self {
    case .daemonRunning, .daemonOfEarlierVersion, .alreadyOpened: .tryAgain
    case .damaged, .foreign, .newer, .unavailable, .replaced, .diskLow, .networkFileSystem, .outcomeLost, .noSuchFile,
      .missing, .noFolder:
      .unavailable
    case .articleChanged, .articleGainsAddress, .fileExists: .input
    case .noSubscribers, .noBriefs, .noSuchBrief, .noSuchJob, .noSuchEdition, .jobRefuses, .noSuchContent: .failed
    case .editionClaimed, .editionCancelled, .editionChanged, .noFreeSlot: .failed
    }
  }
}
