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
    if let path = certificates {
      guard FileManager.default.isReadableFile(atPath: path) else {
        return .failure(Failure("`ca`: \(path) cannot be read: name a PEM file, or remove it to trust the system's"))
      }
      server.certificates = path
    }
    if let username = settings.username, let password = settings.password {
      switch password.value(base: base) {
      case .success(let secret): server.credentials = .init(username: username, password: secret)
      case .failure(let failure): return .failure(Failure("`password`: \(failure.text)", code: failure.code))
      }
    }
    return .success(server)
  }

  private var certificates: String? {
    settings.ca.map { ca in
      (ca.hasPrefix("/") ? URL(filePath: ca) : base.appending(path: ca)).standardizedFileURL.path
    }
  }

  /// What speaks against opening a session, as far as this machine can tell.
  func obstacle() -> Failure? {
    if case .failure(let failure) = server() { return failure }
    guard let path = certificates else { return nil }
    let text: Data
    do {
      let file = try FileHandle(forReadingFrom: URL(filePath: path))
      text = try file.read(upToCount: 4_000_000) ?? Data()
      try file.close()
    } catch {
      return Failure("`ca`: \(path) cannot be read: name a PEM file, or remove it to trust the system's")
    }
    guard text.range(of: Data("-----BEGIN CERTIFICATE-----".utf8)) != nil else {
      return Failure("`ca`: \(path) holds no certificate: it begins with -----BEGIN CERTIFICATE----- in a PEM file")
    }
    return nil
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
