import Herald

/// A sender whose posts answer the one before them in their thread, and so need its name on the far side.
public protocol ThreadingSender: Sender {
  /// What such a name looks like, for whoever gave another: an id, an address.
  var receiptForm: String { get }

  /// The receipt of a post that a person found, by the id or the address that the network shows for it; nil for anything
  /// else.
  func receipt(said text: String) -> Receipt?
}

extension Mastodon: ThreadingSender {
  public var receiptForm: String {
    "the post's address, \(settings.server.text)/@name/115000000000000000, or its number"
  }

  public func receipt(said text: String) -> Receipt? {
    guard let id = lastNumber(of: text) else { return nil }
    return MastodonReceipt(id: id, url: text == id ? nil : text).receipt
  }
}

extension Bluesky: ThreadingSender {
  public var receiptForm: String {
    "\"at://did:plc:…/app.bsky.feed.post/… bafyrei…\", its uri and cid as app.bsky.feed.getPosts shows them"
  }

  public func receipt(said text: String) -> Receipt? { BlueskyThread(Receipt(id: text))?.receipt }
}

extension DiscordBot: ThreadingSender {
  public var receiptForm: String { "the message's link (Copy Message Link), or its number" }

  public func receipt(said text: String) -> Receipt? { lastNumber(of: text).map { Receipt(id: $0) } }
}

extension Telegram: ThreadingSender {
  public var receiptForm: String { "the post's link, https://t.me/channel/123, or its number" }

  public func receipt(said text: String) -> Receipt? { lastNumber(of: text).map { Receipt(id: $0) } }
}

extension Slack: ThreadingSender {
  public var receiptForm: String {
    "the message's link (Copy link), …/archives/C0123456789/p1790000010000100, or 1790000010.000100"
  }

  public func receipt(said text: String) -> Receipt? {
    if SlackReceipt.isTime(text) { return Receipt(id: text) }
    // Six digits behind the point, which the link leaves out.
    guard let found = text.wholeMatch(of: /https:\/\/[^\s?#]+\/archives\/[A-Z0-9]+\/p([0-9]{7,15})([0-9]{6})(?:\?\S*)?/)
    else { return nil }
    return Receipt(id: "\(found.1).\(found.2)")
  }
}

/// `123` of `123` and of `https://social.example/@paper/123`.
private func lastNumber(of text: String) -> String? {
  let path = text.hasPrefix("https://") ? text.prefix { $0 != "?" && $0 != "#" } : text[...]
  let words = path.split(separator: "/", omittingEmptySubsequences: false)
  guard words.count == 1 || text.hasPrefix("https://"), let last = words.last, (1...20).contains(last.utf8.count),
    last.utf8.allSatisfy({ (48...57).contains($0) })
  else { return nil }
  return String(last)
}
