import Foundation
import Herald
import HeraldSenders
import HeraldText

/// A newsroom's configuration, decoded once, with every default visible.
struct Config {
  /// The newsroom's folder, at which relative paths start.
  var base: URL
  var newsroom = NewsroomConfig()
  /// The SQLite file; default `herald.db`.
  var store = "herald.db"
  /// In the order of the file.
  var channels: [ChannelConfig] = []
  /// `handles:`, who is who on which network.
  var handles = HandleMap()
  var digests: [DigestConfig] = []
  /// `alerts:`, who is told when something needs a person; default nobody.
  var alerts = AlertsConfig()

  var storePath: String { URL(fileURLWithPath: store, relativeTo: base).standardizedFileURL.path }
  var templatesFolder: URL { base.appending(path: "Templates", directoryHint: .isDirectory) }

  /// Channels that carry posts: all that can and that no digest uses.
  var postChannels: [ChannelConfig] {
    let mail = Set(digests.map(\.channel))
    return channels.filter { $0.carriesPosts && !mail.contains($0.name) }
  }

  /// What `preview` shows where there is no configuration: one channel for each network, and a digest.
  static func withoutFile(in folder: URL) -> Config {
    Config(
      base: folder,
      channels: [Network.x, .mastodon, .bluesky].map {
        ChannelConfig(name: $0.rawValue, network: $0, sender: Discard(), destination: "discard")
      })
  }
}

struct NewsroomConfig: Decodable {
  /// How the newsroom signs its digests; default empty, then digests have their own title alone.
  var name = ""
  var site: WebURL?
  /// IANA name; default UTC. Every time of day in the configuration is meant in this zone.
  var timezone = TimeZone.gmt
  /// BCP 47; used where an article does not say.
  var language: String?
  /// Its own handles, one for each network; default those that an article names.
  var handles: [Network: String] = [:]

  init() {}

  private enum CodingKeys: CodingKey { case name, site, timezone, language, handles }

  init(from decoder: any Decoder) throws {
    let section = try decoder.container(keyedBy: CodingKeys.self)
    name = try section.take(OneLine.self, .name)?.text ?? name
    site = try section.take(WebURL.self, .site)
    timezone = try section.take(ZoneName.self, .timezone)?.zone ?? timezone
    language = try section.take(LanguageTag.self, .language)?.text
    handles = try section.take(HandlesConfig.self, .handles)?.handles ?? handles
  }
}

struct ChannelConfig: Decodable {
  var name: String
  /// `as:`, whose rules its posts are written by; default the sender's network, else `plain`, which has no limit.
  var network: Network = .plain
  /// `limit:`, in the network's own unit; default the network's.
  var limit: Int?
  /// `shape:`, what form an article takes; default `single`.
  var shape = PostShape.single
  /// `template:`, the name of a template of that shape; default the network's.
  var template: String?
  /// `parts:`, the most parts of a thread, 1 to 50; default 5.
  var parts = PostStyle.defaultParts
  /// `hashtags:`, the most that a post may have, 0 to 20; default as many as take a fifth of it.
  var hashtags: Int?
  /// `handle:`, the newsroom's own on this channel; default the newsroom's on its network.
  var handle: String?
  /// `utm:`, what marks its links; default nothing.
  var campaign: CampaignConfig?
  /// `from:`, who a mail is from; a channel that a digest uses needs it.
  var from: Mailbox?
  /// `unsubscribe:`, where a mail takes a reader off the list; default the address of `from`.
  var unsubscribe: EmailAddress?
  /// `sessions:`, attempts at once, 1 to 500; default 10.
  var sessions = 10
  /// `slots:`, when it posts what is queued with `--next-slot`; default none.
  var slots: [Schedule] = []
  /// `misfire:`, what becomes of a post whose time was missed; default spread with slots, else skip.
  var misfire: PostMisfire?
  /// `catch-up:`, how late a post may go out that was given a time; default two hours.
  var catchUp = Seconds.hours(2)
  /// `approve:`, whether a person has to approve each post's text before it goes out; default no.
  var needsApproval = false
  /// `hold-for:`, how long a post waits at least, so that it can be taken back; default not at all.
  var holdFor = Seconds(0)
  /// `rate:` and `burst:`, how much may go in a time; default what its kind of sender allows.
  var limits = RateLimits.none
  /// `expires:`, how long after its time a post is worth nothing any more; default never.
  var expires: Seconds?
  /// `attempts:`, default 12, and `on-uncertain:`, default as its kind of sender has it.
  var retry = RetryPolicy()
  var sender: any Sender
  /// False for one that can carry digests alone.
  var carriesPosts = true
  /// What the queue is grouped by for it.
  var destination: String

  init(name: String, network: Network, sender: any Sender, destination: String) {
    self.name = name
    self.network = network
    self.sender = sender
    self.destination = destination
  }

