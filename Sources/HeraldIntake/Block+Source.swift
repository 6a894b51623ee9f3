/// Cuts a source into blocks.
struct BlockReader {
  private let isMarkdown: Bool
  private var blocks: [Block] = []
  /// Lines of text without an empty line between, not yet known to be one paragraph or several.
  private var run: [SourceText.Line] = []
  private var runAfterGap = true
  private var lastNumber = 0
  /// True once no `-->` follows any more.
  private var commentsEnd = false

  static func blocks(of lines: ArraySlice<SourceText.Line>, isMarkdown: Bool) -> [Block] {
    var reader = BlockReader(isMarkdown: isMarkdown)
    reader.lastNumber = (lines.first?.number ?? 1) - 2
    var index = lines.startIndex
    while index < lines.endIndex { index = reader.take(lines, at: index) }
    reader.endRun()
    if isMarkdown { reader.plainPoints() }
    return reader.blocks
  }

  private init(isMarkdown: Bool) { self.isMarkdown = isMarkdown }

  /// Takes the line at `index`, or a whole fenced or commented part, and returns the index of the next.
  private mutating func take(_ lines: ArraySlice<SourceText.Line>, at index: Int) -> Int {
    let line = lines[index]
    let afterGap = line.number > lastNumber + 1
    if afterGap { endRun() }
    lastNumber = line.number
    if isMarkdown, let next = takeMarkup(lines, at: index, afterGap: afterGap) { return next }
    // Inside a paragraph a line may begin with a long dash by the chance of its length.
    if let point = listMarker(line.text), !point.rest.isEmpty || !point.numbered, point.marker != "—" || run.isEmpty {
      endRun()
      let text = String(point.rest)
      blocks.append(
        Block(
          kind: point.numbered ? .numbered : .bullet, line: line, text: text, marker: point.marker, afterGap: afterGap))
      return index + 1
    }
    if continuesPoint(line, afterGap: afterGap) {
      append(line)
      return index + 1
    }
    if continuesHeading(line, lines, at: index, afterGap: afterGap) {
      let (text, links) = inlineText(line.text)
      append(SourceText.Line(number: line.number, indent: line.indent, text: text))
      blocks[blocks.count - 1].links += links
      return index + 1
    }
    if run.isEmpty { runAfterGap = afterGap }
    run.append(line)
    return index + 1
  }

  /// Takes the inline syntax out of list points, which it may span lines of.
  private mutating func plainPoints() {
    for index in blocks.indices where blocks[index].isPoint {
      let raw = blocks[index].text
      let (text, links) = inlineText(raw.hasPrefix("#") ? cleaned(String(raw.drop { $0 == "#" })).text : raw)
      blocks[index].text = text.isEmpty ? raw : text
      blocks[index].links = links
      blocks[index].length = text.unicodeScalars.count
      if text.isEmpty, !raw.isEmpty { blocks[index].kind = .markup(.markup) }
    }
  }

  /// A list point goes on with the lines under it that are indented deeper, and in Markdown with any line at all.
  private func continuesPoint(_ line: SourceText.Line, afterGap: Bool) -> Bool {
    guard run.isEmpty, let last = blocks.last, last.isPoint else { return false }
    if afterGap {
      // Plain text is indented for other reasons too: only just under the point's own words it goes on.
      let isUnder = line.indent >= last.indent + 2 && (isMarkdown || line.indent <= last.indent + 5)
      return isUnder && line.number - last.to <= 2
    }
    if line.indent >= last.indent + 2 { return true }
    let startsLower = line.text.first?.isLowercase == true
    return !last.endsAsSentence && startsLower && last.length >= 30
  }

  /// html2text wraps headings at 78 columns: the rest stands alone on the next line.
  private func continuesHeading(
    _ line: SourceText.Line, _ lines: ArraySlice<SourceText.Line>, at index: Int, afterGap: Bool
  ) -> Bool {
    guard isMarkdown, !afterGap, run.isEmpty, let last = blocks.last, case .heading = last.kind, last.from == last.to,
      index > lines.startIndex, index + 1 == lines.endIndex || lines[index + 1].number > line.number + 1
    else { return false }
    let above = lines[index - 1].text.unicodeScalars.count
    let word = line.text.unicodeScalars.prefix { $0 != " " }.count
    return above <= 79 && above + 1 + word > 76 && line.text.unicodeScalars.count < above
  }

