import HeraldIntake
import Testing

/// Which line above a text is its title.
@Suite struct TitleTests {
  static let text =
    "A barn near Lorn burned down on Monday night; the fire brigade saved forty cows and a tractor, and nobody was hurt."
  static let more =
    "The council of the harbour met for three hours in the evening, heard the crane driver and put its decision off."

  static let kickers: [(above: String, title: String, text: String)] = [
    ("The Lorn Courier", "Fire destroys barn near Lorn", text),
    ("The Lorn Courier, March 5, 2026", "Fire destroys barn near Lorn", text),
    ("Water", "Fire destroys barn near Lorn", text),
    ("Local news", "Fire destroys barn", text),
    (
      "Talbrücke B 27", "Sperrung dauert bis Herbst 2028",
      "Die Talbrücke ist seit Montag für Lastwagen gesperrt; die Sperrung dauert bis in den Herbst, weil der Beton bröckelt."
    ),
    (
      "Justiz und Polizei", "Vorwürfe gegen Sandner",
      "Die Polizei ermittelt gegen Sandner, der als Leiter des Bauamts Aufträge ohne Ausschreibung vergeben haben soll."
    ),
    (
      "Общество и власть", "В Кегене закрыли мост",
      "В Кегене в понедельник закрыли старый мост через реку: инженеры нашли трещины, ремонт займёт не меньше двух лет."
    ),
  ]

  @Test(arguments: kickers) func aNameOrKickerAboveTheHeadlineIsNotTheTitle(
    _ above: String, _ title: String, _ text: String
  ) throws {
    for gap in ["\n", "\n\n"] {
      for byline in ["", "By Tom Alder\(gap)"] {
        let article = try reading(above + gap + title + gap + byline + "\n" + text + "\n\n" + Self.more + "\n").article
        #expect(article.title == title)
        #expect(article.paragraphs == [text, Self.more])
      }
    }
  }

