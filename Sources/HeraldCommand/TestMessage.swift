import Foundation
import Herald

/// A message that says that it is a test: composed as any other, and no job. Its number is 0, which no job has, and its
/// revision the microsecond of its making, so that every test is a message of its own.
struct TestMessage {
  let message: Message

  /// - Parameters:
  ///   - address: who gets a mail; a post has none.
  ///   - now: which the text names, in the newsroom's time zone.
  /// - Throws: `Ending` where the channel cannot have one, and where an address is missing, wrong or too many.
  init(newsroom: Newsroom, channel: ChannelConfig, to address: String?, now: Instant) throws {
    let config = newsroom.config
    let isMail = !config.postChannels.contains { $0.name == channel.name }
    let time = now.shown(in: config.newsroom.timezone)
    let house = config.newsroom.name.isEmpty ? "" : " of \(config.newsroom.name)"
    let text = "This is a test\(house), sent by Herald on \(time). There is nothing to read here."
    let content: Content
    let envelope: Envelope
    if isMail {
      guard let address else {
        throw Ending(
          .usage, "the channel \(channel.name) carries mail: say who gets the test, as in --to you@example.org")
      }
      guard let from = channel.from else {
        throw Ending(
          .configuration, "channels.\(channel.name): a mail needs `from:`, as in \"News <news@example.org>\"")
      }
      content = try .digest("Test\(house)\n\n\(text)\n")
      envelope = .mail(
        MailEnvelope(
          from: from, to: try Mailbox(address), date: now,
          messageID: "test.\(now.microseconds)@\(from.address.domain)", listID: "test.\(from.address.domain)",
          listName: "Test", unsubscribe: channel.unsubscribe ?? from.address, language: "en"))
    } else {
      guard address == nil else {
        throw Ending(.usage, "the channel \(channel.name) carries posts, and a post has no address: leave --to out")
      }
      // By the way of every text of a person's, so that it fits, and mentions nobody.
      let article = Article(title: "Test", paragraphs: [text])
      let drafts = try newsroom.posts(article, on: channel, asked: PostRequest(shape: .single, text: text))
      guard let draft = drafts.first else { throw Ending(.failed, "the test for \(channel.name) cannot be composed") }
      content = draft.content
      envelope = .post(PostEnvelope(createdAt: now))
    }
    message = Message(
      key: MessageKey(job: 0, revision: Int(now.microseconds), part: 0), channel: channel.name,
      network: channel.network, content: content, envelope: envelope)
  }
}
