import Foundation
import Glibc

/// Asks a person at a terminal: questions on standard error, answers from standard input, line by line.
enum Prompt {
  /// Whether somebody is there to answer.
  static var isPossible: Bool { isatty(0) == 1 && isatty(2) == 1 }

  /// The answer without blanks at its ends; empty when just Enter was pressed. Asks again while it holds control characters.
  static func line(_ question: String) throws(Ending) -> String {
    while true {
      show(question + " ")
      guard let text = readLine() else { throw givenUp }
      let answer = text.trimmingCharacters(in: .whitespaces)
      guard answer.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return answer }
      show("That holds a control character.\n")
    }
  }

  /// The same, and the terminal does not show what is typed; nothing is taken off its ends.
  static func hidden(_ question: String) throws(Ending) -> String {
    // Before the question, so that nothing that answers it is shown or dropped.
    let isHidden = HiddenTyping.begin()
    defer { if isHidden { HiddenTyping.end() } }
    guard isHidden else { throw Ending(.unavailable, "this terminal cannot hide what is typed: use --KEY-stdin") }
    show(question + " ")
    let text = readLine()
    show("\n")
    guard let text else { throw givenUp }
    return text
  }

  /// - Parameter otherwise: what just Enter means.
  static func yes(_ question: String, otherwise: Bool) throws(Ending) -> Bool {
    while true {
      switch try line("\(question) [\(otherwise ? "Y/n" : "y/N")]").lowercased() {
      case "": return otherwise
      case "y", "yes": return true
      case "n", "no": return false
      default: show("Answer y or n.\n")
      }
    }
  }

  /// Text as it is, for a person.
  static func show(_ text: String) { Terminal.write(Array(text.utf8), to: 2) }

  private static let givenUp = Ending(.usage, "the answers ended: nothing was written")
}

/// How the terminal was before; a signal handler reads it.
nonisolated(unsafe) private var before = termios()

/// A terminal that does not show what is typed, and does again when a signal ends the process.
private enum HiddenTyping {
  static func begin() -> Bool {
    guard tcgetattr(0, &before) == 0 else { return false }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
      signal(number) { number in
        tcsetattr(0, TCSANOW, &before)
        _exit(128 + number)
      }
    }
    // What was typed before has been shown: it is dropped.
    return tcsetattr(0, TCSAFLUSH, &silent) == 0
  }

  static func end() {
    tcsetattr(0, TCSADRAIN, &before)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] { signal(number, SIG_DFL) }
  }
}
