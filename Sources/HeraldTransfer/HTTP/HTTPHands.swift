import CCurl
import Dispatch
import Synchronization

/// What libcurl calls while it works on one exchange. Touched on the loop's thread alone.
final class HTTPHands: @unchecked Sendable {
  private let request: HTTPRequest
  private let limits: HTTPLimits
  private let certificates: String?
  private let gate: @Sendable () async -> Bool
  private(set) var easy: UnsafeMutableRawPointer?
  private var fields: UnsafeMutablePointer<curl_slist>?
  private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

  private var hasPassed = false
  private var isShut = false
  private var tooLarge: String?
  private var headerOctets = 0
  private var headers: [(name: String, value: String)] = []
  private var body: [UInt8] = []

  init(
    _ request: HTTPRequest, limits: HTTPLimits, certificates: String?, gate: @escaping @Sendable () async -> Bool
  ) {
    self.request = request
    self.limits = limits
    self.certificates = certificates
    self.gate = gate
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  deinit {
    close()
    errorText.deallocate()
  }

  func close() {
    if let easy { curl_easy_cleanup(easy) }
    if let fields { curl_slist_free_all(fields) }
    (easy, fields) = (nil, nil)
  }

  /// Nil when libcurl has no memory, or refuses an option.
  func open() -> UnsafeMutableRawPointer? {
    guard let easy = curl_easy_init() else { return nil }
    self.easy = easy
    return configure(easy) == CURLE_OK && setCallbacks(easy) == CURLE_OK ? easy : nil
  }

  private func configure(_ easy: UnsafeMutableRawPointer) -> CURLcode {
    var code = CURLE_OK
    func set(_ option: CURLoption, _ value: Int) {
      if code == CURLE_OK { code = ccurl_easy_set_long(easy, option, value) }
    }
    func set(_ option: CURLoption, _ value: String) {
      if code == CURLE_OK { code = ccurl_easy_set_string(easy, option, value) }
    }
    func set(_ option: CURLoption, pointer: UnsafeMutableRawPointer?) {
      if code == CURLE_OK { code = ccurl_easy_set_pointer(easy, option, pointer) }
    }
    set(CURLOPT_ERRORBUFFER, pointer: errorText)
    set(CURLOPT_URL, request.url)
    set(CURLOPT_PROTOCOLS_STR, "http,https")
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_PROXY, "")
    set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    // HTTP/2 lets a server refuse a stream, which libcurl answers by repeating the request.
    set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    set(CURLOPT_CONNECTTIMEOUT_MS, Int(limits.connect.milliseconds))
    set(CURLOPT_TIMEOUT_MS, Int(limits.whole.milliseconds))
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate")
    set(CURLOPT_USERAGENT, "Herald")
    if let certificates {
      set(CURLOPT_CAINFO, certificates)
      set(CURLOPT_CAPATH, pointer: nil)
    }
    if !request.isIdempotent {
      set(CURLOPT_FRESH_CONNECT, 1)
      set(CURLOPT_FORBID_REUSE, 1)
    }
    switch request.method {
    case .get: set(CURLOPT_HTTPGET, 1)
    case .post: set(CURLOPT_POST, 1)
    case .put, .delete: set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    }
    if request.body != nil || request.method == .post {
      let octets = request.body ?? []
      set(CURLOPT_POSTFIELDSIZE, octets.count)
      // libcurl copies as many octets as were said.
      octets.withUnsafeBytes { bytes in
        set(
          CURLOPT_COPYPOSTFIELDS,
          pointer: UnsafeMutableRawPointer(mutating: bytes.baseAddress ?? UnsafeRawPointer(errorText)))
      }
    }
    for header in request.headers + [("Expect", "")] {
      // A name with a colon and nothing behind it takes away what libcurl would write.
      let line = header.value.isEmpty && header.name != "Expect" ? "\(header.name);" : "\(header.name): \(header.value)"
      guard let longer = curl_slist_append(fields, line) else { return CURLE_OUT_OF_MEMORY }
      fields = longer
    }
    set(CURLOPT_HTTPHEADER, pointer: fields)
    return code
  }

  private func setCallbacks(_ easy: UnsafeMutableRawPointer) -> CURLcode {
    let context = Unmanaged.passUnretained(self).toOpaque()
    var code = ccurl_easy_set_prereq_function(
      easy,
      { context, _, _, _, _ in
        guard let context else { return CURL_PREREQFUNC_ABORT }
        let hands = Unmanaged<HTTPHands>.fromOpaque(context).takeUnretainedValue()
        return hands.passGate() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
      }, context)
    guard code == CURLE_OK else { return code }
    code = ccurl_easy_set_header_function(
      easy,
      { octets, size, count, context in
        guard let octets, let context else { return 0 }
        let hands = Unmanaged<HTTPHands>.fromOpaque(context).takeUnretainedValue()
        return hands.heardHeader(UnsafeRawBufferPointer(start: octets, count: size * count)) ? size * count : 0
      }, context)
    guard code == CURLE_OK else { return code }
    return ccurl_easy_set_write_function(
      easy,
      { octets, size, count, context in
        guard let octets, let context else { return 0 }
        let hands = Unmanaged<HTTPHands>.fromOpaque(context).takeUnretainedValue()
        return hands.heardBody(UnsafeRawBufferPointer(start: octets, count: size * count)) ? size * count : 0
      }, context)
  }