  private mutating func append(_ line: SourceText.Line) {
    let last = blocks.count - 1
    blocks[last].text += " " + line.text
    blocks[last].length += 1 + line.text.unicodeScalars.count
    blocks[last].to = line.number
  }

  private mutating func takeMarkup(_ lines: ArraySlice<SourceText.Line>, at index: Int, afterGap: Bool) -> Int? {
    let line = lines[index]
    let text = line.text
    func markup(_ rule: Rule, through end: Int) -> Int {
      endRun()
      var block = Block(kind: .markup(rule), line: line, text: text, afterGap: afterGap)
      for more in lines[(index + 1)..<end] {
        if block.length < 2_000 { block.text += "\n" + more.text }
        block.length += more.text.utf8.count
        block.to = more.number
      }
      lastNumber = block.to
      blocks.append(block)
      return end
    }
    if text.hasPrefix("```") || text.hasPrefix("~~~") {
      let fence = String(text.prefix(3))
      let end = lines[(index + 1)...].firstIndex { $0.text.hasPrefix(fence) }
      return markup(.codeBlock, through: end.map { $0 + 1 } ?? lines.endIndex)
    }
    if text.hasPrefix("<!--") {
      // A comment without an end is looked for once only, so that many of them cost no more than one.
      let end = commentsEnd ? nil : lines[index...].firstIndex { $0.text.contains("-->") }
      if end == nil { commentsEnd = true }
      if let end, lines[end].text.hasSuffix("-->") { return markup(.markup, through: end + 1) }
    }
    if text.first == "#" {
      let level = text.prefix { $0 == "#" }.count
      let rest = text.dropFirst(level)
      if level <= 6, rest.isEmpty || rest.first == " " {
        endRun()
        let inline = inlineText(String(rest.withoutClosingSigns))
        let title = cleaned(inline.text).text
        let kind: Block.Kind = title.isEmpty ? .markup(.markup) : .heading(level)
        blocks.append(
          Block(kind: kind, line: line, text: title.isEmpty ? text : title, links: inline.links, afterGap: afterGap))
        return index + 1
      }
    }
    if text.utf8.count >= 3, let sign = text.first, "-=_*|:+ ".contains(sign),
      text.utf8.allSatisfy({ "-=_*|:+ ".utf8.contains($0) })
    {
      if run.count == 1, sign == "=" || (sign == "-" && !text.contains("|")),
        text.utf8.allSatisfy({ $0 == text.utf8.first })
      {
        let above = run.removeLast()
        let (title, links) = inlineText(above.text)
        blocks.append(
          Block(kind: .heading(sign == "=" ? 1 : 2), line: above, text: title, links: links, afterGap: runAfterGap))
        return index + 1
      }
      return markup(.markup, through: index + 1)
    }
    if text.contains("|"), index + 1 < lines.endIndex, lines[index + 1].number == line.number + 1,
      isTableRule(lines[index + 1].text)
    {
      var end = index + 2
      while end < lines.endIndex, lines[end].number == lines[end - 1].number + 1, lines[end].text.contains("|") {
        end += 1
      }
      return markup(.table, through: end)
    }
    if text.hasPrefix("[") && text.contains("]: ") && !text.prefix(while: { $0 != "]" }).contains(" ") {
      return markup(.linkDefinition, through: index + 1)
    }
    return nil
  }

  /// Ends a run of lines: one paragraph where they were wrapped to a width, else one paragraph each.
  private mutating func endRun() {
    guard let first = run.first else { return }
    let lines = run
    run.removeAll(keepingCapacity: true)
    if blocks.count <= 3, lines.count(where: { mailHeaderName($0.text) != nil }) >= 2 {
      for line in lines { add(line.text, line, to: line.number, afterGap: true) }
      return
    }
    if !isMarkdown, blocks.count <= 3, isHeadline(lines) {
      add(lines[0].text + " " + lines[1].text, first, to: lines[1].number, afterGap: runAfterGap)
      return
    }
    if lines.count == 1 || !(isMarkdown || isWrapped(lines)) {
      for (offset, line) in lines.enumerated() {
        add(line.text, line, to: line.number, afterGap: offset == 0 && runAfterGap)
      }
      return
    }
    // In Markdown, two spaces at a line's end break it; they were cleaned away, so only whole sentences are not joined.
    if isMarkdown, !isWrapped(lines), lines.allSatisfy({ $0.text.utf8.count > 110 }) {
      for line in lines { add(line.text, line, to: line.number, afterGap: true) }
      return
    }
    let joined = lines.map { $0.text.hasPrefix("> ") ? String($0.text.dropFirst(2)) : $0.text }.joined(separator: " ")
    add(joined, first, to: lines[lines.count - 1].number, afterGap: runAfterGap)
  }

