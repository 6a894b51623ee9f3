import Foundation
import Herald
import HeraldMail
import HeraldTransfer
import Synchronization

/// Hands each mail of a digest to a mail server (a smarthost: RFC 6409), one recipient in each transaction, over sessions
/// that are kept and used again.
///
/// The gate is passed between the whole message and its final dot: a crash before the mark means that the server had no
/// whole message, one after it leaves the job in doubt. SMTP has no way to ask what became of a message, so doubt stays
/// doubt: `on-uncertain` says what follows.
public struct SMTP: Sender {
  private let server: Result<SMTPServer, Failure>
  private let settings: Settings
  private let base: URL
  private let pool: SMTPPool?
  private let writer = MailWriter()

  /// - Parameters:
  ///   - base: the newsroom's folder, at which relative paths start.
  ///   - timeouts: how long each phase may be silent.
  public init(settings: Settings, base: URL, timeouts: SMTPTimeouts = SMTPTimeouts(), loop: TransferLoop = .shared) {
    self.settings = settings
    self.base = base
    pool = SMTPPool(timeouts: timeouts, loop: loop)
  }