  // MARK: - What libcurl asks and tells

  /// Where gates are passed. Not the shared pool: while all its threads are busy, this one would stand still, and with it
  /// every other exchange.
  private static let gates = TransferLoop()

  /// Waits for the gate on another thread. libcurl asks once for each connection that it takes for the request; the second
  /// time is a repeat, because the first was dead, which is wanted only where it changes nothing.
  private func passGate() -> Bool {
    guard !hasPassed else {
      if request.isIdempotent { return true }
      isShut = true
      return false
    }
    let box = GateBox()
    let asked = DispatchSemaphore(value: 0)
    Task.detached(executorPreference: Self.gates) { [gate] in
      box.set(await gate())
      asked.signal()
    }
    asked.wait()
    hasPassed = box.value
    isShut = !hasPassed
    return hasPassed
  }

  private func heardHeader(_ octets: UnsafeRawBufferPointer) -> Bool {
    headerOctets += octets.count
    guard headerOctets <= limits.header else {
      tooLarge = "its header has more than \(limits.header) octets"
      return false
    }
    let line = String(decoding: octets, as: UTF8.self).trimmingSuffix { $0.isNewline }
    if line.hasPrefix("HTTP/") {
      // The header of an interim answer is over.
      headers = []
    } else if let colon = line.firstIndex(of: ":") {
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      headers.append((String(line[..<colon]), String(value.trimmingSuffix { $0 == " " || $0 == "\t" })))
    }
    return true
  }

  private func heardBody(_ octets: UnsafeRawBufferPointer) -> Bool {
    guard body.count + octets.count <= limits.body else {
      tooLarge = "its answer has more than \(limits.body) octets"
      return false
    }
    body.append(contentsOf: octets)
    return true
  }

  // MARK: - The end

  var cancelled: HTTPEnding {
    let obstacle = HTTPObstacle(.cancelled, "\(place): given up")
    return hasPassed ? .unanswered(obstacle) : .notSent(obstacle)
  }

  private var place: String { HTTPRequest.place(of: request.url) }

  func ending(_ code: CURLcode) -> HTTPEnding {
    if code == CURLE_OK, let easy {
      var status = 0
      _ = ccurl_easy_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
      return .answered(HTTPAnswer(status: status, headers: headers, body: body))
    }
    if isShut, !hasPassed { return .closed }
    let obstacle = obstacle(code)
    return hasPassed ? .unanswered(obstacle) : .notSent(obstacle)
  }

  /// | libcurl's code | kind |
  /// | --- | --- |
  /// | 6 | resolve |
  /// | 7 | connect |
  /// | 28 | timeout |
  /// | 35, 58, 59, 60, 66, 77, 80, 83, 90, 91 | tls |
  /// | 8, 16, 18, 52, 55, 56, 61 | broken |
  /// | 23 for a limit of ours | tooLarge |
  private func obstacle(_ code: CURLcode) -> HTTPObstacle {
    if let tooLarge { return HTTPObstacle(.tooLarge, "\(place): \(tooLarge)") }
    // libcurl's own words may hold the address; these do not.
    let said = String(cString: curl_easy_strerror(code))
    let kind: HTTPObstacle.Kind =
      switch code {
      case CURLE_COULDNT_RESOLVE_HOST: .resolve
      case CURLE_COULDNT_CONNECT: .connect
      case CURLE_OPERATION_TIMEDOUT: .timeout
      case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_PEER_FAILED_VERIFICATION,
        CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_ISSUER_ERROR,
        CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS:
        .tls
      case CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2, CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_SEND_ERROR,
        CURLE_RECV_ERROR, CURLE_BAD_CONTENT_ENCODING:
        .broken
      default: .other
      }
    let detail = kind == .tls ? ": \(String(cString: errorText))" : ""
    return HTTPObstacle(kind, "\(place): \(said)\(detail)")
  }
}

private final class GateBox: Sendable {
  private let isOpen = Mutex(false)

  var value: Bool { isOpen.withLock { $0 } }
  func set(_ value: Bool) { isOpen.withLock { $0 = value } }
}

extension StringProtocol {
  fileprivate func trimmingSuffix(while isOut: (Character) -> Bool) -> SubSequence {
    var end = endIndex
    while end > startIndex, isOut(self[index(before: end)]) { end = index(before: end) }
    return self[startIndex..<end]
  }
}
