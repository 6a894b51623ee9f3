import Herald

extension Hashtag {
  /// A tag of the newsroom as one network links it: `#OpenData` from `open data`, in any script; nil where there would be
  /// no link: a tag without a letter (`2026`), one that is too long there, or a network that knows no hashtags.
  ///
  /// What comes back is always one whole hashtag by the network's own rules (``Detection``).
  static func form(of tag: String, on network: Network) -> String? {
    switch network {
    case .plain: return form(of: tag)
    case .discord, .slack: return nil
    default: break
    }
    guard let form = form(of: tag) else { return nil }
    // A zero-width joiner inside a word ends the tag on some networks.
    let joined = String(String.UnicodeScalarView(form.unicodeScalars.filter { $0 != "\u{200C}" && $0 != "\u{200D}" }))
    return [form, joined].first { candidate in
      let found = Detection.entities(in: candidate, network: network)
      return found.count == 1 && found[0].kind == .hashtag && found[0].range.count == candidate.unicodeScalars.count
    }
  }
}

extension Network {
  /// How many hashtags of a post are links; nil for no such limit. Threads takes the first for the post's topic.
  public var mostHashtags: Int? {
    switch self {
    case .threads: 1
    case .discord, .slack: 0
    case .plain, .x, .mastodon, .bluesky, .linkedin, .telegram: nil
    }
  }
}
