import Herald
import HeraldText

/// What `preview --json` prints. Fields are added, never renamed.
struct PreviewReport: Encodable {
  struct Post: Encodable {
    struct Part: Encodable {
      let text: String
      let count: Int
      @OrNull var limit: Int?
      let explanation: String
      /// What the network's interface gets, where it is another text; else null.
      @OrNull var wire: String?
    }

    /// See ``SentenceChoice``.
    struct Sentence: Encodable {
      let place: Int
      let text: String
      let fate: SentenceChoice.Fate
      @OrNull var part: Int?
      @OrNull var points: Int?
      let reasons: [String]

      init(_ choice: SentenceChoice) {
        place = choice.place
        text = choice.text
        fate = choice.fate
        _part = OrNull(wrappedValue: choice.part)
        _points = OrNull(wrappedValue: choice.points)
        reasons = choice.reasons
      }
    }

    let channel: String
    let network: Network
    /// The brief that it speaks of, from 1; null for a post of the article.
    @OrNull var brief: Int?
    let article: String
    @OrNull var url: WebURL?
    let parts: [Part]
    /// What the link shows below the post, where the network has to be told; else null.
    @OrNull var card: LinkCard?
    let notes: [String]
    /// What became of each sentence, and why; null without `--explain`.
    @OrNull var sentences: [Sentence]?
    let sha256: SHA256Digest
  }

  let posts: [Post]
  @OrNull var digest: DigestReport?

  init(posts: [PreviewedPost], digest: DigestReport?, explaining: Bool) {
    self.posts = posts.map { post in
      let network = post.channel.network
      let brief = post.draft.brief.flatMap { post.article.briefs.firstIndex(of: $0) }.map { $0 + 1 }
      return Post(
        channel: post.channel.name, network: network, brief: OrNull(wrappedValue: brief), article: post.article.title,
        url: OrNull(wrappedValue: post.article.url),
        parts: zip(post.draft.content.parts, post.draft.measures).map {
          Post.Part(
            text: $0, count: $1.count, limit: OrNull(wrappedValue: $1.limit), explanation: $1.explanation,
            wire: OrNull(wrappedValue: WireText(of: $0, on: network).changed))
        }, card: OrNull(wrappedValue: post.draft.content.card), notes: post.draft.notes,
        sentences: OrNull(wrappedValue: explaining ? post.draft.choices.map(Post.Sentence.init) : nil),
        sha256: post.draft.content.sha256)
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
