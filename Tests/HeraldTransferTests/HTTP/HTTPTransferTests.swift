import Foundation
import HeraldTransfer
import Servers
import Synchronization
import Testing

@Suite struct HTTPTransferTests {
  private let transfer = HTTPTransfer()

  private func with(
    _ reply: RawServer.Reply, later: RawServer.Reply? = nil, _ body: (RawServer) async throws -> Void
  ) async throws {
    let server = try RawServer { $0 == 1 ? reply : later ?? reply }
    defer { server.stop() }
    try await body(server)
  }

  private func post(_ url: String, _ text: String = "hello") -> HTTPRequest {
    HTTPRequest(.post, url, headers: [("Content-Type", "text/plain")], body: Array(text.utf8))
  }

  @Test func anAnswerHasItsStatusFieldsAndBody() async throws {
    try await with(.ok("{\"id\":1}", headers: "X-Limit: 1\r\nx-limit:  2 \r\n")) { server in
      let ending = await transfer.send(post(server.url + "a?b=c"))
      guard case .answered(let answer) = ending else { return #expect(Bool(false), "\(ending)") }
      #expect(answer.status == 200)
      #expect(answer["X-LIMIT"] == "2")
      #expect(String(decoding: answer.body, as: UTF8.self) == "{\"id\":1}")
      let request = try #require(server.requests.first)
      #expect(request.hasPrefix("POST /a?b=c HTTP/1.1\r\n"))
      #expect(request.contains("\r\nContent-Type: text/plain\r\n") && request.hasSuffix("\r\n\r\nhello"))
      #expect(!request.contains("Expect:"))
    }
  }

  @Test func theGateIsAskedOnceBeforeTheFirstOctet() async throws {
    try await with(.ok()) { server in
      let asked = Mutex<[Int]>([])
      let ending = await transfer.send(post(server.url)) {
        // The connection stands, and nothing has come over it.
        let count = server.requests.count
        asked.withLock { $0.append(count) }
        return true
      }
      guard case .answered = ending else { return #expect(Bool(false), "\(ending)") }
      #expect(asked.withLock { $0 } == [0])
    }
  }

  @Test func nothingGoesOutWhileTheGateIsShut() async throws {
    try await with(.ok()) { server in
      let ending = await transfer.send(post(server.url)) { false }
      guard case .closed = ending else { return #expect(Bool(false), "\(ending)") }
      #expect(server.requests.isEmpty)
    }
  }

  @Test func aConnectionThatIsRefusedIsNotSentAndAsksNoGate() async throws {
    let server = try RawServer { _ in .ok() }
    let url = server.url
    server.stop()
    // The port is free again once the thread has closed it.
    try await Task.sleep(for: .milliseconds(50))
    let ending = await transfer.send(post(url)) {
      Issue.record("there was no connection to ask for")
      return true
    }
    guard case .notSent(let obstacle) = ending else { return #expect(Bool(false), "\(ending)") }
    #expect(obstacle.kind == .connect)
  }

  @Test func aNameThatDoesNotExistIsNotSent() async {
    let ending = await transfer.send(post("http://nobody.invalid/"))
    guard case .notSent(let obstacle) = ending else { return #expect(Bool(false), "\(ending)") }
    #expect(obstacle.kind == .resolve)
  }

  /// libcurl repeats a POST on a connection that was used before and is found dead (reliability, finding 3).
  @Test func aPostWhoseAnswerIsLostGoesOverTheWireOnce() async throws {
    try await with(.ok(), later: .nothing) { server in
      let first = await transfer.send(HTTPRequest(.get, server.url))
      guard case .answered = first else { return #expect(Bool(false), "\(first)") }
      let ending = await transfer.send(post(server.url))
      guard case .unanswered(let obstacle) = ending else { return #expect(Bool(false), "\(ending)") }
      #expect(obstacle.kind == .broken)
      #expect(server.requests.filter { $0.hasPrefix("POST") }.count == 1)
    }
  }

  @Test func aGetOverAConnectionThatIsDeadIsRepeatedOverANewOne() async throws {
    let server = try RawServer { $0 == 2 ? .nothing : .ok("\($0)") }
    defer { server.stop() }
    for expected in ["1", "3"] {
      let ending = await transfer.send(HTTPRequest(.get, server.url))
      guard case .answered(let answer) = ending else { return #expect(Bool(false), "\(ending)") }
      #expect(String(decoding: answer.body, as: UTF8.self) == expected)
    }
    #expect(server.connections == 2)
  }

  @Test func silenceAfterTheRequestIsUnanswered() async throws {
    try await with(.silence(seconds: 3)) { server in
      let ending = await transfer.send(post(server.url), limits: HTTPLimits(whole: .milliseconds(300)))
      guard case .unanswered(let obstacle) = ending else { return #expect(Bool(false), "\(ending)") }
      #expect(obstacle.kind == .timeout)
    }
  }

  @Test func halfAnAnswerIsUnanswered() async throws {
    try await with(.text("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")) { server in
      let ending = await transfer.send(post(server.url), limits: HTTPLimits(whole: .seconds(1)))
      guard case .unanswered = ending else { return #expect(Bool(false), "\(ending)") }
    }
  }

  @Test func aFloodIsCutOff() async throws {
    let block = [UInt8](repeating: 0x61, count: 65_536)
    try await with(.flood(head: "HTTP/1.1 200 OK\r\n\r\n", block)) { server in
      let ending = await transfer.send(post(server.url), limits: HTTPLimits(body: 200_000))
      guard case .unanswered(let obstacle) = ending else { return #expect(Bool(false), "\(ending)") }
      #expect(obstacle.kind == .tooLarge)
    }
  }

  @Test func aHeaderWithoutEndIsCutOff() async throws {
    let line = Array("X-More: \(String(repeating: "a", count: 1_000))\r\n".utf8)
    try await with(.flood(head: "HTTP/1.1 200 OK\r\n", line)) { server in
      let ending = await transfer.send(post(server.url))
      guard case .unanswered(let obstacle) = ending else { return #expect(Bool(false), "\(ending)") }
      #expect(obstacle.kind == .tooLarge)
    }
  }

  /// 10 MB of zeros in 10 kB of gzip: the limit counts what comes out.
  @Test func aGzipBombIsCutOff() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "herald-http-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { do { try FileManager.default.removeItem(at: folder) } catch { Issue.record(error) } }
    let file = folder.appending(path: "bomb")
    try Data(count: 10_000_000).write(to: file)
    let gzip = Process()
    gzip.executableURL = URL(filePath: "/bin/gzip")
    gzip.arguments = [file.path]
    try gzip.run()
    gzip.waitForEnd()
    let bomb = Array(try Data(contentsOf: folder.appending(path: "bomb.gz")))
    let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(bomb.count)\r\n\r\n"
    try await with(.octets(Array(head.utf8) + bomb)) { server in
      let ending = await transfer.send(HTTPRequest(.get, server.url))
      guard case .unanswered(let obstacle) = ending else { return #expect(Bool(false), "\(ending)") }
      #expect(obstacle.kind == .tooLarge)
    }
  }

  @Test func aRedirectIsAnAnswerAndNotFollowed() async throws {
    try await with(.text("HTTP/1.1 307 Go\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n")) { server in
      for request in [post(server.url), HTTPRequest(.get, server.url)] {
        let ending = await transfer.send(request)
        guard case .answered(let answer) = ending else { return #expect(Bool(false), "\(ending)") }
        #expect(answer.status == 307 && answer["location"] == "/there")
      }
      #expect(server.requests.count == 2)
    }
  }

  @Test func interimAnswersLeaveNoFields() async throws {
    let text = "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\nHTTP/1.1 204 No Content\r\nX-Late: 2\r\n\r\n"
    try await with(.text(text)) { server in
      let ending = await transfer.send(post(server.url))
      guard case .answered(let answer) = ending else { return #expect(Bool(false), "\(ending)") }
      #expect(answer.status == 204 && answer["x-early"] == nil && answer["x-late"] == "2")
    }
  }

  @Test func aCancelledExchangeEndsAtOnceAndSaysInWhichPhase() async throws {
    try await with(.silence(seconds: 600)) { server in
      let passed = Mutex(false)
      let task = Task {
        await transfer.send(post(server.url)) {
          passed.withLock { $0 = true }
          return true
        }
      }
      while !passed.withLock({ $0 }) || server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      task.cancel()
      guard case .unanswered(let after) = await task.value else { return #expect(Bool(false)) }
      #expect(after.kind == .cancelled)
    }
    let early = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await transfer.send(post("http://127.0.0.1:1/"))
    }
    guard case .notSent = await early.value else { return #expect(Bool(false)) }
  }

  @Test(arguments: [
    HTTPRequest(.post, "http://127.0.0.1/", headers: [("X-A", "b\r\nX-Evil: 1")]),
    HTTPRequest(.post, "http://127.0.0.1/", headers: [("X A", "b")]),
    HTTPRequest(.post, "http://127.0.0.1/\r\nX-Evil: 1"), HTTPRequest(.post, "file:///etc/passwd"),
    HTTPRequest(.post, "http://user:secret@127.0.0.1/"), HTTPRequest(.post, "gopher://127.0.0.1/"),
    HTTPRequest(.post, "http://"),
  ])
  func whatIsNoRequestIsNotSent(_ request: HTTPRequest) async {
    guard case .notSent(let obstacle) = await transfer.send(request) else { return #expect(Bool(false)) }
    #expect(obstacle.kind == .request)
    #expect(!obstacle.text.contains("secret"))
  }

  @Test func noDescriptionHoldsASecret() async throws {
    let request = HTTPRequest(
      .post, "http://127.0.0.1:1/bot12345:TOPSECRET/send", headers: [("Authorization", "Bearer TOPSECRET")])
    #expect(!"\(request)".contains("TOPSECRET"))
    guard case .notSent(let obstacle) = await transfer.send(request) else { return #expect(Bool(false)) }
    #expect(!obstacle.text.contains("TOPSECRET"))
  }

  @Test func manyExchangesRunAtOnce() async throws {
    try await with(.ok("x")) { server in
      let request = post(server.url)
      let answered = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<50 {
          group.addTask { if case .answered = await transfer.send(request) { true } else { false } }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(answered == 50)
      #expect(server.requests.count == 50)
    }
  }
}
