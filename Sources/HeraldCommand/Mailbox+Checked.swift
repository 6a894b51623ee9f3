import Foundation
import Herald

extension Mailbox {
  /// This mailbox with its name trimmed; a name of control characters or more than 200 characters is no name.
  func checked() throws -> Mailbox {
    var mailbox = self
    mailbox.name = name.trimmingCharacters(in: .whitespaces)
    guard mailbox.name.count <= 200 else { throw Wrong("the name is longer than 200 characters") }
    guard !mailbox.name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw Wrong("the name “\(name.shown())” holds control characters")
    }
    return mailbox
  }
}
