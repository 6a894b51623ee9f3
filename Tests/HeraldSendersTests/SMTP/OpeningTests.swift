import Herald
import HeraldSenders
import HeraldTransfer
import Servers
import Testing

/// Faults before a session is ready (rows 28, 39 to 42, 50 and 52 of the fault matrix): the channel is blocked, no attempt is
/// spent, and of the message nothing was sent.
@Suite(.serialized, .timeLimit(.minutes(15))) struct OpeningTests {
  private func expectBlocked(
    _ script: Script, as client: Client = Client(), code: String? = nil, says: String? = nil, cause: Blockage? = nil,
    at place: SourceLocation = #_sourceLocation
  ) async throws {
    let attempt = try await attempt(script, as: client, at: place)
    guard let blockage = attempt.outcome.blockage else { throw Unexpected(attempt.outcome) }
    let failure = blockage.failure
    if let cause { #expect(blockage.cause == cause, "\(attempt.outcome)", sourceLocation: place) }
    #expect(attempt.turnstile.wires.isEmpty, sourceLocation: place)
    #expect(attempt.record.commands("MAIL").isEmpty, sourceLocation: place)
    if let code { #expect(failure.code == code, "\(failure)", sourceLocation: place) }
    if let says { #expect("\(failure)".contains(says), "\(failure)", sourceLocation: place) }
  }

  @Test("28: closed at the greeting", arguments: [Step.Action.drop, .reset])
  func aServerThatClosesAtTheGreetingBlocks(_ ending: Step.Action) async throws {
    try await expectBlocked(Script([.at(.greeting, ending)]))
  }

  @Test(
    "28: refused at the greeting",
    arguments: [
      ("421 4.3.2 going down", "421 4.3.2", Blockage.busy), ("454 4.7.0 try later", "454 4.7.0", .busy),
      ("554 5.7.1 not you", "554 5.7.1", .unreachable),
    ]
  )
  func aGreetingThatRefusesBlocksWithItsCode(_ reply: String, _ code: String, _ cause: Blockage) async throws {
    try await expectBlocked(Script([.at(.greeting, .send(reply + "\r\n"), .drop)]), code: code, cause: cause)
  }

  @Test(
    "28: silent, half or garbled",
    arguments: [
      [Step.Action.wait(30)], [.send("220 half"), .wait(30)], [.send("HTTP/1.1 400 Bad Request\r\n\r\n"), .wait(30)],
      [.send("\0\0\0\0\r\n"), .wait(30)], [.flood("220-x\r\n")], [.flood("x")],
    ])
  func aGreetingThatIsNoneBlocks(_ actions: [Step.Action]) async throws {
    var step = Step.at(.greeting)
    step.actions = actions
    try await expectBlocked(Script([step]), as: .waiting(\.greeting, .milliseconds(400)))
  }

  @Test(
    "29: closed at EHLO", arguments: [Step.Action.drop, .reset, .send("421 4.3.2 not now\r\n"), .send("550 no\r\n")])
  func aServerThatClosesAtEHLOBlocks(_ ending: Step.Action) async throws {
    try await expectBlocked(Script([.at(.ehlo, ending, .drop), .at(.helo, .drop)]))
  }

  @Test("29: silent at EHLO") func aServerThatIsSilentAtEHLOBlocks() async throws {
    try await expectBlocked(Script([.at(.ehlo, .wait(30))]), as: .waiting(\.greeting, .milliseconds(400)))
  }

  @Test("39: STARTTLS stripped") func aStrippedSTARTTLSIsRefused() async throws {
    try await expectBlocked(
      Script(auth: .init(username: Client.username, password: Client.password, inClear: true)), as: .member,
      says: "STARTTLS")
    try await expectBlocked(Script(), as: .secure, says: "STARTTLS")
  }

  @Test("39: STARTTLS refused", arguments: ["454 4.7.0 TLS not available\r\n", "502 5.5.1 no\r\n", "250 ok\r\n"])
  func aSTARTTLSThatIsRefusedBlocks(_ reply: String) async throws {
    let script = Script(
      [.at(.starttls, .send(reply))], tls: .init(try Certificates.file(.good)),
      auth: .init(username: Client.username, password: Client.password, inClear: true))
    try await expectBlocked(script, as: .member)
  }

  @Test(
    "40: plaintext after STARTTLS",
    arguments: [
      "220 go\r\n250-localhost\r\n250 AUTH PLAIN\r\n", "220 go\r\n235 2.7.0 welcome\r\n", "220 go\r\n2",
    ])
  func plaintextInjectedAfterSTARTTLSIsRefused(_ injected: String) async throws {
    let script = Script(
      [.at(.starttls, .send(injected), .tls)], tls: .init(try Certificates.file(.good)),
      auth: .init(username: Client.username, password: Client.password))
    try await expectBlocked(script, as: .member)
  }

  @Test("41: bad certificates", arguments: Certificates.Kind.allCases.filter { $0 != .good }, [false, true])
  func aBadCertificateIsRefused(_ kind: Certificates.Kind, atOnce: Bool) async throws {
    let tls = Script.TLS(try Certificates.file(kind), atOnce: atOnce)
    let auth = Script.Auth(username: Client.username, password: Client.password, inClear: true)
    var client = Client.member
    if atOnce { client.security = .implicit }
    try await expectBlocked(Script(tls: tls, auth: auth), as: client, says: "TLS")
  }

  @Test("41: a CA that nobody knows") func aCertificateOfAnUnknownCAIsRefused() async throws {
    var client = Client.member
    client.trustsCA = false
    let auth = Script.Auth(username: Client.username, password: Client.password)
    try await expectBlocked(Script(tls: .init(try Certificates.file(.good)), auth: auth), as: client, says: "TLS")
  }

  @Test("41: an old version of TLS", arguments: ["TLSv1", "TLSv1.1"])
  func anOldVersionOfTLSIsRefused(_ version: String) async throws {
    let tls = Script.TLS(try Certificates.file(.good), version: version)
    try await expectBlocked(Script(tls: tls), as: .secure, says: "TLS")
  }

  @Test("41: a server that does not speak TLS at once") func plainSMTPWhereTLSIsMeantBlocks() async throws {
    var client = Client(security: .implicit)
    client.timeouts.greeting = .milliseconds(600)
    try await expectBlocked(Script(), as: client)
  }

  @Test("42: AUTH is not offered", arguments: [nil, [], ["GSSAPI"]] as [[String]?])
  func credentialsWithoutAnOfferOfAUTHBlock(_ mechanisms: [String]?) async throws {
    var script = Script(tls: .init(try Certificates.file(.good)))
    script.auth = mechanisms.map { .init(mechanisms: $0, username: Client.username, password: Client.password) }
    try await expectBlocked(script, as: .member)
  }

  @Test(
    "42: AUTH refused",
    arguments: [
      ("535 5.7.8 bad credentials", "535 5.7.8"), ("454 4.7.0 temporary failure", "454 4.7.0"),
      ("534 5.7.9 stronger, please", "534 5.7.9"), ("421 4.7.0 too many errors", "421 4.7.0"), ("250 fine", nil),
      ("535 5.7.8 \(Client.password) is wrong", "535 5.7.8"), ("535 AG5ld3MAWmlubm9iZXItNDcxMQ== is wrong", "535"),
    ] as [(String, String?)])
  func aRefusedAUTHBlocksWithItsCode(_ reply: String, _ code: String?) async throws {
    let script = Script(
      [.at(.auth, .send(reply + "\r\n"))], tls: .init(try Certificates.file(.good)),
      auth: .init(username: Client.username, password: Client.password))
    try await expectBlocked(script, as: .member, code: code)
  }

  @Test("42: a wrong password") func aWrongPasswordBlocks() async throws {
    for mechanism in ["PLAIN", "LOGIN"] {
      let auth = Script.Auth(mechanisms: [mechanism], username: Client.username, password: "another")
      try await expectBlocked(
        Script(tls: .init(try Certificates.file(.good)), auth: auth), as: .member, code: "535 5.7.8")
    }
  }

  @Test("42: silent or gone at AUTH", arguments: [Step.Action.drop, .reset, .wait(30), .send("334 !!!\r\n")])
  func aServerThatEndsAtAUTHBlocks(_ action: Step.Action) async throws {
    var client = Client.member
    client.timeouts.greeting = .milliseconds(600)
    let script = Script(
      [.at(.auth, action, .wait(30))], tls: .init(try Certificates.file(.good)),
      auth: .init(mechanisms: ["PLAIN"], username: Client.username, password: Client.password))
    try await expectBlocked(script, as: client)
  }

  @Test("50: a black hole") func aServerThatNeverAnswersTheConnectionBlocksInTime() async throws {
    var script = Script()
    script.hole = true
    var client = Client()
    client.timeouts.connect = .milliseconds(500)
    let start = ContinuousClock.now
    try await expectBlocked(script, as: client)
    #expect(ContinuousClock.now - start < .seconds(15))
  }

  @Test("50: refused") func aPortWhereNobodyListensBlocks() async throws {
    var port = 0
    _ = try await MisbehavingServer.with(Script()) { port = $0.port }
    let turnstile = Turnstile()
    let outcome = try await Client().sender(port: port).send(try sampleMail(), gate: turnstile.gate)
    guard case .unreachable = outcome else { throw Unexpected(outcome) }
    #expect(turnstile.wires.isEmpty)
  }

  @Test("52: a name that cannot be resolved") func aNameThatCannotBeResolvedBlocks() async throws {
    var client = Client()
    client.host = "mail.herald.invalid"
    client.timeouts.connect = .seconds(5)
    let turnstile = Turnstile()
    let outcome = try await client.sender(port: 25).send(try sampleMail(), gate: turnstile.gate)
    guard case .unreachable(let failure) = outcome else { throw Unexpected(outcome) }
    #expect(failure.text.contains("mail.herald.invalid"))
    #expect(turnstile.wires.isEmpty)
  }

  @Test(arguments: [false, true]) func aSoundServerWithTLSAndAUTHIsTrusted(atOnce: Bool) async throws {
    for mechanism in ["PLAIN", "LOGIN"] {
      let script = Script(
        tls: .init(try Certificates.file(.good), atOnce: atOnce),
        auth: .init(mechanisms: [mechanism], username: Client.username, password: Client.password))
      var client = Client.member
      if atOnce { client.security = .implicit }
      let attempt = try await attempt(script, as: client)
      #expect(attempt.outcome.receipt?.id.contains("queued as 1-1") == true, "\(attempt.outcome)")
      #expect(attempt.record.accepted.map(\.user) == [Client.username])
      #expect(attempt.record.accepted.allSatisfy { $0.isTLS })
    }
  }
}
