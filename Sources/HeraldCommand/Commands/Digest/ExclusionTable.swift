import Foundation
import Herald
import HeraldStore

/// The briefs that an edition does not take, for a person.
struct ExclusionTable {
  private let briefs: [ExcludedBrief]
  private let more: Int
  private let zone: TimeZone

  init(_ excluded: (briefs: [ExcludedBrief], more: Int), zone: TimeZone) {
    (briefs, more) = excluded
    self.zone = zone
  }

  func show() {
    guard !briefs.isEmpty else { return Terminal.say("every brief is in it") }
    Terminal.say("\nnot taken:")
    let rows = briefs.map { ["  " + $0.why.text(in: zone), $0.text.shown()] }
    for line in Terminal.table(rows, fitting: true) { Terminal.say(line) }
    if more > 0 { Terminal.say("  and \(counted(more, "older brief"))") }
  }
}

extension Exclusion {
  /// In words, times in the newsroom's zone.
  func text(in zone: TimeZone) -> String {
    switch self {
    case .mailed(let edition, let opened): "mailed in edition \(edition) (\(CalendarDay(opened, in: zone)))"
    case .withdrawn(let moment): "withdrawn by a correction (\(CalendarDay(moment, in: zone)))"
    case .since(nil): "stored before the digest begins: with the next command that stores; `since:` takes older ones"
    case .since(let moment?): "stored before the digest began (\(moment.shown(in: zone)))"
    case .tags(let tags): "has no tag \(tags.joined(separator: " or ").shown())"
    case .without(let tag): "has the tag \(tag.shown())"
    case .language(let language?): "is in another language (\(language))"
    case .language(nil): "does not say its language"
    case .place(let place, let count): "brief \(place) of its article; the digest takes \(count)"
    case .maximum(let maximum): "over the maximum of \(maximum): next edition"
    }
  }
}
