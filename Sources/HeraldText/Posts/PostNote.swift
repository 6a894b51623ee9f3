/// What a person should know of a post beside its text: sentences that several shapes say alike.
enum PostNote {
  static let noLink = "no link: the article has no url; give one with --url or in its front matter"
}
