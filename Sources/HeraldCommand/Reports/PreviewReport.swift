import Herald

/// What `preview --json` prints. Fields are added, never renamed.
struct PreviewReport: Encodable {
  struct Post: Encodable {
    struct Part: Encodable {
      let text: String
      let count: Int
      @OrNull var limit: Int?
      let explanation: String
    }

    let channel: String
    let network: Network
    let article: String
    @OrNull var url: WebURL?
    let parts: [Part]
    let notes: [String]
    let sha256: SHA256Digest
  }

  let posts: [Post]
  @OrNull var digest: DigestReport?

  init(posts: [PreviewedPost], digest: DigestReport?) {
    self.posts = posts.map { post in
      Post(
        channel: post.channel.name, network: post.channel.network, article: post.article.title,
        url: OrNull(wrappedValue: post.article.url),
        parts: zip(post.draft.content.parts, post.draft.measures).map {
          Post.Part(text: $0, count: $1.count, limit: OrNull(wrappedValue: $1.limit), explanation: $1.explanation)
        }, notes: post.draft.notes, sha256: post.draft.content.sha256)
    }
    _digest = OrNull(wrappedValue: digest)
  }
}

struct DigestReport: Encodable {
  let subject: String
  let text: String
  let sha256: SHA256Digest

  init(_ content: Content) {
    subject = content.subject
    text = content.text
    sha256 = content.sha256
  }
}
