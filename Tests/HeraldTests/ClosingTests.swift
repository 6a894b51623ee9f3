import Herald
import Testing

@Suite struct ClosingTests {
  private let now = Instant(microseconds: 1_790_000_000_000_000)
  private let failure = Failure("refused", code: "535")
  private let policy = ClosingPolicy()

  private func next(
    _ previous: Closing?, _ cause: Blockage = .refused, until: Instant? = nil, random: Double = 0
  ) -> Closing {
    policy.closing(after: previous, failure, as: cause, until: until, now: now, random: random)
  }

  @Test func theWaitDoublesFromAMinuteToAnHour() {
    var closing: Closing?
    var waits: [Double] = []
    for _ in 0..<9 {
      closing = next(closing)
      waits.append((closing.map { $0.until - now } ?? 0).value)
    }
    #expect(waits == [60, 120, 240, 480, 960, 1_920, 3_600, 3_600, 3_600])
    #expect(closing?.times == 9 && closing?.since == now)
  }

  @Test func theWaitIsUpToAQuarterShorter() {
    #expect(next(nil, random: 0.999_999).until - now >= 45)
    #expect(next(nil, random: 0.5).until - now == Seconds(52.5))
  }

  @Test(arguments: [(-5.0, 1.0), (0, 1), (0.2, 1), (30, 30), (1e9, 86_400), (1e300, 86_400)])
  func theFarSidesOwnTimeIsASecondToADay(_ asked: Double, _ kept: Double) {
    #expect((next(nil, .busy, until: now + Seconds(asked)).until - now).value == kept)
  }

  @Test func anotherCauseBeginsAnew() {
    let third = next(next(next(nil)))
    #expect(next(third, .unreachable).times == 1)
    #expect(next(third, .busy, until: now + 5).times == 1)
    #expect(next(third, .unreachable).since == now)
  }

  @Test func aClockThatIsSetBackClosesNothingForLongerThanADay() {
    let closing = next(nil, .busy, until: now + .hours(5))
    #expect(closing.holds(at: now))
    #expect(closing.holds(at: now + .hours(-3)))
    #expect(!closing.holds(at: now + .hours(-24)))
    #expect(!closing.holds(at: now + .hours(5)))
  }

  // MARK: - Destinations

  private func slowDown(_ pace: inout DestinationPace, generation: Int? = nil) -> Bool {
    pace.slowDown(
      failure, generation: generation ?? pace.generation, policy: policy, now: now, random: 0)
  }

  @Test func aDestinationGetsLessAtOnceThenWaitsAndRecovers() {
    var pace = DestinationPace(most: 10)
    var seen: [Int] = []
    for _ in 0..<4 {
      let isNew = slowDown(&pace)
      #expect(isNew)
      seen.append(pace.allowed(at: now))
    }
    #expect(seen == [5, 2, 1, 0])
    #expect(pace.closing?.until == now + 60)
    #expect(pace.allowed(at: now + 60) == 1)
    let isAgain = slowDown(&pace)
    #expect(isAgain && pace.closing?.until == now + 120)
    for most in 2...9 {
      let isWhole = pace.speedUp(most: 10)
      #expect(!isWhole)
      #expect(pace.allowed(at: now) == most)
    }
    let isWhole = pace.speedUp(most: 10)
    #expect(isWhole)
  }

  @Test func whatWasUnderWayWhenItSlowedSaysNothingNew() {
    var pace = DestinationPace(most: 10)
    let before = pace.generation
    var news: [Bool] = []
    for _ in 0..<10 { news.append(slowDown(&pace, generation: before)) }
    #expect(news == [true] + Array(repeating: false, count: 9))
    #expect(pace.atOnce == 5)
  }
}