  @Test(arguments: [
    "Forty cows are safe, a tractor too",
    "Forty cows were saved from the barn in the night by the brigade, and its chief praises the neighbours",
  ])
  func aLineBelowTheHeadlineIsNotTheTitle(_ below: String) throws {
    let title = "Fire destroys barn near Lorn"
    for byline in ["", "By Tom Alder\n\n"] {
      #expect(
        try reading("\(title)\n\n\(below)\n\n\(byline)\(Self.text)\n\n\(Self.more)\n").article.title == title)
    }
  }

  /// A short headline that is about the text, above a longer line that is too.
  @Test(arguments: [
    ("Harbour master resigns", "Olaf Grip leaves the harbour office after 12 years"),
    ("Crane driver heard", "A harbour without its crane driver is no harbour"),
  ])
  func aShortHeadlineAboveItsStandfirstIsTheTitle(_ title: String, _ below: String) throws {
    let text = "The crane driver was heard by the harbour master on Monday evening, who resigns in May for his health."
    #expect(try reading("\(title)\n\n\(below)\n\n\(text)\n\n\(Self.more)\n").article.title == title)
  }

  @Test(arguments: [
    "From: Harbour Office <office@lorn.example>\nTo: News desk <desk@lorn.example>\nSubject: Harbour master resigns",
    "From: Harbour Office\n\nTo: News desk\n\nDate: Thu, 5 March 2026\n\nSubject: Fwd: Re: Harbour master resigns",
    "-----Original Message-----\n*From:* Harbour Office\n*Sent:* Thursday\n*Subject:* RE: Harbour master resigns",
    "Von: Hafenamt\nGesendet: Donnerstag, 5. März 2026 10:12\nAn: Redaktion\nBetreff: WG: Harbour master resigns",
    "De : Capitainerie\nEnvoyé : jeudi 5 mars 2026\nÀ : Rédaction\nObjet : TR: Harbour master resigns",
    "De: Capitanía\nPara: Redacción\nAsunto: Harbour master resigns",
    "От: Управление порта\nКому: Редакция\nТема: Harbour master resigns",
  ])
  func theSubjectOfAMailIsTheTitle(_ header: String) throws {
    let reading = try reading("\(header)\n\n\(Self.text)\n\n\(Self.more)\n")
    #expect(reading.article.title == "Harbour master resigns")
    #expect(reading.article.paragraphs == [Self.text, Self.more])
    #expect(reading.dropped.contains { $0.rule == "mail-header" })
  }

  @Test func oneLineLikeAMailHeaderIsNone() throws {
    let title = "From: the harbour, with love"
    #expect(try reading("\(title)\n\n\(Self.text)\n\n\(Self.more)\n").article.title == title)
  }

  @Test(arguments: [
    "Search for missing hikers enters third day", "Suche nach Vermissten am Kegel eingestellt",
    "Back to school for 400 pupils after the flood", "Келесі отырыс дүйсенбіде", "Video: How the dam was built",
    "Watch: Crane falls into harbour", "Source: talks on dam have failed", "Más de 300 vecinos protestan",
    "Beliebte Brücke gesperrt", "Популярное кафе закрыли", "Trending down: births in Lorn", "24 декабря: что закрыто",
    "8 de marzo sin transporte público", "3. Mai: Was geschlossen ist", "December 2026: What changes",
    "1 May parade cancelled", "Anzeige gegen Bürgermeister", "Diskussion um neue Brücke",
    "Обсуждение бюджета перенесено", "Sign up for school buses opens on Monday",
    "Support our farmers, minister tells shops", "Donate blood, hospital asks",
    "Have your say on the new bus timetable", "Текст соглашения опубликован",
  ])
  func aHeadlineThatBeginsLikeFurnitureIsTheTitle(_ title: String) throws {
    for byline in ["", "\nBy Tom Alder\n", "\n5 March 2026\n"] {
      let article = try reading("\(title)\n\(byline)\n\(Self.text)\n\n\(Self.more)\n").article
      #expect(article.title == title)
      #expect(article.paragraphs == [Self.text, Self.more])
    }
  }

  @Test func aHeadlineThatBeginsLikeFurnitureIsTheTitleOfAPageToo() throws {
    let title = "Suche nach vermisstem Wanderer eingestellt"
    let text =
      "Die Retter haben am Donnerstag die Suche nach dem Wanderer eingestellt, der seit Montag am Kegel vermisst wird."
    let page =
      "Tannbacher Bote\n\nMenu\n\nSkip to content\n\nPolitik\n\n\(title)\n\nPosted on 5. März 2026 by Anna Klöß\n\n"
      + "Die Retter packten am Abend ein\n\n\(text)\n\n\(text)\n\nShare this:\n\nTwitter\n\nLike this:\n\nLike Loading...\n"
    #expect(try reading(page).article.title == title)
  }

  @Test(
    arguments: [
      ("Published March 6, 2026 at 9:40 a.m.\nUpdated: March 6, 2026, 2:15 p.m.", "2026-03-06"),
      ("Updated: March 6, 2026, 9:40 a.m.", "2026-03-06"),
      ("Publié le 4 mars 2026 à 06h30 - Mis à jour le 4 mars 2026 à 09h12", "2026-03-04"),
      ("Par Claire Dumont – Publié le 4 mars 2026 à 06h30, mis à jour à 09h12", nil),
    ] as [(String, String?)])
  func aLineOfDatesIsNeitherTitleNorText(_ line: String, _ date: String?) throws {
    let title = "Fire destroys barn near Lorn"
    for page in ["", "Menu\n\nHome\n\nSearch\n\n"] {
      let article = try reading("\(page)\(title)\n\n\(line)\n\n\(Self.text)\n\n\(Self.more)\n").article
      #expect(article.title == title)
      #expect(article.paragraphs == [Self.text, Self.more])
      if let date { #expect(article.published?.text == date) } else { #expect(article.author == "Claire Dumont") }
    }
  }
}
