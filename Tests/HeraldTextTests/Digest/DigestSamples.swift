import Herald
import HeraldText

/// Editions in the six languages that a digest speaks, with articles of the project's own.
enum DigestSamples {
  static let languages = ["de", "en", "es", "fr", "kk", "ru"]

  static func edition(_ language: String) throws -> EditionDraft {
    let leave = DigestWords(language).leaving(try EmailAddress("leave@courier.example"))
    var draft = EditionDraft(
      newsroom: "", site: "https://courier.example", digest: "", number: 12, date: CalendarDay("2026-11-23"),
      language: language, articles: [], leave: leave)
    switch language {
    case "de": german(&draft)
    case "es": spanish(&draft)
    case "fr": french(&draft)
    case "kk": kazakh(&draft)
    case "ru": russian(&draft)
    default: english(&draft)
    }
    return draft
  }

  private static func said(_ text: String) -> EditionDraft.Said {
    EditionDraft.Said(
      text: text, number: 11, day: CalendarDay(year: 2026, month: 11, day: 16) ?? CalendarDay(dayNumber: 0))
  }

  private static func english(_ draft: inout EditionDraft) {
    draft.newsroom = "The Harbour Courier"
    draft.digest = "Weekly digest"
    draft.opening = "Good morning. This is what the harbour talked about this week."
    draft.articles = [
      EditionDraft.Group(
        title: "Two towns share one fire engine until the new station stands",
        url: WebURL("https://courier.example/2026/11/20/fire-engine"), published: PublicationDate("2026-11-20"),
        briefs: [
          EditionDraft.Brief(
            text:
              "The swimming bath opens at 7 a.m. from Monday on, an hour earlier than before; swimmers who train for "
              + "the regional cup have the first two lanes to themselves."),
          EditionDraft.Brief(
            text: "The footbridge at the mill is closed until 4 December, not until 14 December.",
            corrects: said("The footbridge at the mill is closed until 14 December.")),
        ]),
      EditionDraft.Group(
        title: "A lighthouse keeper’s diary comes home after ninety years",
        url: WebURL("https://courier.example/2026/11/21/diary"), published: PublicationDate("2026-11-21"),
        briefs: [
          "The library lends seeds: take a packet of beans in spring, bring two back in autumn. The list of sorts is at "
            + "https://courier.example/seeds and on the door.",
          "Forty-one people gave blood on Saturday, more than ever before in one day.",
        ]),
      EditionDraft.Group(
        title: "The night ferry keeps its winter timetable",
        briefs: [
          "Parking on the quay costs nothing on the four Saturdays before Christmas.",
          "A seal pup was seen at the old slipway. Keep dogs on a lead, and keep thirty metres away.",
        ]),
    ]
  }

  private static func german(_ draft: inout EditionDraft) {
    draft.newsroom = "Der Hafenbote"
    draft.digest = "Wochenbrief"
    draft.opening = "Guten Morgen! Das war die Woche am Hafen."
    draft.articles = [
      EditionDraft.Group(
        title: "Zwei Gemeinden teilen sich ein Löschfahrzeug, bis die neue Wache steht",
        url: WebURL("https://hafenbote.example/2026/11/20/loeschfahrzeug"), published: PublicationDate("2026-11-20"),
        briefs: [
          EditionDraft.Brief(
            text: "Das Hallenbad öffnet ab Montag um 7 Uhr und damit eine Stunde früher als bisher; die ersten beiden "
              + "Bahnen gehören dem Schwimmverein, der für den Landespokal trainiert."),
          EditionDraft.Brief(
            text: "Der Steg an der Mühle ist bis 4. Dezember gesperrt, nicht bis 14. Dezember.",
            corrects: said("Der Steg an der Mühle ist bis 14. Dezember gesperrt.")),
          EditionDraft.Brief(text: "Die Bücherei verleiht jetzt auch Saatgut: Bohnen, Erbsen und drei Sorten Tomaten."),
        ]),
      EditionDraft.Group(
        title: "Das Tagebuch des Leuchtturmwärters kehrt nach neunzig Jahren heim",
        url: WebURL("https://hafenbote.example/2026/11/21/tagebuch"), published: PublicationDate("2026-11-21"),
        briefs: [
          "Am Samstag spendeten 41 Menschen Blut, so viele wie noch nie an einem Tag.",
          "Parken am Kai kostet an den vier Samstagen vor Weihnachten nichts.",
          "An der alten Helling wurde ein junger Seehund gesehen. Hunde gehören an die Leine, und dreißig Meter Abstand "
            + "sind nötig.",
        ]),
    ]
  }

  private static func spanish(_ draft: inout EditionDraft) {
    draft.newsroom = "El Correo del Puerto"
    draft.digest = "Resumen semanal"
    draft.articles = [
      EditionDraft.Group(
        title: "Dos pueblos comparten un camión de bomberos hasta que esté el nuevo parque",
        url: WebURL("https://correo.example/2026/11/20/bomberos"), published: PublicationDate("2026-11-20"),
        briefs: [
          EditionDraft.Brief(
            text: "La piscina abre desde el lunes a las siete, una hora antes que hasta ahora; las dos primeras calles "
              + "quedan reservadas para quienes entrenan la copa regional."),
          EditionDraft.Brief(
            text: "La pasarela del molino estará cerrada hasta el 4 de diciembre, y no hasta el 14.",
            corrects: said("La pasarela del molino estará cerrada hasta el 14 de diciembre.")),
        ]),
      EditionDraft.Group(
        title: "El diario del farero vuelve a casa noventa años después",
        url: WebURL("https://correo.example/2026/11/21/diario"), published: PublicationDate("2026-11-21"),
        briefs: ["¿Semillas en préstamo? La biblioteca presta alubias en primavera y pide el doble en otoño."]),
    ]
  }

