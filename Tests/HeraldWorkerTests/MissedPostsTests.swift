import Foundation
import Herald
import HeraldStore
import HeraldWorker
import Testing

/// Posts that were given a time, and a worker that was not there. The clock starts at 2026-09-21 14:13:20 UTC.
@Suite(.timeLimit(.minutes(15))) struct MissedPostsTests {
  private func given(_ bench: Bench, _ count: Int = 3) async throws -> [Job.ID] {
    let orders = try (1...count).map { number in
      QueueOrder(
        article: Article(title: "Ferry \(number)", paragraphs: ["Text."], briefs: []),
        postings: [
          Posting(
            channel: "x", content: try .post(["The ferry runs again (\(number))."]), due: bench.now + 600,
            destination: "d", catchUp: .hours(2))
        ])
    }
    return try await bench.store.queue(orders, now: bench.now).flatMap(\.jobs).map(\.id)
  }

  private func channel(_ bench: Bench, _ sender: Scripted, _ misfire: PostMisfire?, slots: Bool = false) throws
    -> Channel
  {
    var channel = bench.channel(sender)
    let times = try slots ? Slots([Schedule("daily 09:00")], in: .gmt) : nil
    channel.misfire = MisfirePolicy(misfire: misfire, slots: times)
    return channel
  }

  @Test func postsThatMissedTheirTimeAreHeldAndNothingIsSent() async throws {
    try await Bench.with { bench in
      let ids = try await given(bench)
      bench.advance(.hours(72))
      let sender = Scripted()
      try await bench.drain(channel(bench, sender, nil))
      #expect(sender.record.marked.isEmpty)
      #expect(try await bench.store.jobs(state: .held).map(\.reason) == [.misfire, .misfire, .misfire])
      #expect(bench.log.all.filter { $0.event == "missed its time" && $0.values["now"] == "held" }.count == 3)
      try await bench.store.retry(ids, now: bench.now)
      try await bench.drain(channel(bench, sender, nil))
      #expect(sender.record.marked.count == 3)
    }
  }

  @Test func aPostThatIsALittleLateGoesOut() async throws {
    try await Bench.with { bench in
      _ = try await given(bench)
      bench.advance(Seconds(600 + 7_199))
      let sender = Scripted()
      try await bench.drain(channel(bench, sender, nil))
      #expect(sender.record.marked.count == 3)
    }
  }

  @Test func onAChannelWithSlotsMissedPostsGoOutOneAtEachSlot() async throws {
    try await Bench.with { bench in
      _ = try await given(bench)
      bench.advance(.hours(72))
      let sender = Scripted()
      try await bench.serve([channel(bench, sender, nil, slots: true)], openers: []) {
        try await eventually { try await bench.store.misfires(since: Bench.start) == ["x": 3] }
        #expect(sender.record.marked.isEmpty)
        // To 9:00 of the next day, and of the two days after.
        bench.advance(Seconds(18 * 3_600 + 46 * 60 + 40))
        for count in 1...3 {
          if count > 1 { bench.advance(.hours(24)) }
          try await eventually { sender.record.marked.count == count }
          try await Task.sleep(for: .milliseconds(40))
          #expect(sender.record.marked.count == count)
        }
      }
      let slots = try await bench.store.jobs(state: .sent).map(\.slot)
      #expect(slots == ["2026-09-27 09:00", "2026-09-26 09:00", "2026-09-25 09:00"])
      #expect(try await bench.store.misfires(since: Bench.start) == ["x": 3])
    }
  }

  @Test func onceSendsWhatWasMissedNow() async throws {
    try await Bench.with { bench in
      _ = try await given(bench)
      bench.advance(.hours(72))
      let sender = Scripted()
      try await bench.drain(channel(bench, sender, .once))
      #expect(sender.record.marked.count == 3)
      #expect(bench.log.all.filter { $0.event == "missed its time" && $0.values["now"] == "goes out" }.count == 3)
    }
  }
}