  private mutating func add(_ raw: String, _ line: SourceText.Line, to: Int, afterGap: Bool) {
    var text = raw
    var links: [MarkdownLink] = []
    if isMarkdown {
      if text.hasPrefix(">") { text = cleaned(String(text.drop { $0 == ">" || $0.isWhitespace })).text }
      (text, links) = inlineText(text)
    } else if let stars = starHeading(text) {
      blocks.append(Block(kind: .heading(stars.level), line: line, text: stars.text, afterGap: true))
      return
    }
    var block = Block(
      kind: text.isEmpty ? .markup(.markup) : .text, line: line, text: text.isEmpty ? raw : text, links: links,
      afterGap: afterGap)
    block.to = to
    blocks.append(block)
  }

  /// A headline on two lines: both in capitals, or the second begins small; neither a sentence nor anything else.
  private func isHeadline(_ lines: [SourceText.Line]) -> Bool {
    guard lines.count == 2, lines.allSatisfy({ $0.text.utf8.count <= 120 }) else { return false }
    let joined = lines.map { Block(kind: .text, line: $0, text: $0.text, afterGap: true) }
    guard joined.allSatisfy({ !$0.endsAsSentence && Label($0).role == .short && $0.text.last != ":" }) else {
      return false
    }
    let isCapital = lines.allSatisfy { $0.text == $0.text.uppercased() && $0.text.contains(" ") }
    return isCapital || lines[1].text.first?.isLowercase == true && lines[0].text.split(separator: " ").count >= 3
  }

  /// True for lines that were cut to a common width: all but the last are nearly full, and sentences run across their ends.
  private func isWrapped(_ lines: [SourceText.Line]) -> Bool {
    let lengths = lines.map { $0.text.unicodeScalars.count }
    guard let width = lengths.max(), (40...110).contains(width) else { return false }
    guard lengths.dropLast().allSatisfy({ $0 * 10 >= width * 6 }) else { return false }
    if lines.count == 2, blocks.count <= 3, isBylineOrDate(lines[1]) { return false }
    return lines.dropLast().contains { line in
      guard let last = line.text.last else { return false }
      return !".!?:".contains(last)
    } && lines.dropFirst().contains { $0.text.first?.isLowercase == true || $0.text.count > 30 }
  }
}

/// What stands below a title, not what a title goes on with.
private func isBylineOrDate(_ line: SourceText.Line) -> Bool {
  switch Label(Block(kind: .text, line: line, text: line.text, afterGap: false)).role {
  case .byline, .date: true
  default: false
  }
}

/// `| --- | :---: |`, the line under the head of a Markdown table.
private func isTableRule(_ text: String) -> Bool {
  text.contains("|") && text.contains("-") && text.utf8.allSatisfy { "-:| ".utf8.contains($0) }
}

/// `****** Title ******`, as Debian's html2text writes a heading of level 1; one star fewer a level.
private func starHeading(_ text: String) -> (level: Int, text: String)? {
  guard text.hasPrefix("**"), text.hasSuffix("**") else { return nil }
  let stars = text.prefix { $0 == "*" }.count
  let title = text.drop { $0 == "*" }.reversed().drop { $0 == "*" }.reversed()
  let clean = cleaned(String(title)).text
  guard stars <= 6, !clean.isEmpty else { return nil }
  return (max(1, 7 - stars), clean)
}

extension Substring {
  /// Without the run of `#` that closes a heading: only one behind a space does (CommonMark 0.31.2, 4.2), not that of `C#`.
  fileprivate var withoutClosingSigns: Substring {
    let whole = self[..<(lastIndex { $0 != " " && $0 != "\t" }.map(index(after:)) ?? startIndex)]
    let rest = whole[..<(whole.lastIndex { $0 != "#" }.map(index(after:)) ?? startIndex)]
    return rest.isEmpty || rest.last == " " || rest.last == "\t" ? rest : whole
  }
}
