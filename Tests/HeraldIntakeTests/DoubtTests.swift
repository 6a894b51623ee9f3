import HeraldIntake
import Testing

/// News speaks of searches, comments, authors and apps too: a phrase of furniture in it is a weak sign.
@Suite struct DoubtTests {
  static let title = "The week on the water"
  static let text =
    "The harbour crane at Lorn fell into the water on Monday night, and nobody could say who had left its brake open."
  static let more =
    "The council of the harbour met for three hours in the evening, heard the crane driver and put its decision off."
  static let before = "Tannbach Echo\n\nMenu\n\nSkip to content\n\nHome\n\n"
  static let after = "\n\nShare this:\n\nTwitter\n\nLike Loading...\n\nRelated\n\nThe price of rye\n\nPrivacy Policy\n"

  static let noEnds = [
    "“What do you think we live on?” asked farmer Olaf Grip.",
    "12 responses to the plan came in by Friday.",
    "Two comments on the plan came in.",
    "Die Antworten auf die Frage kamen spät.",
    "Fünf Antworten auf die wichtigsten Fragen",
    "10 ответов на главные вопросы",
    "Five thoughts on the dam",
    "Designed by Zaha Hadid, the museum opened in 2010.",
    "Built with local stone, the school opened in 1911.",
    "Powered by the wind, the mill runs again.",
  ]

  @Test(arguments: noEnds) func aSentenceOrHeadingEndsNoArticle(_ line: String) throws {
    let story =
      "\(Self.title)\n\n\(Self.text)\n\n\(line)\n\n\(Self.more)\n\nNews Briefs\n\n• The ferry runs again.\n"
      + "• The choir sings."
    for page in [story, Self.before + story + Self.after] {
      let article = try reading(page).article
      #expect(article.title == Self.title)
      #expect(article.paragraphs == [Self.text, line, Self.more])
      #expect(article.briefs.map(\.text) == ["The ferry runs again.", "The choir sings."])
    }
  }

  @Test(arguments: [
    "3 thoughts on “The week on the water”", "Five responses to The week on the water", "Comments",
    "2 comments on this",
  ])
  func aHeadingWithCommentsBelowItEndsTheArticle(_ line: String) throws {
    let comments = "Ann Lee says:\n\n\(Self.more)\n\nReply\n\nLeave a Reply\n"
    let article = try reading("\(Self.title)\n\n\(Self.text)\n\n\(Self.text)\n\n\(line)\n\n\(comments)").article
    #expect(article.paragraphs == [Self.text, Self.text])
  }

  @Test(arguments: [
    "L’auteur présumé a reconnu les faits.", "Die Autorin liest am Freitag in der Stadtbücherei.",
    "Sobre el autor del disparo no hay noticias.", "Zum Autor wurde er erst spät.",
  ])
  func aSentenceAboutAnAuthorTakesNothingWithIt(_ line: String) throws {
    let story = "\(Self.title)\n\n\(Self.text)\n\n\(line)\n\n\(Self.more)\n\n\(Self.text)\n\n\(Self.more)"
    #expect(try reading(story).article.paragraphs == [Self.text, line, Self.more, Self.text, Self.more])
    let rest = try reading(Self.before + story + Self.after).article.paragraphs
    #expect(rest.filter { $0 != line } == [Self.text, Self.more, Self.text, Self.more])
  }

  @Test func aBoxAboutTheAuthorHasTwoParagraphsAtMost() throws {
    let box = "Tom Alder writes about boats, and about the people in them, for the Lorn Courier and for others."
    let short = "\(Self.title)\n\n\(Self.text)\n\n\(Self.more)\n\nAbout the author\n\n\(box)\n"
    #expect(try reading(short).article.paragraphs == [Self.text, Self.more])
    let long = "\(Self.title)\n\n\(Self.text)\n\nDer Autor\n\n\(box)\n\n\(box)\n\n\(Self.more)\n\n\(Self.text)\n"
    #expect(try reading(long).article.paragraphs == [Self.text, Self.more, Self.text])
  }

  @Test(arguments: [
    "«Мы в школе узнали об этом последними», — говорит учительница Алия Жумабаева.",
    "“Me gusta vivir aquí”, dice Carmen Ruiz.",
    "« J’aime ce village et j’y reste », dit Paul.",
    "Авторы проекта обещают открыть мост весной.",
    "Текст соглашения пока не опубликован.",
    "3 May: The bridge opens.",
    "The ministry said the app sends an alert; residents can download the app free of charge.",
    "Readers can unsubscribe at any time, the company said.",
    "The editor did not reply to this email from the Courier.",
    "“Back to the fields!” they shouted.",
    "“Support our farmers,” the poster says, and many shops do.",
  ])
  func aSentenceWithAPhraseOfFurnitureIsText(_ line: String) throws {
    let story = "\(Self.title)\n\n\(Self.text)\n\n\(line)\n\n\(Self.more)\n"
    #expect(try reading(story).article.paragraphs == [Self.text, line, Self.more])
  }

  @Test(arguments: [
    "Reply to this email and tell us what you saw.", "You can unsubscribe at any time.",
    "Download the app to read on without advertisements.", "Sign up here for the news of the week by email.",
    "Follow us for more news from the harbour.",
  ])
  func anInvitationIsNoText(_ line: String) throws {
    let story = "\(Self.title)\n\n\(Self.text)\n\n\(line)\n\n\(Self.more)\n"
    #expect(try reading(story).article.paragraphs == [Self.text, Self.more])
  }

  @Test func aSentenceBelowFurnitureIsText() throws {
    let closing = "The ministers meet again in May."
    let below = "Subscribe\n\nSign up for our newsletter\n\n\(closing)"
    let first = try reading("\(Self.title)\n\n\(Self.text)\n\n\(Self.more)\n\n\(below)\n").article
    #expect(first.paragraphs == [Self.text, Self.more, closing])
    let said = ["“The dam holds,” the minister said on Thursday.", "Nobody in the hall clapped when he left."]
    let links = "Related\n\nThe price of rye\n\nThe cost of ice\n\n\(said[0])\n\n\(said[1])"
    let second = try reading("\(Self.title)\n\n\(Self.text)\n\n\(links)\n\n\(Self.more)\n").article
    #expect(second.paragraphs == [Self.text] + said + [Self.more])
  }

  @Test(arguments: [
    "A siren is tested in Lower Lorn on Tuesday. (AP Photo/Anna Ivanova)", "Die Grube am Kegel von oben. Foto: dpa",
    "The mine seen from above on Monday. REUTERS/Anna Ivanova", "The mine seen from above on Monday. Getty Images",
    "La mine vue du ciel, lundi matin. AFP/JEAN PETIT", "The mine seen from above. Photo: J. R. Dent",
  ])
  func aCaptionWithItsAgencyIsNoText(_ caption: String) throws {
    let reading = try reading("\(Self.title)\n\n\(caption)\n\n\(Self.text)\n\n\(caption)\n\n\(Self.more)\n")
    #expect(reading.article.paragraphs == [Self.text, Self.more])
    #expect(reading.rule(for: caption) == "caption")
  }

  @Test(arguments: [
    "The mine is closed, a spokesman said. (Reuters)", "Die Grube ist zu, sagte der Sprecher. (dpa)",
    "He shot the picture. Apart from that he did little.",
  ])
  func anAgencyBehindAReportIsNoCredit(_ line: String) throws {
    let article = try reading("\(Self.title)\n\n\(Self.text)\n\n\(line)\n\n\(Self.more)\n").article
    #expect(article.paragraphs == [Self.text, line, Self.more])
  }
}
