import Foundation
import Herald
import HeraldText

/// What the command line asks of posts, beside the configuration.
struct PostRequest {
  /// Nil is the channel's.
  var shape: PostShape?
  /// Nil is the channel's.
  var parts: Int?
  /// A text in the place of the composed one, its parts parted by lines of `---`; nil for none.
  var text: String?
}

extension Newsroom {
  /// The posts that an article owes on a channel: one, or one for each of its briefs; with the reasons for their sentences
  /// where `explaining`.
  func posts(
    _ article: Article, on channel: ChannelConfig, asked: PostRequest = PostRequest(), explaining: Bool = false
  ) throws -> [PostDraft] {
    var article = article
    article.language = article.language ?? config.newsroom.language
    let style = style(of: channel, asked: asked)
    do {
      if let text = asked.text {
        return [try posts.compose(text: text, for: article, channel: channel.name, style: style)]
      }
      return try posts.compose(article, channel: channel.name, style: style, explaining: explaining)
    } catch {
      throw Ending(.input, "the post for \(channel.name) cannot be composed: \(error.description.shown())")
    }
  }

  func style(of channel: ChannelConfig, asked: PostRequest) -> PostStyle {
    let shape = asked.shape ?? channel.shape
    // A channel's template is written for its own shape.
    let fits = channel.template.flatMap(TemplateKind.init(templateName:)) == shape.templates
    return PostStyle(
      rules: PostRules(network: channel.network, limit: channel.limit), shape: shape,
      template: fits || asked.shape == nil ? channel.template : nil, parts: asked.parts ?? channel.parts,
      hashtags: channel.hashtags, handles: config.handles, ownHandles: ownHandles(on: channel),
      campaign: campaign(of: channel))
  }

  private func ownHandles(on channel: ChannelConfig) -> [Handle] {
    let own = channel.handle.map { [Handle(network: channel.network, name: $0)] } ?? []
    return own + config.newsroom.handles.sorted { $0.key.rawValue < $1.key.rawValue }.map(Handle.init(network:name:))
  }

  /// Links to the newsroom's own site are marked; without `site:` every article's address is its own.
  private func campaign(of channel: ChannelConfig) -> CampaignLink? {
    guard let campaign = channel.campaign else { return nil }
    let host = config.newsroom.site.flatMap { URLComponents(string: $0.text)?.host }
    let bare = host.map { $0.hasPrefix("www.") ? String($0.dropFirst(4)) : $0 }
    return CampaignLink(
      source: campaign.source ?? channel.network.rawValue, medium: campaign.medium, campaign: campaign.campaign,
      hosts: bare.map { [$0] } ?? [], marksOthers: bare == nil)
  }
}