  private enum CodingKeys: String, CodingKey {
    case sender, `as`, limit, shape, template, parts, hashtags, handle, utm, from, unsubscribe, approve, sessions,
      attempts, slots, misfire, rate, burst, expires
    case catchUp = "catch-up"
    case holdFor = "hold-for"
    case onUncertain = "on-uncertain"
  }

  init(from decoder: any Decoder) throws {
    let section = try decoder.container(keyedBy: CodingKeys.self)
    name = decoder.codingPath.last?.stringValue ?? ""
    let read = Result { try section.decode(Choice<SenderKind>.self, forKey: .sender).value }
    let named = try section.take(Choice<Network>.self, .as)?.value
    if case .success(let kind) = read { network = kind.network ?? network }
    network = named ?? network
    limit = try section.take(Count.self, .limit)?.value
    shape = try section.take(Choice<PostShape>.self, .shape)?.value ?? shape
    template = try section.take(OneLine.self, .template)?.text
    parts = try section.take(PartCount.self, .parts)?.value ?? parts
    hashtags = try section.take(HashtagCount.self, .hashtags)?.value
    let ownHandle = try section.take(OneLine.self, .handle)?.text
    campaign = try section.take(CampaignConfig.self, .utm)
    from = try section.take(MailboxText.self, .from)?.mailbox
    unsubscribe = try section.take(EmailAddress.self, .unsubscribe)
    sessions = try section.take(SessionCount.self, .sessions)?.value ?? sessions
    needsApproval = try section.take(YesOrNo.self, .approve)?.value ?? needsApproval
    holdFor = try section.take(TimeSpan.self, .holdFor)?.times(1) ?? holdFor
    let given = try section.take(Several<ScheduleText>.self, .slots)?.values.map(\.schedule)
    slots = given ?? slots
    misfire = try section.take(Choice<PostMisfire>.self, .misfire)?.value
    catchUp = try section.take(TimeSpan.self, .catchUp)?.times(1) ?? catchUp
    let rate = try section.take(RateText.self, .rate)
    let burst = try section.take(Count.self, .burst)?.value
    expires = try section.take(TimeSpan.self, .expires)?.times(1)
    retry.maxAttempts = try section.take(Count.self, .attempts)?.value ?? retry.maxAttempts
    let onUncertain = try section.take(Choice<RetryPolicy.OnUncertain>.self, .onUncertain)?.value
    let kind: SenderKind
    do {
      kind = try read.get()
    } catch {
      // Nobody knows whose settings the others are.
      if let decoder = decoder as? NodeDecoder { decoder.problems.leaveOpen(decoder.node) }
      throw error
    }
    retry.onUncertain = onUncertain ?? kind.onUncertain
    carriesPosts = kind.carriesPosts
    limits = RateLimits(rates: rate?.rates ?? kind.rates, burst: burst ?? RateLimits.defaultBurst)
    // Before what belongs together is looked at: a key that nobody has read yet would be reported as unknown.
    (sender, destination) = try kind.make(from: decoder, base: decoder.newsroomFolder)
    if let ownHandle { handle = try HandlesConfig.checked(ownHandle, on: network) }
    // Slots, or a rate, that are there and wrong have been reported where they stand.
    if misfire == .spread, given?.isEmpty ?? !section.contains(.slots) {
      throw DecodingError.dataCorruptedError(
        forKey: .misfire, in: section,
        debugDescription: "`spread` needs slots to spread over: give the channel `slots:`, or say skip or once")
    }
    if burst != nil, limits.isNone, rate != nil || !section.contains(.rate) {
      throw DecodingError.dataCorruptedError(
        forKey: .burst, in: section,
        debugDescription: "it bounds what `rate` lets go at once, and this channel has none: add `rate: 60 per 1h`")
    }
    if expires != nil, !carriesPosts {
      throw DecodingError.dataCorruptedError(
        forKey: .expires, in: section,
        debugDescription: "\(kind.rawValue) carries digests alone: write `expires:` in the digest's own section")
    }
    if let named, let own = kind.network, named != own {
      throw DecodingError.dataCorruptedError(
        forKey: .as, in: section,
        debugDescription: "\(kind.rawValue) posts by the rules of \(own.rawValue) alone: remove `as`")
    }
  }

  var channel: Channel {
    Channel(
      name: name, network: network, sender: sender, retry: retry, concurrency: sessions, limits: limits,
      destination: destination)
  }
}

extension CodingUserInfoKey {
  /// The newsroom's folder, for settings that hold paths.
  static let newsroomFolder = CodingUserInfoKey(rawValue: "newsroom folder")
}

extension Decoder {
  fileprivate var newsroomFolder: URL {
    CodingUserInfoKey.newsroomFolder.flatMap { userInfo[$0] as? URL } ?? URL.currentDirectory()
  }
}
