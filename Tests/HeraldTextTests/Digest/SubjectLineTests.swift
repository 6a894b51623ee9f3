import Testing

@testable import HeraldText

@Suite struct SubjectLineTests {
  @Test(
    arguments: [
      ("Ilken Courier", "Weekly digest", 12, "Sluices reopen", "Ilken Courier, Weekly digest 12: Sluices reopen"),
      ("Ilken Courier", "Courier weekly", nil, "Sluices reopen", "Ilken Courier, Courier weekly: Sluices reopen"),
      ("Ilken", "The Ilken weekly", 3, "Sluices reopen", "The Ilken weekly 3: Sluices reopen"),
      (
        "Ilken Courier", "Weekly digest", 12, "Lower sluices of the reservoir reopen after a dry spring",
        "Weekly digest 12: Lower sluices of the reservoir reopen after a dry…"
      ),
      (
        "Ilken Courier", "Weekly digest", 12, "Lower sluices of the reservoir reopen, after a",
        "Weekly digest 12: Lower sluices of the reservoir reopen, after a"
      ),
      (
        "Ilken Courier", String(repeating: "Digest ", count: 8) + "X", 1, "Sluices reopen after a long dry spring",
        String(repeating: "Digest ", count: 8) + "X 1"
      ),
    ] as [(String, String, Int?, String, String)])
  func theSubjectSaysWhatIsInside(_ sample: (String, String, Int?, String, String)) {
    let subject = SubjectLine.text(newsroom: sample.0, digest: sample.1, number: sample.2, story: sample.3)
    #expect(subject == sample.4)
    #expect(DisplayWidth.of(subject) <= 72)
  }

  @Test(
    arguments: [
      ("Sluices reopen", "Ilken Courier, Weekly digest 12: Sluices reopen, and 4 more"),
      ("Who opens the sluices?", "Ilken Courier, Weekly digest 12: Who opens the sluices? – and 4 more"),
      (
        "Lower sluices of the reservoir reopen now",
        "Weekly digest 12: Lower sluices of the reservoir reopen now, and 4 more"
      ),
      (
        "Lower sluices of the reservoir reopen on Friday",
        "Weekly digest 12: Lower sluices of the reservoir reopen on Friday"
      ),
    ])
  func itSaysHowManyMoreThereAreWhereThatFits(_ sample: (story: String, subject: String)) {
    let subject = SubjectLine.text(
      newsroom: "Ilken Courier", digest: "Weekly digest", number: 12, story: sample.story,
      more: DigestWords("en").more(4))
    #expect(subject == sample.subject)
    #expect(DisplayWidth.of(subject) <= 72)
  }

  @Test(arguments: [
    ("Lower sluices of the reservoir were opened again by the council of elders", "by the council…"),
    ("Eleven of the forty wells in the north are dry, and the rest are for the few", "and the rest…"),
    ("Советы пяти районов договорились открыть нижние шлюзы и на верхних", "нижние шлюзы…"),
    ("Forty wells of the eastern district have now been dry for a decade", "been dry…"),
  ])
  func aSubjectDoesNotEndOnALittleWord(_ sample: (story: String, end: String)) {
    let subject = SubjectLine.text(newsroom: "N", digest: "Digest", number: nil, story: sample.story)
    #expect(subject.hasSuffix(sample.end), "\(subject)")
  }

  @Test func aSubjectEndsAfterACompleteWord() {
    let words = "Водный совет договорился открыть шлюзы — после засухи, в пяти районах области, наконец (снова)"
    for count in 1...words.count {
      let story = String(words.prefix(count))
      let subject = SubjectLine.clipped("Weekly digest: " + story)
      #expect(DisplayWidth.of(subject) <= 72)
      guard subject.hasSuffix("…") else { continue }
      let kept = subject.dropLast()
      #expect(("Weekly digest: " + story).hasPrefix(kept))
      #expect(kept.last?.isLetter == true)
    }
    #expect(SubjectLine.clipped(String(repeating: "w", count: 100)) == String(repeating: "w", count: 71) + "…")
    #expect(SubjectLine.clipped(String(repeating: "水", count: 40)) == String(repeating: "水", count: 35) + "…")
  }
}
