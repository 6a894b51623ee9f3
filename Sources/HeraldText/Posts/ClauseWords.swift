/// The small words by which a sentence is parted, in the six languages together: what is a conjunction in one is seldom a
/// noun in another.
enum ClauseWords {
  static func set(_ words: String) -> Set<String> {
    Set(words.split(whereSeparator: \.isWhitespace).map(String.init))
  }

  static let reasons = set("because although whereas unless")
  /// What opens a clause, or says when, without a comma before it.
  static let timeWords = set(
    """
    after before until while since when where despite quand lorsque après pendant tandis avant cuando mientras después
    antes tras
    """)
  /// What restricts a noun without a comma: `a hunter whose …`.
  static let restrictors = set("who whose whom which dont que qui")
  static let joiners = set("and but or und oder aber et ou mais y e o u и или а но және")
  static let questionWords = set("how who what which where when why whether that")

  static let openers = set(
    """
    and but or so which who whom whose where when while as because although though however whatever whoever whichever wherever whereas nor yet after before since if
    unless until with without saying adding including despite citing making leaving и а но или что чтобы
    который которая которое которые которого где когда хотя потому поскольку если после und aber oder sondern
    weil dass obwohl während wobei nachdem damit wo wenn et mais ou qui que dont où car alors tandis y pero
    que quien donde cuando mientras aunque porque және бірақ ал ол себебі өйткені wie comme como как
    """)
  /// What names the source of a report after a comma: `, according to …`.
  static let attributions = set("according laut selon según сообщил сообщила сообщили передаёт teilte")
  /// Behind one of these a noun stands, no verb.
  static let articles = set("a an the der die das ein eine einen einem einer dem den le la les un une el los las una")
  /// What puts a German clause’s verb at its end.
  static let germanOpeners = set("wenn dass weil ob obwohl während nachdem damit bevor falls wo wie als sobald")
  /// Verbs by which a report names its source.
  static let saying = set(
    """
    said says announced reported told added confirmed warned sagte sagt teilte meldete berichtete erklärte annoncé indiqué
    déclaré rapporté dijo anunció informó afirmó explicó сообщил сообщила сообщили заявил заявила передаёт хабарлады деді
    """)
  static let relatives = set(
    """
    who which whom whose what quien que dont dem denen deren dessen welchem welcher welchen которого которой которых котором которым
    которому которую который lequel laquelle lesquels lesquelles qui cual cuales quien quienes
    """)
  static let prepositions = set(
    """
    at by for from in into of on to under over between against during through towards around near according because
    instead like per than via about among в во на по из от для до к ко с со у о об при под над перед между через около
    ради mit ohne nach von vom zu zum zur bei beim für gegen durch um im in am an auf aus über unter zwischen seit bis ab
    trotz wegen laut avec sans pour par chez vers sous sur entre selon dans en depuis pendant contre con sin para por
    según desde hasta sobre contra durante ante tras mediante après avant afin grâce malgré lors dès jusqu à despite amid ahead
    following изза благодаря несмотря вопреки накануне
    """)
  static let verbs = set(
    """
    is are was were will would can could may might must should has have had says said does did do ist sind war waren
    wird werden wurde wurden hat haben hatte hatten kann können muss müssen soll sollen will wollen est sont était
    étaient sera seront a ont avait avaient peut peuvent doit doivent es son era eran será serán ha han había puede
    pueden debe deben был была было были будет будут есть может могут должен должны болды болады
    """)
  static let subjects = set(
    "he she it they we there er sie wir es il elle ils elles nous on él ella ellos он она оно они мы ол олар")
  static let leadingOn = set(
    """
    a an the of to in on at by for from with and or but nor as than that which who whose is are was were be
    been has have had will would can could may its his her their our your my this these those into over under
    after before between about against в во на с со к у о об и а но или за из по от до для при над под не что
    как который der die das den dem des ein eine einer einen einem und oder aber in im am an auf aus bei mit
    nach von vom zu zum zur für über unter le la les un une des du de et ou à au aux en dans par pour sur avec
    el los las unos unas y o del al con por para que se su sus no not
    since until while when where if despite during through towards via among around near seit trotz wegen bis ab durch
    gegen ohne um zwischen vor wenn dass weil depuis vers entre selon contre sous chez quand desde hasta tras según hacia
    sobre entre durante cuando над между через около перед без после если когда хотя чтобы потому және мен пен
    per di da il lo gli nel nella dal dalla che e ed uno della dei degli alla os dos das em na com um uma
    """)

  /// What opens a clause that a sentence may begin with, before its main clause.
  static let subordinators = set(
    """
    when while although though if as after before since because until once unless whereas wenn als während obwohl nachdem
    bevor weil da seit sobald falls quand lorsque si alors bien comme après avant depuis cuando mientras aunque si como
    después antes desde когда пока хотя если после поскольку так прежде
    """)

  /// Frequent verbs of reports in the forms that reports use, beside those that `isPastForm` knows by their ending.
  static let pastForms = set(
    """
    said told took made went came gave found got won lost led left held met set put cut hit rose fell began saw knew
    grew built sent spent paid kept stood ran wrote spoke broke drew flew shot sold bought brought caught taught fought
    thought struck sank swept became says wants plans aims faces gets takes makes shows keeps gives needs means remains
    expects hopes includes represents runs holds uses works lives goes comes brings helps offers sagt will geht kommt
    bleibt steht liegt gibt nimmt macht zeigt hält gilt findet sah nahm kam ging gab fand stand lag hielt blieb begann
    dit veut fait prend vient donne dijo dice hace quiere llega tiene сказал заявил сообщил
    """)

  /// English and German past forms, Spanish and French ones with an accent, Russian ones: by their endings.
  static func isPastForm(_ word: String) -> Bool {
    guard word.count >= 5 else { return false }
    return [
      "ed", "te", "ten", "ó", "aron", "ieron", "ait", "aient", "ил", "ал", "ел", "ила", "ала", "ела", "или", "али",
      "ели", "лся", "лась", "лись", "ды", "ді", "ты", "ті",
    ].contains { word.hasSuffix($0) }
  }

  /// An English participle, which opens a clause after a comma: `, illuminating …`.
  static func isParticiple(_ word: String) -> Bool {
    word.count >= 6 && word.hasSuffix("ing")
      && !["during", "morning", "evening", "nothing", "anything", "something"]
        .contains(word)
  }
}
