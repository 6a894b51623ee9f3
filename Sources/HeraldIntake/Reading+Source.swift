import Herald

extension Reading {
  /// Reads pasted text or Markdown.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8, with or without byte order mark, lines ended by LF, CRLF or CR; at most 10,000,000 bytes.
  ///   - name: what errors call the source: a file's name, or `standard input`. A name that ends in `.md` or
  ///     `.markdown` is read as Markdown; so is text with front matter or with a `#` heading.
  /// Plain text that came without a title is called by its first sentence, which stays in its paragraph.
  ///
  /// - Throws: `ReadingProblem` for another encoding, a binary, the code of a web page, a feed and the like, broken front
  ///   matter, text without words, and a web page without a title.
  public init(source bytes: some Collection<UInt8>, name: String) throws(ReadingProblem) {
    let source = try SourceText(bytes: Array(bytes), name: name)
    guard !source.lines.isEmpty else {
      throw ReadingProblem(file: name, line: nil, reason: "there is no text: paste the article with its title first")
    }
    let front = try FrontMatter(source, name: name)
    let body = source.lines.drop { $0.number <= front?.lastLine ?? 0 }
    let isMarkdown = front != nil || isMarkdownName(name) || hasHeadings(body)
    if let reason = foreignFormat(source, isMarkdown: isMarkdown) {
      throw ReadingProblem(file: name, line: nil, reason: reason)
    }
    var page = Page(BlockReader.blocks(of: body, isMarkdown: isMarkdown))

    var region = front?.title == nil ? page.region() : 0..<page.end
    var titleIndex = front?.title == nil ? page.titleIndex(in: region) : nil
    if let titleIndex, page.takeAsTitle(titleIndex) { region = page.region() }
    let lead = front?.title == nil && titleIndex == nil ? page.lead(in: region) : nil
    if front?.title == nil, titleIndex == nil, lead == nil {
      titleIndex = page.labels.firstIndex { $0.role == .briefsHeading }
    }
    guard let title = front?.title ?? titleIndex.map({ page.blocks[$0].textWithMarker }) ?? lead?.sentence else {
      throw ReadingProblem(
        file: name, line: nil,
        reason:
          "no line reads as a title: put the title on a line of its own above the text, or `title:` in front matter")
    }
    page.decide(title: titleIndex, region: region, titleWords: phraseWords(title, limit: 60))

    var article = Article(title: title)
    article.url = front?.url
    article.author = front?.author
    article.published = front?.published
    article.language = front?.language
    article.tags = front?.tags ?? []
    self.init(article: article, kept: front?.kept ?? [], dropped: front?.dropped ?? [])
    if let lead {
      let block = page.blocks[lead.index]
      kept.append(Kept(from: block.from, to: block.to, role: .title, text: title))
    }
    let definitions = MarkdownLink.definitions(in: page.blocks)
    for index in page.blocks.indices { take(page, index, titleIndex ?? -1, definitions) }
    if article.language == nil {
      let texts = self.article.paragraphs + self.article.briefs.map(\.text)
      self.article.language = writtenLanguage(of: texts) ?? spokenLanguage(of: texts)
    }
  }

  private mutating func take(_ page: Page, _ index: Int, _ title: Int, _ definitions: [String: String]) {
    let block = page.blocks[index]
    func note(_ role: Kept.Role, _ text: String) {
      kept.append(Kept(from: block.from, to: block.to, role: role, text: text))
    }
    switch page.fates[index] ?? .dropped(.pageChrome) {
    case .joined: break
    case .kept(let role):
      if case .brief(let text, let last) = page.briefs[index], role == .brief {
        kept.append(Kept(from: block.from, to: page.blocks[last].to, role: role, text: text))
        let parts = page.blocks[index...last].indices.filter { $0 == index || page.briefs[$0] == .rest }
        addBrief(text, parts.flatMap { page.blocks[$0].links }, definitions)
        return
      }
      let text = role == .brief ? block.text : block.textWithMarker
      note(role, text)
      switch role {
      case .brief: addBrief(text, block.links, definitions)
      case .paragraph, .heading:
        if page.labels[index].role != .briefsHeading, page.briefs[index] != .heading { article.paragraphs.append(text) }
      default: break
      }
    case .dropped(let rule), .handles(_, let rule):
      if rule == .promoLine {
        for handle in handles(in: block.text) where !article.handles.contains(handle) {
          article.handles.append(handle)
          note(.handle, handle.name)
        }
      }
      if abs(index - title) <= 8 { takeNote(of: page.labels[index], block) }
      drop(block, rule)
    }
  }

  private mutating func addBrief(_ text: String, _ links: [MarkdownLink], _ definitions: [String: String]) {
    var seen: Set<WebURL> = []
    let urls = links.compactMap { $0.url(definitions: definitions, base: article.url) }.filter {
      seen.insert($0).inserted && $0.canonical != article.url?.canonical
    }
    article.briefs.append(Brief(text: text, links: urls))
  }

  /// A byline or date line near the title fills the article's author and date, once.
  private mutating func takeNote(of label: Label, _ block: Block) {
    func note(_ role: Kept.Role, _ text: String) {
      kept.append(Kept(from: block.from, to: block.to, role: role, text: text))
    }
    let author: String? =
      switch label.role {
      case .byline(let author): author
      case .date: Byline.author(inDateLine: block.text)
      default: nil
      }
    if let author, article.author == nil {
      article.author = author
      note(.author, author)
    }
    if let date = label.date?.date, article.published == nil {
      article.published = date
      note(.date, date.text)
    }
  }

  private mutating func drop(_ block: Block, _ rule: Rule) {
    let text = block.marker.isEmpty ? block.text : block.marker + " " + block.text
    if let last = dropped.last, last.rule == rule.rawValue,
      kept.last.map({ $0.to < last.from || $0.role == .handle }) ?? true
    {
      var joined = last
      joined.to = block.to
      if !joined.text.hasSuffix("…") || joined.text.utf8.count < 400 {
        joined.text = shortened(joined.text + "\n" + text)
      }
      dropped[dropped.count - 1] = joined
    } else {
      dropped.append(Dropped(from: block.from, to: block.to, rule: rule.rawValue, text: shortened(text)))
    }
  }
}

private func shortened(_ text: String) -> String {
  guard text.utf8.count > 400, text.count > 400 else { return text }
  return text.prefix(400) + "…"
}

private func isMarkdownName(_ name: String) -> Bool {
  let lower = name.lowercased()
  return lower.hasSuffix(".md") || lower.hasSuffix(".markdown")
}

/// True when a line is a Markdown heading with words: `# Title`.
private func hasHeadings(_ lines: ArraySlice<SourceText.Line>) -> Bool {
  lines.contains { line in
    guard line.indent <= 3, line.text.utf8.first == UInt8(ascii: "#") else { return false }
    let rest = line.text.drop { $0 == "#" }
    return rest.first == " " && rest.count >= 3 && line.text.utf8.count - rest.utf8.count <= 6
  }
}
