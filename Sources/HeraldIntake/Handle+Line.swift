import Herald

/// The handles that a line such as `Follow us on Twitter: @SteppeCourier` names, with the network that each belongs to.
///
/// An address (`https://bsky.app/profile/…`, `https://social.example/@name`) says its network itself; `@user@server` is
/// Mastodon; a bare `@name` belongs to the network named last before it, and to X when only Twitter or X are named.
func handles(in line: String) -> [Handle] {
  var found: [Handle] = []
  var network: Network?
  let parts = line.split(whereSeparator: { " ,();".contains($0) }).prefix(60)
  for (index, part) in parts.enumerated() {
    // `@name on X` names the network behind the name.
    let after = parts.dropFirst(index + 1).prefix(2)
    let behind =
      after.count == 2 && prepositions.contains(after[index + 1].lowercased())
      ? namedNetwork(trimmedEnd(after[index + 2]).lowercased()) : nil
    let word = part.drop { "\"'“”‘’«»[]".contains($0) }
    let bare = trimmedEnd(word)
    let lower = bare.lowercased()
    if let handle = addressedHandle(bare, network) {
      if !found.contains(handle) { found.append(handle) }
    } else if let named = namedNetwork(lower) {
      network = named.network
    } else if bare.hasPrefix("@"), let handle = handle(String(bare.dropFirst()), behind.map(\.network) ?? network) {
      if !found.contains(handle) { found.append(handle) }
    }
  }
  return found
}

private let prepositions: Set<String> = ["on", "auf", "bei", "sur", "en", "no", "na", "su", "op", "в", "på", "via"]

/// `Twitter: @LornNews`: a network and the name on it, alone.
func isOwnHandle(_ line: String) -> Bool {
  guard let first = line.split(whereSeparator: { " :".contains($0) }).first else { return false }
  return namedNetwork(first.lowercased()) != nil && line.contains(":") && !handles(in: line).isEmpty
}

/// True for a line with a handle, an address or the name of a network.
func namesNetwork(_ line: String) -> Bool {
  line.split(whereSeparator: { " ,();:".contains($0) }).prefix(60).contains { part in
    let word = trimmedEnd(part).lowercased()
    return word.hasPrefix("@") || word.hasPrefix("www.") || namedNetwork(word) != nil
  } || line.contains("://") || line.lowercased().contains(" rss")
}

private func trimmedEnd(_ word: Substring) -> Substring {
  var word = word
  while let last = word.last, ".:!?…\"'“”‘’«»]/".contains(last) { word.removeLast() }
  return word
}

/// Which network a word names; the inner nil is a network that Herald does not write for.
private func namedNetwork(_ word: String) -> (network: Network?, Void)? {
  switch word {
  case "twitter", "x", "x/twitter", "twitter/x", "твиттер", "твиттере": (.x, ())
  case "mastodon": (.mastodon, ())
  case "bluesky", "bsky": (.bluesky, ())
  case "facebook", "instagram", "telegram", "youtube", "tiktok", "threads", "linkedin", "телеграм", "инстаграм",
    "вконтакте":
    (nil, ())
  default: nil
  }
}

private func addressedHandle(_ word: Substring, _ network: Network?) -> Handle? {
  var rest = word
  for scheme in ["https://", "http://"] where rest.lowercased().hasPrefix(scheme) {
    rest = rest.dropFirst(scheme.count)
  }
  if rest.lowercased().hasPrefix("www.") { rest = rest.dropFirst(4) }
  let parts = rest.split(separator: "/")
  guard parts.count >= 2, let host = parts.first?.lowercased(), host.contains(".") else { return nil }
  switch host {
  case "twitter.com", "x.com", "mobile.twitter.com":
    return isName(parts[1], extra: "_") && parts[1].count <= 15 ? Handle(network: .x, name: "@" + parts[1]) : nil
  case "bsky.app":
    return parts.count >= 3 && parts[1] == "profile" && isDomain(parts[2])
      ? Handle(network: .bluesky, name: "@" + parts[2]) : nil
  default:
    let name = parts[1].dropFirst()
    guard parts.count == 2, parts[1].hasPrefix("@"),
      network == .mastodon || host.contains("mastodon") || host.contains("social"),
      isName(name, extra: "_.-"), isDomain(Substring(host))
    else { return nil }
    return Handle(network: .mastodon, name: "@\(name)@\(host)")
  }
}

private func handle(_ name: String, _ network: Network?) -> Handle? {
  if let at = name.firstIndex(of: "@") {
    let user = name[..<at]
    let server = name[name.index(after: at)...]
    return isName(user, extra: "_.-") && isDomain(server) ? Handle(network: .mastodon, name: "@" + name) : nil
  }
  if name.contains(".") {
    let isBluesky = network == .bluesky || name.lowercased().hasSuffix(".bsky.social")
    return isBluesky && isDomain(Substring(name)) ? Handle(network: .bluesky, name: "@" + name) : nil
  }
  guard network == .x, name.count <= 15, isName(Substring(name), extra: "_") else { return nil }
  return Handle(network: .x, name: "@" + name)
}

private func isName(_ name: Substring, extra: String) -> Bool {
  !name.isEmpty && name.unicodeScalars.allSatisfy { $0.isASCII && $0.isWord || extra.unicodeScalars.contains($0) }
}

private func isDomain(_ text: Substring) -> Bool {
  let labels = text.split(separator: ".", omittingEmptySubsequences: false)
  return labels.count >= 2 && labels.allSatisfy { isName($0, extra: "-") }
}
