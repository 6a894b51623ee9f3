import Foundation
import Herald
import HeraldTransfer

/// A channel's server with its secret, read when a session is opened.
struct SMTPAccess: Sendable {
  let settings: SMTP.Settings
  let base: URL

  var name: String { settings.address.host + ":\(settings.address.port)" }

  /// Throws nothing and sends nothing; a failure names what cannot be read.
  func server() -> Result<SMTPServer, Failure> {
    var server = SMTPServer(
      host: settings.address.host, port: settings.address.port,
      encryption: settings.address.isImplicit ? .implicit : settings.tls == .required ? .startTLS : .none,
      helo: settings.helo)
    if let authority {
      guard FileManager.default.isReadableFile(atPath: authority.path) else {
        return .failure(
          Failure("`ca`: \(authority.path) cannot be read: name a PEM file, or remove it to trust the system's"))
      }
      server.certificates = authority.path
    }
    if let username = settings.username, let password = settings.password {
      switch password.value(base: base) {
      case .success(let secret): server.credentials = .init(username: username, password: secret)
      case .failure(let failure): return .failure(Failure("`password`: \(failure.text)", code: failure.code))
      }
    }
    return .success(server)
  }

  private var authority: Authority? { Authority(settings.ca, base: base) }

  /// What speaks against opening a session, as far as this machine can tell.
  func obstacle() -> Failure? {
    if case .failure(let failure) = server() { return failure }
    return authority?.obstacle()
  }

  /// What works and is still likely to be a mistake, one line each.
  var warnings: [String] {
    var warnings: [String] = []
    if let warning = settings.password?.warning(base: base) { warnings.append(warning) }
    let address = settings.address
    if settings.tls == .none, !address.isLocal {
      warnings.append(
        "`tls: none` sends every mail\(settings.password == nil ? "" : ", and the password,") to \(address.host) unencrypted: "
          + "remove it unless the way there is safe")
    }
    if address.port == 465, !address.isImplicit, settings.tls == .required {
      warnings.append("port 465 usually speaks TLS at once: write smtps://\(address.host), or port 587")
    }
    if address.isImplicit, [25, 587].contains(address.port) {
      warnings.append("port \(address.port) usually begins unencrypted: write smtp://\(address.host):\(address.port)")
    }
    return warnings
  }
}
