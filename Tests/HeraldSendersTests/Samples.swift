import Herald
import Synchronization

func sampleMail(
  job: Int64 = 7, text: String = "Weekly digest\n\nThe ferry runs again from Monday – twice a day.\n",
  to address: String = "ann@example.net"
) throws -> Message {
  Message(
    key: MessageKey(job: job, revision: 1, part: 0), channel: "mail", network: .plain, content: try .digest(text),
    envelope: .mail(
      MailEnvelope(
        from: Mailbox(name: "Dispatch", address: try EmailAddress("news@example.org")),
        to: Mailbox(name: "Ann", address: try EmailAddress(address)),
        date: Instant(microseconds: 1_790_000_000_000_000), messageID: "\(job).1.weekly@example.org",
        listID: "weekly.example.org", listName: "Weekly", unsubscribe: try EmailAddress("leave@example.org"))))
}

func samplePost(job: Int64 = 7, text: String = "The ferry runs again from Monday, “twice” a day.") throws -> Message {
  Message(
    key: MessageKey(job: job, revision: 1, part: 0), channel: "x", network: .x, content: try .post([text]),
    envelope: .post(PostEnvelope(createdAt: Instant(microseconds: 1_790_000_000_000_000))))
}

/// A gate that gives one answer and remembers what it was asked.
final class Turnstile: Sendable {
  private let asked = Mutex<[(wire: SHA256Digest, note: String?)]>([])
  private let answer: GateAnswer
  private let look: @Sendable () -> Void

  /// - Parameter look: called while the sender stands at the gate.
  init(_ answer: GateAnswer = .open, look: @escaping @Sendable () -> Void = {}) {
    self.answer = answer
    self.look = look
  }

  var wires: [SHA256Digest] { asked.withLock { $0.map(\.wire) } }
  /// What the last attempt asked to keep.
  var note: String? { asked.withLock { $0.last?.note } }

  var gate: Gate {
    Gate { [self] wire, note in
      asked.withLock { $0.append((wire, note)) }
      look()
      return answer
    }
  }
}
