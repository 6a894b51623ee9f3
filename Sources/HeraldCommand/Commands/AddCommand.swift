import ArgumentParser
import Herald
import HeraldStore

struct AddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Stores articles for the digests only, without posting them.",
    discussion: "herald add story.txt other.md")

  @Argument(help: ArgumentHelp("Articles, - for standard input.", valueName: "file"))
  var files: [String]

  @Option(help: "The article's address, where the article does not say; for a single article.")
  var url: String?

  @Flag(help: "Replace the stored text of a known article; a changed brief is a new one for the next edition.")
  var correct = false

  @OptionGroup var options: NewsroomOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let articles = try newsroom.read(files).map(\.reading.article).settingURL(url)
    let moment = presentMoment()
    let store = try await newsroom.openStore(.command, now: moment)
    defer { store.close() }
    var orders: [QueueOrder] = []
    for var article in articles {
      if article.url == nil { article.url = try await store.article(like: article)?.url }
      orders.append(QueueOrder(article: article, postings: []))
    }
    let receipts: [QueueReceipt]
    do {
      receipts = try await store.queue(orders, intent: correct ? .correct : .first, now: moment)
    } catch StoreProblem.articleChanged(let title, _) {
      throw Ending(.input, "“\(title)” is known with another text: say --correct to replace it")
    }
    warnWithoutLink(orders.map(\.article))
    for (order, receipt) in zip(orders, receipts) {
      Terminal.say(
        "\(receipt.isNew ? "stored" : "known"): \(order.article.title.shown()) (\(receipt.newBriefs) new of "
          + "\(counted(order.article.briefs.count, "brief")))")
    }
  }
}
