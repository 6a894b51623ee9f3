/// Words that carry a full stop of their own.
enum Abbreviations {
  /// Never the end of a sentence: something follows that they belong to (`Mr. Smith`, `г. Алматы`, `z. B.`).
  static func isLeading(_ word: String, _ tongue: Tongue) -> Bool {
    leading.contains(word) || (tongue == .en ? false : localLeading[tongue]?.contains(word) ?? false)
  }

  /// Leading only when a number follows (`No. 5`, `p. 12`, `Nov. 23`).
  static func isBeforeNumber(_ word: String) -> Bool { beforeNumber.contains(word) }

  /// May end a sentence: it does when a word follows that begins sentences (`& Co. They …`).
  static func isTrailing(_ word: String, _ tongue: Tongue) -> Bool {
    trailing.contains(word) || localTrailing[tongue]?.contains(word) ?? false
  }

  /// Whether a capitalised word is one that begins sentences rather than a name.
  static func isStarter(_ word: String, _ tongue: Tongue) -> Bool {
    (starters[tongue] ?? []).contains(word) || starters[.en, default: []].contains(word)
  }

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }

  /// Verbs that follow a quotation and say whose it is.
  static let saying = words(
    """
    said says asked asks told added adds wrote writes replied explained noted continued recalled insisted
    warned argued sagte sagt fragte erklärte betonte meinte сказал сказала сказали заявил заявила сообщил
    сообщила отметил отметила добавил спросил деді айтты dit déclaré expliqué ajouté dijo dice afirmó declaró
    explicó añadió señaló
    """)

  private static let leading = words(
    """
    mr mrs ms mx messrs dr prof gen lt col maj capt sgt cpl cmdr adm rev hon pres sen rep gov supt insp fr sr.
    st mt ft vs e.g i.e cf viz approx ca al. ph mme mlle mgr ass dipl ing hr br univ dept est tel ext
    """)
  private static let beforeNumber = words(
    """
    no nos nr num p pp pg vol vols fig figs art sec ch chap par para ver v n° nº № n.° n.º tab abs kap bd s
    jan feb mar apr jun jul aug sep sept oct nov dec
    """)
  private static let trailing = words(
    """
    co inc ltd corp bros llc plc jr sr esq etc al ph.d m.d b.a m.a d.c ave blvd rd bldg assn a.m p.m jan feb
    mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun usw bzw etc bd u.s u.k u.n e.u u.s.a
    u.s.s.r
    """)
  private static let localLeading: [Tongue: Set<String>] = [
    .ru: words(
      """
      г гг гор ул пр просп пл пер д дом кв обл р-н им т тов гр проф акад доц др. зам ген полк подп майк кап ст
      п пп пос с см ср т.е т.н т.к стр рис табл илл напр тел в
      """),
    .kk: words("ж қ к обл ауд проф акад т.б. ген б көш даң ст"),
    .de: words(
      """
      z z.b d.h u.a u.ä i.d.r i.d z.t z.zt o.g s.o v.a v.l bzw ca evtl ggf inkl exkl max min mind nr sog vgl
      zzgl str hrsg prof dr dipl ing hr fr frl abs art st geb gest jh jr bspw insb lt betr allg kath ev rd kgl
      """),
    .fr: words("m mm mme mmes mlle mgr dr pr st ste av bd boul cf env p.ex c.-à-d art chap vol éd apr ap j.-c"),
    .es: words("sr sra sres srta d dª dr dra prof ud uds lic ing gral cap art núm pág págs av avda c p.ej ee uu s.a.r"),
  ]
  private static let localTrailing: [Tongue: Set<String>] = [
    .ru: words("г гг в вв др пр т.д т.п руб коп млн млрд трлн тыс чел экз н.э мин сек час долл"),
    .kk: words("т.б б ж жж мың млн млрд теңге т.с.с"),
    .de: words("usw etc uvm u.a o.ä bzw z.t jh mio mrd tsd std min sek"),
    .fr: words("etc av. apr. s.a env"),
    .es: words("etc s.a ee.uu cía ud uds"),
  ]
  private static let starters: [Tongue: Set<String>] = [
    .en: words(
      """
      a all also although an and another as at because before both but by despite did do does during each even
      every few for from had has have he her here his how however i if in instead is it its it's last later
      many meanwhile more most my next no nor not now of on once one only or other our over perhaps she since
      so some still such than that the their then there these they this those though through thus to today two
      under until was we were what when where whether which while who whose why will with would yesterday yet
      you your
      """),
    .ru: words(
      """
      а в во вместе впрочем все всего вы где да для до если ещё еще за затем здесь и из или именно их к как
      когда кроме кто между многие мы на над напомним не него некоторые но ныне об однако он она они оно от
      перед по под позже пока после потом поэтому при ранее с сам сегодня сейчас со согласно среди так также
      там теперь тогда того тот у уже хотя что чтобы эта эти это этот
      """),
    .kk: words(
      "ал алайда ол олар осы бұл бұған бүгін біз мен сондай сондықтан сол қазір кейін егер және бірақ онда одан оның"),
    .de: words(
      """
      aber alle als am an auch auf aus bei bis da damit danach dann das dass davon dem den denn der des
      deshalb die dies diese dieser dieses doch dort ein eine einen einer er es für gegen hier ich ihr ihre im
      in jetzt kein mit nach nicht noch nun nur ob obwohl oder sie sein seine seit so trotz über um und unter
      viele vom von vor war warum was weil wenn wer wie wir wo zu zum zur zwar
      """),
    .fr: words(
      """
      à alors après au aussi autre aux avec avant car ce ceci cela celle celui ces cet cette chaque comme dans
      de depuis des donc du elle elles en enfin ensuite et il ils je la le les leur lors mais même nous on or
      ou où par parce pendant plus pour pourtant puis quand que qui sa sans selon ses si son sous sur tandis
      tous tout toutefois un une vous
      """),
    .es: words(
      """
      a ahora al además algunos ante antes aquí así aunque cada como con cuando de desde después dos durante
      el él ella ellas ellos en entonces entre era es esa ese eso esta este esto estos fue ha hasta hay hoy la
      las le lo los más mientras muchos ni no nos nosotros o otra otro para pero por porque pues que quien se
      según si sin sobre su sus también tras un una y ya yo
      """),
  ]
}
