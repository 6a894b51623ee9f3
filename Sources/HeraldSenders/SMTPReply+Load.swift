import HeraldTransfer

extension SMTPReply {
  /// Whether a 4xx says “less, or later” to everybody who writes there, not “later” to this one message.
  ///
  /// | reply | for load | because |
  /// | --- | --- | --- |
  /// | 421 | yes | the server closes the channel (RFC 5321, 4.2.2); large providers answer so to too much at once |
  /// | 4.3.1, 4.3.2 | yes | the mail system: full, or not taking messages (RFC 3463, 3.4) |
  /// | 4.4.1, 4.4.5 | yes | no answer from the host, congestion (RFC 3463, 3.5) |
  /// | 4.7.x | yes | policy: Postfix’ anvil limits write `450 4.7.1 Error: too much mail from`, Exchange Online `451 4.7.500` |
  /// | 4.7.x that speaks of greylisting | no | rspamd and milter-greylist write 4.7.1; each reader is greylisted alone |
  /// | 4.2.x | no | the mailbox: full, or a greylist (Postgrey writes `450 4.2.0`) |
  /// | others | no | an address, the protocol, the contents; 4.3.0 is what filters say of one message |
  /// | 452 without an enhanced code | yes | “insufficient system storage” (RFC 5321, 4.2.2) |
  /// | 450, 451 without one | no | “mailbox unavailable”, “local error in processing”: both may be this message’s |
  var isForLoad: Bool {
    guard !isPermanent, code >= 400 else { return false }
    if code == 421 { return true }
    guard let enhanced else { return code == 452 }
    let words = text.lowercased()
    if words.contains("greylist") || words.contains("graylist") || words.contains("grey-list") { return false }
    return ["4.3.1", "4.3.2", "4.4.1", "4.4.5"].contains(enhanced) || enhanced.hasPrefix("4.7.")
  }
}
