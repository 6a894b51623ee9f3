import Herald

extension [Article] {
  /// These articles with the address that the command line gives; nil leaves them as they are.
  func settingURL(_ text: String?) throws -> [Article] {
    guard let text else { return self }
    guard count == 1 else { throw Ending(.usage, "--url names the address of one article: give one article") }
    guard let url = WebURL(text) else {
      throw Ending(.usage, "--url “\(text.shown())” is not a web address such as https://example.org/story")
    }
    return map {
      var article = $0
      article.url = url
      return article
    }
  }
}
