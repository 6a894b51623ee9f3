import Herald

/// What `why` prints: a heading and sentences. Fields are added, never renamed.
struct WhyReport: Encodable {
  var title: String
  @OrNull var job: Job.ID?
  /// One sentence each.
  var lines: [String] = []
  /// Of an article: each post of it.
  var posts: [WhyReport] = []
  /// Of an article: where each brief went.
  var briefs: [String] = []

  init(title: String, job: Job.ID? = nil) {
    self.title = title
    _job = OrNull(wrappedValue: job)
  }

  func show(indent: String = "") {
    Terminal.say(indent + Terminal.heading(title.shown()))
    for line in lines { Terminal.say("\(indent)  \(line.shown())") }
    for post in posts { post.show(indent: indent + "  ") }
    if !briefs.isEmpty { Terminal.say("\(indent)  briefs:") }
    for brief in briefs { Terminal.say("\(indent)    \(brief.shown())") }
  }
}
