import Foundation
import Herald

extension Mailbox {
  /// This mailbox with its name trimmed; a name that no mail can carry or of more than 200 characters is no name.
  func checked() throws -> Mailbox {
    var mailbox = self
    mailbox.name = name.trimmingCharacters(in: .whitespaces)
    guard mailbox.name.count <= 200 else { throw Wrong("the name is longer than 200 characters") }
    guard !mailbox.name.unicodeScalars.contains(where: \.isHidden) else {
      throw Wrong("the name “\(name.shown())” holds control characters, or ones that change the direction of reading")
    }
    return mailbox
  }

  /// What a person should know before it is stored; nil when there is nothing.
  var warning: String? {
    let shown = Mailbox.harmless(name)
    return shown == name ? nil : "the name “\(name)” holds an address: mails show it as “\(shown)”"
  }
}
