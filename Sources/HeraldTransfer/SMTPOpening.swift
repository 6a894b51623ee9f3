import CCurl

/// libcurl's part of a session: connection, TLS, EHLO and AUTH (`CURLOPT_CONNECT_ONLY`). Touched on the loop's thread
/// alone.
final class SMTPOpening {
  let easy: UnsafeMutableRawPointer
  private let server: SMTPServer
  private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
  private var reader = SMTPReplyReader()
  private var received = 0
  private var replies = 0
  private(set) var offer = SMTPOffer()
  private var last: SMTPReply?
  private(set) var lastProgress = ContinuousClock.now

  /// More than this before the first MAIL is no mail server.
  private static let mostOctets = 65_536

  /// Nil when libcurl has no memory, or refuses an option.
  init?(server: SMTPServer, timeouts: SMTPTimeouts) {
    guard let easy = curl_easy_init() else { return nil }
    self.easy = easy
    self.server = server
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    guard configure(timeouts) == CURLE_OK else { return nil }
  }

  deinit {
    curl_easy_cleanup(easy)
    errorText.deallocate()
  }

  private func configure(_ timeouts: SMTPTimeouts) -> CURLcode {
    let scheme = server.encryption == .implicit ? "smtps" : "smtp"
    let helo = server.helo.map { "/" + $0 } ?? ""
    var code = CURLE_OK
    func set(_ option: CURLoption, _ value: Int) {
      if code == CURLE_OK { code = ccurl_easy_set_long(easy, option, value) }
    }
    func set(_ option: CURLoption, _ value: String) {
      if code == CURLE_OK { code = ccurl_easy_set_string(easy, option, value) }
    }
    if code == CURLE_OK { code = ccurl_easy_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText) }
    set(CURLOPT_URL, "\(scheme)://\(server.name)\(helo)")
    set(CURLOPT_PROTOCOLS_STR, scheme)
    set(CURLOPT_CONNECT_ONLY, 1)
    set(CURLOPT_NOSIGNAL, 1)
    // The environment must not send mail elsewhere, nor log in by itself.
    set(CURLOPT_PROXY, "")
    set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    set(CURLOPT_TCP_NODELAY, 1)
    // libcurl counts the whole greeting as connecting, and our own clock is the stricter one: see `isOverdue`.
    set(CURLOPT_CONNECTTIMEOUT_MS, Int((timeouts.connect + timeouts.greeting * 8).milliseconds))
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, Int(timeouts.greeting.milliseconds / 1_000) + 1)
    if server.encryption == .startTLS { set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)) }
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    if let certificates = server.certificates {
      set(CURLOPT_CAINFO, certificates)
      // Instead of the system's, not beside them.
      if code == CURLE_OK { code = ccurl_easy_set_pointer(easy, CURLOPT_CAPATH, nil) }
    }
    if let credentials = server.credentials {
      set(CURLOPT_USERNAME, credentials.username)
      set(CURLOPT_PASSWORD, credentials.password)
    }
    if code == CURLE_OK {
      code = ccurl_easy_set_header_function(
        easy,
        { octets, size, count, context in
          guard let octets, let context else { return 0 }
          let opening = Unmanaged<SMTPOpening>.fromOpaque(context).takeUnretainedValue()
          return opening.heard(UnsafeRawBufferPointer(start: octets, count: size * count)) ? size * count : 0
        }, Unmanaged.passUnretained(self).toOpaque())
    }
    return code
  }

  /// A line of the server's. False ends the connection.
  private func heard(_ line: UnsafeRawBufferPointer) -> Bool {
    received += line.count
    guard received <= Self.mostOctets else { return false }
    lastProgress = .now
    reader.append(line)
    do throws(SMTPGarble) {
      while let reply = try reader.next() { note(reply) }
      return true
    } catch {
      return false
    }
  }

  private func note(_ reply: SMTPReply) {
    replies += 1
    last = reply
    switch reply.code {
    // The greeting is 220. What EHLO offers counts from its last answer on; AUTH and its challenges come after that.
    case 250:
      offer = SMTPOffer(lines: reply.lines)
      // Asked now: libcurl knows it only while it works on the connection.
      offer.tls = ccurl_tls_version(easy).map { String(cString: $0) }
    case 235: offer.isAuthenticated = true
    default: break
    }
  }

  // MARK: - Time

  /// A connection that does not stand, or a server that says nothing, for too long.
  func isOverdue(since start: ContinuousClock.Instant, _ timeouts: SMTPTimeouts, now: ContinuousClock.Instant) -> Bool {
    now >= (isConnected ? lastProgress + timeouts.greeting : start + timeouts.connect)
  }

  private var wasConnected = false
  /// TCP stands.
  private var isConnected: Bool {
    if wasConnected { return true }
    var microseconds: curl_off_t = 0
    guard ccurl_easy_get_offset(easy, CURLINFO_CONNECT_TIME_T, &microseconds) == CURLE_OK, microseconds > 0 else {
      return false
    }
    wasConnected = true
    lastProgress = .now
    return true
  }

  // MARK: - The end of it

  /// The session's socket, or why there is none.
  func finish(_ code: CURLcode) -> Result<Int32, SMTPRefusal> {
    guard code == CURLE_OK else { return .failure(refusal(code)) }
    if server.encryption != .none, offer.tls == nil {
      return .failure(SMTPRefusal(.tls, "the connection to \(server.name) is not encrypted"))
    }
    // libcurl goes on without AUTH when the server does not offer it.
    if server.credentials != nil, !offer.isAuthenticated {
      return .failure(
        SMTPRefusal(
          .auth, "\(server.name) does not offer AUTH, and the configuration has a username: nothing was sent"))
    }
    var descriptor: curl_socket_t = -1
    guard ccurl_easy_get_socket(easy, &descriptor) == CURLE_OK, descriptor >= 0 else {
      return .failure(SMTPRefusal(.connect, "\(server.name) closed the connection"))
    }
    readEarly()
    return .success(descriptor)
  }

  /// Octets that came after the last reply, for which nobody had asked.
  private(set) var early: [UInt8] = []

  /// Looks at the connection once, which also tells libcurl that it is in use. One that is idle to it is closed while it
  /// makes another, when the server has closed it, and its descriptor is another session's then.
  private func readEarly() {
    early = [UInt8](unsafeUninitializedCapacity: 256) { buffer, count in
      if curl_easy_recv(easy, buffer.baseAddress, buffer.count, &count) != CURLE_OK { count = 0 }
    }
  }

  /// | libcurl's code | phase |
  /// | --- | --- |
  /// | 6 could not resolve, 7 could not connect | connect |
  /// | 35, 58, 59, 60, 64, 66, 77, 80, 83, 90, 91 and others of TLS | tls |
  /// | 67 login denied | auth |
  /// | 8 weird reply, 23 write error (our own limit), 52, 55, 56 | by the last reply |
  private func refusal(_ code: CURLcode) -> SMTPRefusal {
    let name = server.name
    let detail = String(cString: errorText)
    let said = detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST: return SMTPRefusal(.connect, "the name \(server.host) cannot be resolved: \(said)")
    case CURLE_COULDNT_CONNECT: return SMTPRefusal(.connect, "\(name) takes no connection: \(said)")
    case CURLE_USE_SSL_FAILED:
      return SMTPRefusal(
        .tls, "\(name) does not offer STARTTLS, and `tls` is required: nothing was sent", reply: refused)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CIPHER,
      CURLE_SSL_CERTPROBLEM, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_SHUTDOWN_FAILED,
      CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS:
      return SMTPRefusal(.tls, "TLS with \(name) failed: \(said)")
    case CURLE_LOGIN_DENIED:
      return SMTPRefusal(.auth, "\(name) refused the username or password", reply: refused)
    default: break
    }
    if let refused { return SMTPRefusal(phase, "\(name) refused the session", reply: refused) }
    if received > Self.mostOctets { return SMTPRefusal(phase, "\(name) sent more than a mail server says") }
    return SMTPRefusal(phase, "\(name) broke off: \(said)")
  }

  func overdue() -> SMTPRefusal {
    isConnected
      ? SMTPRefusal(phase, "\(server.name) was silent for too long")
      : SMTPRefusal(.connect, "\(server.name) cannot be reached: no answer to the connection")
  }

  /// The last reply, when it said no.
  private var refused: SMTPReply? {
    last.flatMap { $0.code >= 400 ? $0.withholding(server.credentials) : nil }
  }

  private var phase: SMTPPhase {
    switch last?.code {
    case nil: isConnected ? .greeting : .connect
    case 334: .auth
    case 220 where replies > 1: .tls
    case 530, 535, 454: .auth
    default: .greeting
    }
  }
}

extension Duration {
  var milliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
  }
}
