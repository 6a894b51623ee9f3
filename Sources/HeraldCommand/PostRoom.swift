import HeraldText

/// How long a channel's posts may be, beside what its far side says: what `check --online` and `channels add` tell of it.
///
/// | the far side takes | and `limit:` | is told |
/// | --- | --- | --- |
/// | less than posts may have | is there or not | a warning: such posts would be refused |
/// | more than the network's own limit | is not there | a hint, with the line that uses it |
/// | more | is there | nothing: somebody wants it so |
struct PostRoom {
  private let configured: Int?
  private let ours: Int?
  private let there: Int?

  init(of channel: ChannelConfig, there: Int?) {
    configured = channel.limit
    ours = PostRules(network: channel.network, limit: channel.limit).limit
    self.there = there
  }

  /// Behind the line that says what the channel offers; empty when there is nothing to tell.
  var hint: String {
    guard configured == nil, let ours, let there, there > ours else { return "" }
    return ": posts have at most \(ours), write `limit: \(there)` to use all"
  }

  var warnings: [String] {
    guard let ours, let there, there < ours else { return [] }
    return ["posts may have \(ours), and the server takes \(there): write `limit: \(there)`"]
  }
}
