/// An address as Bluesky's client shows it: the host, and of what follows at most 15 characters, else the first 13 and
/// `...` (social-app `toShortUrl`). The link itself keeps the whole address.
enum DisplayedURL {
  /// An address without a scheme, with a user name, or without a host stays as it is.
  static func text(of url: String) -> String {
    let lower = url.prefix(8).lowercased()
    let scheme = lower == "https://" ? "https://" : lower.hasPrefix("http://") ? "http://" : ""
    guard !scheme.isEmpty else { return url }
    let rest = url.dropFirst(scheme.count)
    let authority = rest.prefix { !"/?#".contains($0) }
    guard !authority.isEmpty, !authority.contains("@") else { return url }
    var host = authority.lowercased()
    let port = scheme == "https://" ? ":443" : ":80"
    if host.hasSuffix(port) { host.removeLast(port.count) }
    let path = rest[authority.endIndex...]
    if path.isEmpty || path == "/" { return host }
    guard path.count > 15 else { return host + path }
    var shown = path.prefix(13)
    // Half of an escape is no character.
    if let percent = shown.lastIndex(of: "%"), shown[percent...].count < 3 { shown = shown[..<percent] }
    return host + shown + "..."
  }
}
