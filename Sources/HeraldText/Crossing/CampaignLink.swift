import Foundation
import Herald

/// The `utm` parameters by which a newsroom's statistics tell where a reader came from.
public struct CampaignLink: Hashable, Sendable, Codable {
  /// `utm_source`: usually the network (`bluesky`).
  public var source: String
  /// `utm_medium`; default `social`.
  public var medium: String
  /// `utm_campaign`; nil leaves it out.
  public var campaign: String?
  /// The newsroom's own hosts; a host below one of them is its own too.
  public var hosts: [String]
  /// Whether links to hosts of others are marked as well; default false: what another site counts is not ours to write.
  public var marksOthers: Bool

  public init(
    source: String, medium: String = "social", campaign: String? = nil, hosts: [String], marksOthers: Bool = false
  ) {
    self.source = source
    self.medium = medium
    self.campaign = campaign
    self.hosts = hosts
    self.marksOthers = marksOthers
  }

  /// The address with the parameters in its query, before its fragment. Every other byte stays; a parameter that is there
  /// already keeps its value. The address itself where the host is another's, or where it would get too long.
  public func marked(_ url: WebURL) -> WebURL {
    guard marksOthers || isOwn(url) else { return url }
    let text = url.text
    let fragment = text.firstIndex(of: "#") ?? text.endIndex
    let base = text[..<fragment]
    let query = base.firstIndex(of: "?").map { base[base.index(after: $0)...] }
    let there = Set((query ?? "").split(separator: "&").map { $0.prefix { $0 != "=" }.lowercased() })
    let added = [("utm_source", source), ("utm_medium", medium), ("utm_campaign", campaign ?? "")]
      .filter { !$0.1.isEmpty && !there.contains($0.0) }.map { "\($0.0)=\(Self.encoded($0.1))" }
    guard !added.isEmpty else { return url }
    let joint = query.map { $0.isEmpty || $0.hasSuffix("&") ? "" : "&" } ?? "?"
    return WebURL(base + joint + added.joined(separator: "&") + text[fragment...]) ?? url
  }

  private func isOwn(_ url: WebURL) -> Bool {
    guard let host = URLComponents(string: url.text)?.host?.lowercased() else { return false }
    return hosts.contains { own in
      let own = own.lowercased()
      return host == own || host.hasSuffix("." + own)
    }
  }

  /// RFC 3986 unreserved characters stay, all others are percent-encoded.
  private static func encoded(_ value: String) -> String {
    var encoded = ""
    for byte in value.utf8 {
      let scalar = Unicode.Scalar(byte)
      if scalar.isASCIIWord || "-._~".unicodeScalars.contains(scalar) {
        encoded.unicodeScalars.append(scalar)
      } else {
        encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return encoded
  }
}
