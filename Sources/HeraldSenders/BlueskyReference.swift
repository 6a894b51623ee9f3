import Herald

/// One record in one version (`com.atproto.repo.strongRef`).
struct BlueskyReference: Hashable, Sendable, Encodable {
  let uri: String
  let cid: String

  /// Nil when one of them could not be part of a receipt.
  init?(uri: String, cid: String) {
    func isPlain(_ text: String) -> Bool { text.utf8.count <= 2_048 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) } }
    guard uri.hasPrefix("at://"), isPlain(uri), !cid.isEmpty, isPlain(cid) else { return nil }
    (self.uri, self.cid) = (uri, cid)
  }
}

/// A post and the first one of its thread. As a receipt: `URI CID`, and behind it, when the first is another, its `URI CID`.
struct BlueskyThread: Hashable, Sendable {
  let post: BlueskyReference
  let root: BlueskyReference

  /// - Parameter previous: the receipt of the part before it.
  init(post: BlueskyReference, after previous: Receipt?) {
    self.post = post
    root = previous.flatMap(BlueskyThread.init)?.root ?? post
  }

  /// Nil for a receipt that no post of Bluesky's brought.
  init?(_ receipt: Receipt) {
    let words = receipt.id.split(separator: " ").map(String.init)
    guard words.count == 2 || words.count == 4, let post = BlueskyReference(uri: words[0], cid: words[1]),
      let root = BlueskyReference(uri: words[words.count - 2], cid: words[words.count - 1])
    else { return nil }
    (self.post, self.root) = (post, root)
  }

  var receipt: Receipt {
    Receipt(id: ([post] + (root == post ? [] : [root])).map { "\($0.uri) \($0.cid)" }.joined(separator: " "))
  }
}
