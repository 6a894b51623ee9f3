import Foundation
import Herald
import Testing

/// Texts that are nearly schedules, from a fixed seed: each is refused with its reason, or is a schedule whose runs keep
/// their promises.
@Suite struct ScheduleFuzzTests {
  private static let words = [
    "mon", "fri", "sun", "daily", "mon-fri", "sat,sun", "1st", "last", "2nd,4th", "day", "1,15", "31", "last,1", "*",
    "*/2", "*/7", "0", "5", "30", "59", "0-5", "8-17/3", "22", "feb", "jan-mar", "29", "30", "7", "0-7", "mon-wed",
    "12", "9:00", "09:00,17:30", "23:59", "2:30", "@daily", "@every", "", "x", "٣", "-1", "1,,2", "🙂", "l", "5#2",
    "99999999999999999999",
  ]
  private static let letters = Array("0123456789*/-,: @monfrisulatdy#?🙂\t\n")

  @Test func everyTextIsRefusedOrRunsInOrder() throws {
    var dice = Dice(state: 80)
    let zones = ["Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo"].compactMap(TimeZone.init(identifier:))
    var read = 0
    for number in 0..<20_000 {
      let text = number % 2 == 0 ? words(&dice) : letters(&dice)
      guard let schedule = parsed(text) else { continue }
      read += 1
      #expect(parsed(schedule.description) == schedule, "“\(text)”")
      let zone = zones[dice.below(zones.count)]
      let start = Instant(microseconds: Int64(dice.below(2_000_000_000)) * 1_000_000 + Int64(dice.below(1_000_000)))
      let ahead = Array(schedule.occurrences(after: start, in: zone).prefix(5))
      #expect(ahead.count == 5, "“\(text)”")
      for (earlier, later) in zip(ahead, ahead.dropFirst()) {
        #expect((earlier.day, earlier.time) < (later.day, later.time) && earlier.instant <= later.instant, "“\(text)”")
      }
      #expect(ahead.allSatisfy { $0.instant > start && schedule.days.takes($0.day) })
      #expect(ahead.allSatisfy { schedule.times.contains($0.time) })
      guard let last = ahead.last, let first = ahead.first else { continue }
      let back = schedule.occurrences(backFrom: last.instant, in: zone).prefix { $0.instant > start }
      #expect(back.reversed().prefix(5) == ahead[...], "“\(text)” backwards from \(last.nominal)")
      let before = schedule.last(atOrBefore: start, in: zone)
      #expect(before.map { ($0.day, $0.time) < (first.day, first.time) && $0.instant <= start } ?? true, "“\(text)”")
    }
    #expect(read > 500)
  }

  private func parsed(_ text: String) -> Schedule? {
    do {
      return try Schedule(text)
    } catch {
      #expect(error.description.hasPrefix("“\(text)” is not a schedule: "), "\(error)")
      return nil
    }
  }

  private func words(_ dice: inout Dice) -> String {
    (0...dice.below(6)).map { _ in Self.words[dice.below(Self.words.count)] }.joined(separator: " ")
  }

  private func letters(_ dice: inout Dice) -> String {
    let start = Array(["mon 09:00", "0 8 * * 1-5", "1st fri 09:00", "day 1,15 08:00"][dice.below(4)])
    return String(start.flatMap { dice.below(9) == 0 ? [Self.letters[dice.below(Self.letters.count)]] : [$0] })
  }

  /// SplitMix64.
  private struct Dice {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
  }
}
