/// The phrases of what stands above, beside and below an article, rather than being attached to it.
let furniturePhraseTables: [(Rule, Phrase.Reach, String)] = [
  (
    .commentForm, .line,
    """
    = website / = name email website / = your name / = your email
    """
  ),
  (
    .postNavigation, .line,
    """
    ^ older post / ^ newer post / ^ older entry / ^ newer entry
    """
  ),
  (
    .promoLine, .line,
    """
    ^ follow us / ^ follow me on / ^ find us on / ^ like us / ^ join us on / ^ we are social / ^ connect with us / ^ stay connected / ^ follow our / ^ download our app / ^ get our app / ~ download the app / ~ news updates download / ^ follow / ^ stay in touch
    ^ folgen sie uns / ^ folge uns / ^ folgt uns / ^ besuchen sie uns / ^ besuche uns / ^ folgen sie / ^ folge mir / ^ sie finden uns auf / ^ ihr findet uns auf
    ^ suivez nous / ^ suivez / ^ retrouvez nous / ^ rejoignez nous / ^ síguenos / ^ síganos / ^ seguinos / ^ encuéntranos / ^ ya sabías que en / ^ únete a nuestro / ^ siga nos / ^ siga o / ^ siga a / ^ segue nos / ^ acompanhe nos / ^ sigam nos / ^ seguici / ^ seguiteci / ^ volg ons
    ^ подписывайтесь / ^ подпишитесь / ^ подписаться / ^ следите за нами / ^ читайте нас / ^ присоединяйтесь / ^ мы в / ^ наш телеграм / ^ наш telegram / ^ бізге жазылыңыз / ^ бізді / ^ obserwuj nas / ^ śledź nas / ^ znajdź nas / ^ dołącz do nas / ^ bizi takip / ^ följ oss / ^ følg oss / ^ følg os / ^ seuraa meitä
    """
  ),
  (
    .subscribeBox, .line,
    """
    ^ subscribe / ~ click here to subscribe / ^ sign up / ~ enter your email address / ~ your email address to / = email address / = email / ~ other subscribers / ~ other followers / ^ join our newsletter / ^ get the latest / ^ get our / ^ newsletter / ~ our newsletter / ^ join s other / ~ subscribe to our / ^ never miss / ~ delivered to your inbox / ~ straight to your inbox / ^ support our / ^ donate / ^ become a member / ^ already a subscriber / ^ log in / ^ sign in / = login / = register / = subscribe now / ^ support us / ^ buy me a coffee / ^ follow blog via / = follow / = following / ~ already have a wordpress com account / ^ create a free website / ~ subscribe now / ^ to continue reading / ^ this is a premium
    ^ abonniere / ^ abonnieren / ^ jetzt abonnieren / ^ melde dich / ^ melden sie sich / ^ gib deine e mail / ^ geben sie ihre e mail / ^ newsletter / ~ newsletter anmelden / ~ newsletter abonnieren / ^ schließe dich / ~ anderen abonnenten / ~ anderen followern / ^ e mail adresse / ^ deine e mail / ^ ihre e mail / = anmelden / = einloggen / = registrieren / ^ verpasse keine / ^ verpassen sie / ^ kostenlos anmelden / ~ kostenlos anmelden / ^ mit der anmeldung / ^ jetzt spenden / ^ immer aktuell / ^ sie wollen mehr / ^ blog via e mail / ^ jetzt kostenlos / ^ möchtest du / ^ kostenlosen newsletter
    ^ abonnez vous / ^ s abonner / ^ inscrivez vous / ^ entrez votre adresse / ^ saisissez votre adresse / ~ autres abonnés / ~ notre newsletter / ^ recevez / = se connecter / = s inscrire / = connexion / ^ adresse e mail / ^ suscríbete / ^ suscribirse / ^ suscribite / ~ a nuestro newsletter / ~ nuestro boletín / ^ ingresa tu correo / ^ introduce tu correo / ^ recibe / ^ regístrate / = iniciar sesión / = suscribirme / ^ dirección de correo / ^ únete
    ^ assine / ^ inscreva se / ^ cadastre se / ^ receba / ^ digite seu / ^ insira seu / ~ nossa newsletter / = entrar / = assinar / ^ subscreva / ^ iscriviti / ^ abbonati / ^ inserisci la tua / ~ nostra newsletter / = accedi / = registrati / ^ schrijf je in / ^ abonneer / ^ meld je aan / ^ voer je e mail / = inloggen / = aanmelden / ^ ontvang
    ^ подписка / = подписка / ^ введите ваш e mail / ^ введите адрес / ^ введите свой / ~ на нашу рассылку / ~ наш телеграм канал / ~ наш telegram канал / = войти / = вход / = регистрация / = подписаться / ^ zapisz się / ^ subskrybuj / ^ wpisz swój adres / ^ podaj swój / ~ naszego newslettera / = zaloguj się / = zaloguj / ^ abone ol / ^ prenumerera / ^ tilaa / = logga in / = kirjaudu
    """
  ),
  (
    .newsletterGreeting, .line,
    """
    ~ was this email forwarded / ^ reply to this email / ~ just reply to this email / ~ can reply to this email / ~ please reply to this email / ~ and reply to this email / ~ or reply to this email / ~ hit reply / ^ welcome back / ^ thanks for subscribing / ^ thanks for reading / ~ let s start with / ~ let s dive in / ~ let s get started / ~ invite your friends / ~ inviting your friends / ~ view in browser / ~ view this email in / ~ forward this email / ~ forwarded this email / ^ welcome to this week s / ^ today s newsletter / ~ words a minute read / ~ word count / ^ situational awareness coming up / ^ you re receiving this / ^ you are receiving this / ~ unsubscribe
    ~ diese e mail wurde / ~ im browser / ^ willkommen zurück / ^ willkommen zu unserem newsletter / ~ newsletter abbestellen / ~ newsletter abmelden / ~ diesen newsletter / ^ danke fürs lesen / ~ cette lettre / ~ dans votre navigateur / ~ se désabonner / ^ merci de nous lire / ~ en su navegador / ~ en tu navegador / ~ darse de baja / ~ no navegador / ~ cancelar inscrição / ~ nel browser / ~ in de browser / ~ в браузере / ~ отписаться / ~ w przeglądarce
    """
  ),
  (
    .advertisement, .line,
    """
    = advertisement / = advertisements / = ad / = ads / = advert / = sponsored / = sponsored by / ^ advertise with / ^ report this ad / = promoted / ^ story continues below / ^ article continues / = anzeige / = werbung / ^ anzeige / = annonce / = publicité / = publicidad / = publicidade / = pubblicità / = advertentie / = advertenties / = реклама / = reklama / = reklam / = mainos / = жарнама / = реклама 18 / = annons / ^ continua después de la publicidad / ^ continua após a publicidade / ^ new call to action / ^ für links auf dieser seite / ^ affiliate / = continúa leyendo
    """
  ),
  (
    .searchForm, .section,
    """
    = search / ^ search for / ^ search this / ^ search the / ^ search in / = suche / ^ suche nach / ^ suchen / = suchen / = suchbegriff / = recherche / = rechercher / ^ rechercher sur / ^ recherche pour / = buscar / ^ buscar por / ^ buscar en / = busca / = pesquisar / ^ pesquisar por / = pesquisa / = cerca / ^ cerca nel / ^ ricerca per / = zoeken / ^ zoeken naar / = поиск / ^ поиск по / ^ найти / = найти / = szukaj / ^ szukaj / = ara / = arama / = sök / = haku / = іздеу / = пошук / = keyword / = date range / = advanced search / = erweiterte suche
    """
  ),
  (
    .menu, .section,
    """
    = menu / = main menu / = navigation / = primary menu / = primary navigation / = hauptmenü / = menü / = hauptnavigation / ^ skip to / ^ zum inhalt / ^ zum hauptinhalt / ^ springe zum / ^ direkt zum / ^ aller au contenu / ^ saltar al / ^ ir al contenido / ^ pular para / ^ ir para / ^ vai al contenuto / ^ spring naar / ^ ga naar / ^ door naar / ^ перейти к / ^ przejdź do / ^ przeskocz / ^ hoppa till / ^ hopp til / ^ siirry / ^ içeriğe / = toggle navigation / = menu principal / = menú / = menú principal / = меню / = главное меню / = мәзір / = hoofdmenu / = menu principale / = close menu / = open menu / = sections / = home / = startseite / = accueil / = inicio / = início / = главная / = strona główna / = about us / = contact us / = about / = contact / = kontakt / = impressum / = über uns / = primäres menü / = sprache / ^ change language / ^ select language / ^ sprache wählen / = english / = deutsch / = français / = español / = русский / = қазақша / = close / = schließen / = newsletter / = etusivu / = басты бет / = toggle search / ^ main navigation / = detail navigation / = social media / = social links / = soziale medien / = services / = service / = servicenavigation / = jump to navigation / = you are here / = sie sind hier
    """
  ),
  (
    .footer, .end,
    """
    ~ all rights reserved / ~ alle rechte vorbehalten / ~ tous droits réservés / ~ todos los derechos reservados / ~ todos os direitos reservados / ~ tutti i diritti riservati / ~ alle rechten voorbehouden / ~ все права защищены / ~ wszelkie prawa zastrzeżone / ~ wszystkie prawa zastrzeżone / ~ tüm hakları saklıdır / ~ барлық құқықтар / ~ усі права захищені
    ~ blog at wordpress com / ~ powered by wordpress / ~ proudly powered / ~ bloggen auf wordpress / ~ bloggen sie auf wordpress / ~ erstelle eine website / ~ propulsé par wordpress / ~ créez un site / ~ créez un blog / ~ blog de wordpress com / ~ crea un blog / ~ crea tu página / ~ blog no wordpress com / ~ crie um website / ~ crie um site / ~ blog su wordpress com / ~ crea un sito / ~ maak een gratis / ~ блог на wordpress com / ~ создайте бесплатный / ~ stwórz darmową / ~ blog na wordpress com / ~ website powered by / ^ theme by / ^ designed by / ^ designed developed by / ^ website by / ^ powered by / ^ built with / ^ site by / ~ wordpress theme
    = terms of use / = terms of service / = terms conditions / = terms and conditions / = privacy policy / = privacy / = datenschutz / = datenschutzerklärung / = nutzungsbedingungen / = agb / = mentions légales / = aviso legal / = política de privacidad / = política de privacidade / = politique de confidentialité / = note legali / = privacybeleid / = политика конфиденциальности / ^ политика в сфере / = polityka prywatności / = cookie policy / = imprint / ^ university operating status / ^ copyright / = advertising guidelines / = editorial ethics
    """
  ),
  (
    .authorBox, .section,
    """
    ^ about the author / ^ about author / ^ author bio / ^ more by this author / ^ posts by / = the author / ^ über den autor / ^ über die autorin / ^ über die autoren / ^ zum autor / ^ zur autorin / ^ der autor / ^ die autorin / ^ à propos de l auteur / ^ a propos de l auteur / ^ l auteur / ^ sobre el autor / ^ sobre la autora / ^ acerca del autor / ^ sobre o autor / ^ sobre a autora / ^ sull autore / ^ informazioni sull autore / ^ over de auteur / ^ over de schrijver / ^ об авторе / ^ o autorze / ^ o autorce / ^ yazar hakkında / ^ om författaren / ^ autor des artikels / ^ meet the author / ^ contact the author
    """
  ),
  (
    .caption, .line,
    """
    ^ photo by / ^ photo credit / ^ image credit / ^ image source / ^ photo courtesy / ^ image by / ^ photograph by / ^ photo / ^ photos / ^ image / ^ picture / ^ pic / ^ foto / ^ fotos / ^ bild / ^ bilder / ^ bildquelle / ^ bildrechte / ^ abbildung / ^ bildnachweis / ^ fotoquelle / ^ titelbild / ^ beitragsbild / ^ bildunterschrift / ^ crédit photo / ^ crédits photo / ^ crédit / ^ crédits / ^ crédito / ^ créditos / ^ photo d archives / ^ imagen / ^ fotografía / ^ foto de / ^ imagem / ^ immagine / ^ фото / ^ фотография / ^ иллюстрация / ^ zdjęcie / ^ fot / ^ kuva / ^ fotograf / ^ сурет / ^ foto von / ^ quelle / ^ source / ^ фото из / ^ grafik / ^ video / ^ listen to this / ^ listen / ^ watch / ^ download / ^ facebook photo / ^ wordpress com logo / ^ google photo / ^ twitter picture / ^ gravatar / ^ logo / ^ slideshow / ~ min read / ~ minute read / ~ minutes read / ~ min lesezeit / ~ minuten lesezeit / ^ lesezeit / ^ lesedauer / ^ reading time / ~ minutos de lectura / ~ min de lecture / ~ minutes de lecture / ~ de leitura / ~ мин на чтение / ^ время чтения / ~ pixelio de / ^ zur bildergalerie / ^ views / ^ escucha / ^ escuchar / ^ escucha esta / = detailansicht / = großansicht / ^ letzte änderungen / ^ übersetzt von / ^ translated by / ^ text von / ^ illustration von / ^ audio / = vorlesen / ^ artikel anhören / ^ écouter / ^ ouvir / ^ слушать / ^ просмотров / ^ просмотры / = pdf
    """
  ),
]
