import Foundation
import Herald
import HeraldText

extension Newsroom {
  /// Renders every template with a sample, so that it fails at `check` and not at a send: each channel in its shape,
  /// and each template for every network that may use it. One problem for each template or channel.
  func templateProblems(now: Instant) throws -> [String] {
    var problems: [String] = []
    for channel in config.postChannels {
      if let problem = try problem(of: channel) { problems.append("channels.\(channel.name): \(problem)") }
    }
    for shape in PostShape.allCases {
      for name in templates.names(of: shape.templates) where problems.isEmpty {
        for network in Network.allCases where templates.isMeant(name, for: network, shape: shape) {
          guard let problem = problem(of: name, shape, network) else { continue }
          problems.append("Templates/\(name).mustache: for \(network.rawValue): \(problem)")
          break
        }
      }
    }
    for digest in config.digests {
      if let problem = problem(of: digest, now: now) { problems.append("digests.\(digest.name): \(problem)") }
    }
    return problems
  }

  /// With articles and, where the digest may go out without any, without.
  private func problem(of digest: DigestConfig, now: Instant) -> String? {
    let sample = EditionDraft.Group(
      title: Self.sample.title, url: Self.sample.url, briefs: Self.sample.briefs.map(\.text))
    let occasion = EditionOccasion(number: 1, day: CalendarDay(now, in: config.newsroom.timezone))
    do throws(CompositionProblem) {
      for groups in digest.whenEmpty == .send ? [[sample], []] : [[sample]] {
        _ = try edition(of: digest, occasion, groups: groups)
      }
      return nil
    } catch {
      return error.description
    }
  }

  private func problem(of channel: ChannelConfig) throws -> String? {
    do {
      _ = try posts(Self.sample, on: channel)
      return nil
    } catch let ending as Ending {
      return ending.message
    }
  }

  private func problem(of template: String, _ shape: PostShape, _ network: Network) -> String? {
    do throws(CompositionProblem) {
      let style = PostStyle(rules: PostRules(network: network), shape: shape, template: template)
      _ = try posts.compose(Self.sample, channel: network.rawValue, style: style)
      return nil
    } catch {
      return error.description
    }
  }

  /// An article with everything in it that a template may name.
  private static let sample = Article(
    title: "Harbour opens its new lock", url: WebURL("https://example.org/harbour"), author: "A. Writer",
    published: PublicationDate("2026-11-23"), language: "en", tags: ["harbour", "sea trade"],
    handles: Network.allCases.map { Handle(network: $0, name: "@courier") },
    paragraphs: [
      "The harbour opened its new lock on Monday, two months before its time. It is wide enough for two ships.",
      "The old lock stays open for small boats. Nobody has to pay more than before.",
    ],
    briefs: [Brief(text: "The ferry runs again."), Brief(text: "The market opens at six from now on.")])
}

extension Templates {
  /// Whether a network may be written for by this template: one named `KIND-NETWORK` is that network's alone.
  func isMeant(_ name: String, for network: Network, shape: PostShape) -> Bool {
    let kind = shape.templates.rawValue
    let owner = Network.allCases.first { name == "\(kind)-\($0.rawValue)" }
    return owner == nil || owner == network
  }
}