  private static func french(_ draft: inout EditionDraft) {
    draft.newsroom = "Le Courrier du port"
    draft.digest = "La lettre du lundi"
    draft.opening = "Bonjour, voici la semaine du port."
    draft.articles = [
      EditionDraft.Group(
        title: "Deux communes partagent un fourgon d’incendie en attendant la caserne",
        url: WebURL("https://courrier.example/2026/11/20/fourgon"), published: PublicationDate("2026-11-20"),
        briefs: [
          EditionDraft.Brief(
            text:
              "La piscine ouvre dès lundi à 7\u{A0}heures, une heure plus tôt qu’avant\u{A0}; les deux premiers couloirs "
              + "sont réservés au club, qui prépare la coupe régionale."),
          EditionDraft.Brief(
            text: "La passerelle du moulin reste fermée jusqu’au 4\u{A0}décembre, et non jusqu’au 14.",
            corrects: said("La passerelle du moulin reste fermée jusqu’au 14\u{A0}décembre.")),
          EditionDraft.Brief(
            text: "La bibliothèque prête désormais des graines\u{A0}: haricots, pois et trois tomates."),
        ]),
      EditionDraft.Group(
        title: "Le journal du gardien de phare rentre chez lui",
        url: WebURL("https://courrier.example/2026/11/21/journal"), published: PublicationDate("2026-12-01"),
        briefs: [
          "Quarante et une personnes ont donné leur sang samedi, un record pour une seule journée.",
          "Le stationnement sur le quai est gratuit les quatre samedis avant Noël.",
          "Un jeune phoque a été vu près de l’ancienne cale. Tenez les chiens en laisse et restez à trente mètres.",
        ]),
    ]
  }

  private static func kazakh(_ draft: inout EditionDraft) {
    draft.newsroom = "Айлақ хабаршысы"
    draft.digest = "Апталық шолу"
    draft.opening = "Қайырлы таң! Осы аптада айлақта болған жаңалықтар."
    draft.articles = [
      EditionDraft.Group(
        title: "Жаңа бекет салынғанша екі ауыл бір өрт сөндіру көлігін бөлісіп пайдаланады",
        url: WebURL("https://ailaq.example/2026/11/20/ort"), published: PublicationDate("2026-11-20"),
        briefs: [
          EditionDraft.Brief(
            text: "Жүзу бассейні дүйсенбіден бастап таңғы сағат жетіде, бұрынғыдан бір сағат ерте ашылады; алғашқы екі "
              + "жол облыстық кубокқа дайындалып жүргендерге беріледі."),
          EditionDraft.Brief(
            text: "Диірмен жанындағы көпір 14 желтоқсанға емес, 4 желтоқсанға дейін жабық.",
            corrects: said("Диірмен жанындағы көпір 14 желтоқсанға дейін жабық.")),
          EditionDraft.Brief(text: "Кітапхана енді тұқым да береді: үрме бұршақ, асбұршақ және қызанақтың үш түрі."),
        ]),
      EditionDraft.Group(
        title: "Шамшырақшының күнделігі тоқсан жылдан кейін үйіне оралды",
        url: WebURL("https://ailaq.example/2026/11/21/kundelik"), published: PublicationDate("2026-11-21"),
        briefs: [
          "Сенбі күні қырық бір адам қан тапсырды, бір күнде бұрын-соңды мұнша адам келмеген.",
          "Жаңа жыл алдындағы төрт сенбіде жағалаудағы тұрақ тегін.",
          "Ескі сырғымада итбалықтың күшігі көрінді. Иттерді бауда ұстап, отыз метрден жақын бармаңыз.",
        ]),
    ]
  }

  private static func russian(_ draft: inout EditionDraft) {
    draft.newsroom = "Портовый вестник"
    draft.digest = "Итоги недели"
    draft.opening = "Доброе утро! О чём говорили в порту на этой неделе."
    draft.articles = [
      EditionDraft.Group(
        title: "Пока строят депо, у двух посёлков будет одна пожарная машина",
        url: WebURL("https://vestnik.example/2026/11/20/mashina"), published: PublicationDate("2026-11-20"),
        briefs: [
          EditionDraft.Brief(
            text:
              "С понедельника бассейн открывается в семь утра, на час раньше прежнего; первые две дорожки отданы тем, "
              + "кто готовится к областному кубку."),
          EditionDraft.Brief(
            text: "Мостик у мельницы закрыт до 4 декабря, а не до 14 декабря.",
            corrects: said("Мостик у мельницы закрыт до 14 декабря.")),
          EditionDraft.Brief(text: "Библиотека теперь выдаёт и семена: фасоль, горох и три сорта помидоров."),
        ]),
      EditionDraft.Group(
        title: "Дневник смотрителя маяка вернулся домой через девяносто лет",
        url: WebURL("https://vestnik.example/2026/11/21/dnevnik"), published: PublicationDate("2026-11-21"),
        briefs: [
          "В субботу кровь сдал 41 человек — столько за один день ещё не приходило.",
          "Стоянка на набережной в четыре субботы перед Новым годом бесплатна.",
          "У старого слипа видели детёныша тюленя. Держите собак на поводке и не подходите ближе тридцати метров.",
        ]),
    ]
  }
}
