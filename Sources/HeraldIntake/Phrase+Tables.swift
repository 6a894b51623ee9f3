/// The phrases of what is attached to an article, by rule and reach, as WordPress and other publishing systems write them in the
/// languages that Herald's newsrooms paste from. `=` a whole line, `^` its start, `~` anywhere in it; ` / ` separates.
let attachedPhraseTables: [(Rule, Phrase.Reach, String)] = [
  (
    .commentForm, .end,
    """
    ^ leave a reply / ^ leave a comment / ^ post a comment / ^ add a comment / ^ submit a comment / ^ write a comment / = join the discussion / = join the conversation
    ^ cancel reply / ^ fill in your details below / ~ you are commenting using your / = connecting to s / ^ your email address will not be published
    ~ notify me of follow up comments / ~ notify me of new / ^ save my name email / ^ you must be logged in to / ^ please log in to comment / ~ uses akismet
    ~ email address will not be published / = share your thoughts / ^ speak your mind / = add your comment / ^ have your say / ^ what do you think
    ^ kommentar verfassen / ^ schreibe einen kommentar / ^ schreiben sie einen kommentar / ^ hinterlasse eine antwort / ^ hinterlassen sie eine antwort / ^ hinterlassen sie einen kommentar / ^ kommentar schreiben / ^ antwort schreiben / ^ antwort hinterlassen / ^ kommentar hinzufügen
    ^ trage deine daten unten ein / ~ du kommentierst mit deinem / = verbinde mit s / ^ deine e mail adresse wird nicht / ^ ihre e mail adresse wird nicht / ^ die e mail adresse wird nicht / ~ meinen namen meine e mail / ^ benachrichtigungen über neue beiträge / ~ benachrichtige mich über / ^ nur angemeldete benutzer / ^ um spam zu reduzieren / ^ ihre meinung zu diesem thema / ^ ihr kommentar
    ^ laisser un commentaire / ^ laissez un commentaire / ^ laisser une réponse / ^ poster un commentaire / ^ ajouter un commentaire / ^ écrire un commentaire / ^ répondre annuler la réponse / ~ votre adresse e mail ne sera pas / ~ votre adresse de messagerie ne sera pas / ~ vous commentez à l aide de / ^ entrez vos coordonnées ci dessous / ^ connexion à s / ^ annuler la réponse / ~ vous devez être connecté pour
    ^ deja un comentario / ^ deja una respuesta / ^ dejar un comentario / ^ dejar una respuesta / ^ introduce tus datos / ~ estás comentando usando tu / = conectando a s / ^ cancelar respuesta / ^ tu dirección de correo electrónico no será / ~ correo electrónico no será publicad / ^ escribe un comentario / ^ agregar comentario / ^ comentar este artículo / ^ para comentar debes / ^ publicar un comentario / ^ responder cancelar
    ^ deixe um comentário / ^ deixe uma resposta / ^ deixe o seu comentário / ^ deixar um comentário / ^ preencha os seus dados abaixo / ~ você está comentando utilizando sua / ~ está a comentar usando a sua / = conectando a s / = a ligar a s / ^ o seu endereço de e mail não será / ^ o seu endereço de email não será / ^ cancelar resposta / ^ enviar comentário
    ^ lascia un commento / ^ lascia una risposta / ^ rispondi annulla risposta / ^ inserisci i tuoi dati qui sotto / ~ stai commentando usando il tuo / = connessione a s / ^ il tuo indirizzo email non sarà / ^ annulla risposta / ^ scrivi un commento / ^ invia commento
    ^ geef een reactie / ^ laat een reactie achter / ^ plaats een reactie / ^ reageer / ^ vul je gegevens in of klik / ~ je reageert onder je / = verbinden met s / = bezig met verbinden met s / ^ je e mailadres wordt niet / ^ het e mailadres wordt niet / ^ reactie annuleren
    ^ оставить комментарий / ^ добавить комментарий / ^ оставьте комментарий / ^ оставьте ответ / ^ написать комментарий / ^ заполните поля или щелкните / ^ заполните поля или щёлкните / ~ для комментария используется ваша учётная запись / ~ для комментария используется ваша учетная запись / = connecting to s / ^ отменить ответ / ^ ваш адрес email не будет / ^ ваш e mail не будет / ^ ваш комментарий
    ^ dodaj komentarz / ^ zostaw komentarz / ^ napisz komentarz / ^ wprowadź swoje dane lub kliknij / ~ komentujesz korzystając z konta / = łączenie z s / = połączenie z s / ^ anuluj odpowiedź / ^ anuluj pisanie odpowiedzi / ^ twój adres e mail nie zostanie
    ^ bir cevap yazın / ^ bir yanıt yazın / ^ yorum yapın / ^ yorum yaz / ~ hesabınızı kullanarak yorum yapıyorsunuz / ^ e posta hesabınız yayımlanmayacak
    ^ lämna ett svar / ^ kommentera / ^ lämna en kommentar / ^ fyll i dina uppgifter nedan / ~ du kommenterar med ditt / ^ din e postadress kommer inte / ^ legg igjen en kommentar / ^ legg igjen et svar / ^ skriv en kommentar / ^ efterlad et svar / ^ vastaa peruuta vastaus / ^ jätä kommentti
    ^ залишити коментар / ^ залишити відповідь / ^ пікір қалдыру / ^ пікір жазу / ^ napsat komentář / ^ lasă un comentariu / ^ lasă un răspuns / ^ hozzászólás / ^ geef een antwoord / ^ αφήστε μια απάντηση / ^ コメントを残す / ^ 댓글 남기기 / ^ tinggalkan balasan / ^ tinggalkan komentar
    """
  ),
  (
    .comments, .end,
    """
    ^ one thought on / ^ 1 thought on / ~ thoughts on / ^ one response to / ~ responses to / ~ replies to / ~ comments on / = comments / = comment / = reader comments / = all comments / = recent comments / ^ 1 comment on / ^ comments are closed / = the comments / ^ view comments / ^ show comments / ^ load comments / = comments closed
    = kommentare / = letzte kommentare / = neueste kommentare / ^ ein kommentar zu / ~ kommentare zu / ~ antworten zu / ~ antworten auf / ~ gedanken zu / ^ ein gedanke zu / ~ gedanken zu / ^ kommentare sind geschlossen / ^ bisher keine kommentare / ^ die kommentarfunktion ist / ~ kommentare geschlossen / ^ forum zum thema / = leserkommentare / ^ kommentare anzeigen / ^ diskussion
    = commentaires / ~ réflexions sur / ~ réponses à / ^ une réflexion sur / ~ commentaires sur / ^ les commentaires sont / ^ commentaires récents / = réactions
    = comentarios / ~ respuestas a / ~ comentarios en / ^ un comentario en / ~ pensamientos sobre / ~ comentarios sobre / ~ comentarios para / ^ comentarios recientes / ^ los comentarios están
    = comentários / ~ respostas para / ~ comentários em / ~ comentários sobre / ~ comentário sobre / ^ comentários estão / ^ uma resposta para / ~ ideias sobre / ~ opiniões sobre
    = commenti / ~ pensieri su / ^ un pensiero su / ~ commenti su / ~ risposte a / ^ un commento su / ^ i commenti sono
    = reacties / ~ reacties op / ~ gedachten over / ~ gedachte over / ^ één reactie op / ^ een reactie op / ^ reacties zijn gesloten
    = комментарии / = комментарий / ~ комментариев к / ~ комментария к / ~ комментарий к / ^ комментарии к / ~ ответов на / ~ мыслей о / ^ комментарии закрыты / ^ обсуждение / = коментарі / = пікірлер
    = komentarze / ~ komentarzy do / ~ komentarze do / ^ jeden komentarz do / ~ odpowiedzi na / ~ myśli na temat / ^ komentarze są / = yorumlar / = kommentarer / = kommentit / ~ svar på / ~ tankar om / ~ tanker om
    """
  ),
  (
    .comments, .line,
    """
    = no comments / = noch keine kommentare / = kommentieren / = no comments yet / = 0 comments / = 1 comment / = add comment / = comment on this / ^ be the first to comment / = keine kommentare / = ein kommentar / = hinterlasse einen kommentar / = 0 kommentare / = 1 kommentar / ^ kommentar hinterlassen / ^ zu den kommentaren / ^ jetzt kommentieren
    = aucun commentaire / = pas de commentaire / = 0 commentaires / = sin comentarios / = 0 comentarios / ^ no hay comentarios / = sem comentários / = nenhum comentário / = nessun commento / = geen reacties / = нет комментариев / = комментариев нет / = brak komentarzy / = comments off / = yorum yok / = комментарии 0
    """
  ),
  (
    .shareButtons, .section,
    """
    = share / = social share / = copiar link / = copiar enlace / = copy / = copied / = copier le lien / ^ share this / ^ share on / ^ share via / ^ share with / = share it / ^ like it share / = share article / = share story / = share now / ^ spread the word / = sharing / = tweet / = tweet this / = pin it / = email this / = e mail / = print / = print this / = print friendly / = copy link / ^ click to share / ^ click to email / ^ click to print / = share post / ^ please share / ^ sharing is caring / = whatsapp / = telegram / = reddit / = pocket / = tumblr / = pinterest / = linkedin / = facebook / = twitter / = x / = flattr / = vk / = viber / = ok / = skype / = google / = google plus / = rss / = instagram / = youtube / = mastodon / = bluesky / = threads / = flipboard / = xing / = stumbleupon / = digg / = delicious / = messenger / = send to kindle / = ещё / = more / = email / = link
    = teilen / ^ teilen mit / ^ teilen auf / ^ sharen mit / ^ teile dies mit / ^ teilen sie / ^ diesen artikel teilen / ^ diesen beitrag teilen / ^ artikel teilen / ^ beitrag teilen / ^ hat ihnen dieser artikel gefallen / = drucken / = merken / = twittern / = teilen mit facebook / ^ klick um / ^ klicken um / = link kopieren / = auf facebook teilen / = per e mail / = versenden / = artikel drucken / = seite drucken / = als pdf
    = partager / ^ partager sur / ^ partagez / ^ partager cet article / ^ partager la publication / ^ partager avec / ^ cliquez pour / ^ cliquer pour / = imprimer / = envoyer par mail
    = compartir / ^ compartir en / ^ comparte / ^ compartir esto / ^ compartir este / ^ compártelo / = compártelo / ^ comparte esto / ^ comparte este / ^ haz clic para / = imprimir / = guardar
    ^ compartilhe / = compartilhar / ^ compartilhar no / ^ compartilhe isso / ^ compartilhe no / ^ partilhar / ^ partilhe / ^ clique para
    = condividi / ^ condividi su / ^ condividi / ^ fai clic per / = stampa / = delen / ^ delen op / ^ dit delen / ^ deel dit / ^ deel via / ^ klik om / = afdrukken
    ^ поделиться / ^ поделитесь / ^ понравилось это / ^ нажмите чтобы / ^ нажмите здесь / = печать / = распечатать / = отправить / = вконтакте / = одноклассники / = твитнуть / ^ рассказать друзьям / ^ бөлісу / ^ поділитися / ^ поширити
    ^ udostępnij / ^ podziel się / ^ kliknij aby / = drukuj / ^ paylaş / ^ bunu paylaş / = dela / ^ dela detta / = jaa / ^ jaa / = del / ^ dele / = megosztás / ^ sdílet / ^ distribuie / = del på facebook
    """
  ),
  (
    .likeThis, .line,
    """
    = like this / ^ like loading / = like / = liked / ~ bloggers like this / ^ be the first to like / ^ loading / = loved it
    = gefällt mir / ^ gefällt mir wird geladen / ^ liken lade / = liken / ~ bloggern gefällt das / ~ blogger gefällt das / ^ gefällt mir lade / ^ sei der erste dem / = lade / ^ wird geladen / ^ laden
    ^ j aime / ^ j aime chargement / ~ blogueurs aiment cette page / ~ blogueurs aiment / ^ soyez le premier à aimer
    ^ me gusta / ^ me gusta cargando / ~ blogueros les gusta esto / ~ a s blogueros / ^ sé el primero en decir / ^ cargando
    ^ curtir carregando / = curtir / ~ blogueiros gostam disto / ^ gosto carregando / ^ seja o primeiro a curtir / ^ carregando
    ^ mi piace / ~ blogger hanno fatto clic su mi piace / ~ blogger cliccano mi piace / ^ caricamento / ^ vind ik leuk / ~ bloggers liken dit / ~ bloggers vinden dit leuk / ^ wees de eerste om
    ^ нравится загрузка / = нравится / = понравилось это / ~ блоггерам понравилось / ^ загрузка / ^ lubię to / ~ bloggers lubi to / ^ wczytywanie / ~ blogerów lubi to / ^ beğen / ^ gilla / = gilla / = lik dette / ~ bloggare gillar
    """
  ),
  (
    .likeThis, .section,
    """
    = like this page / ^ like us on
    """
  ),
  (
    .postNavigation, .section,
    """
    = post navigation / = posts navigation / ^ previous post / ^ next post / ^ previous article / ^ next article / ^ previous story / ^ next story / = previous / = next / = older posts / = newer posts / = page navigation / ^ ← / ^ next up / = next entry / = previous entry / = back / = back to top / = back to news / ^ back to / = continue / = load more / = view all / = see all / = all posts / = all news / ^ view all posts / ^ see all posts / ^ published in
    = beitragsnavigation / = beitrags navigation / = artikelnavigation / ^ vorheriger beitrag / ^ nächster beitrag / ^ vorheriger artikel / ^ nächster artikel / = vorherige / = nächste / = vorheriger / = nächster / = zurück / ^ zurück zu / = weiter / = ältere beiträge / = neuere beiträge / = nach oben / = zum seitenanfang / ^ zur startseite / = alle anzeigen / ^ alle beiträge / ^ zeige alle beiträge / ^ alle artikel / = mehr anzeigen / = mehr laden / ^ zurück zur
    ^ navigation de l article / = navigation des articles / ^ article précédent / ^ article suivant / ^ publication précédente / ^ publication suivante / = précédent / = suivant / = retour / ^ retour à / = haut de page / ^ voir tous les articles / = articles précédents / ^ voir toutes
    ^ navegación de entradas / = navegador de artículos / ^ entrada anterior / ^ entrada siguiente / ^ siguiente entrada / ^ artículo anterior / ^ artículo siguiente / ^ siguiente artículo / = anterior / = siguiente / = volver / ^ ver todas las entradas / ^ noticia anterior / ^ siguiente noticia / ^ ver más
    ^ navegação de posts / ^ navegação de post / ^ navegação de artigos / ^ post anterior / ^ próximo post / ^ artigo anterior / ^ próximo artigo / ^ artigo seguinte / = próximo / = voltar / ^ matéria anterior / ^ ver todos os posts / ^ veja mais
    ^ navigazione articoli / ^ navigazione articolo / ^ articolo precedente / ^ articolo successivo / ^ prossimo articolo / = precedente / = successivo / = indietro / ^ berichtnavigatie / ^ bericht navigatie / ^ vorig bericht / ^ volgend bericht / ^ vorige bericht / = vorige / = volgende / ^ vorig artikel / ^ volgend artikel / = terug / ^ terug naar
    ^ навигация по записям / ^ навигация по записи / ^ предыдущая запись / ^ следующая запись / ^ предыдущая статья / ^ следующая статья / ^ предыдущая новость / ^ следующая новость / = назад / = вперёд / = вперед / = наверх / = далее / ^ читать все / ^ все новости / = показать ещё / = показать еще / ^ алдыңғы / ^ келесі
    ^ nawigacja wpisu / ^ nawigacja po wpisach / ^ poprzedni wpis / ^ następny wpis / ^ poprzedni artykuł / ^ następny artykuł / = poprzedni / = następny / = wstecz / ^ zobacz wszystkie / ^ yazı gezinmesi / ^ yazı dolaşımı / ^ önceki / ^ sonraki / ^ inläggsnavigering / ^ innleggsnavigasjon / ^ artikkelien selaus / ^ навігація записів
    """
  ),
  (
    .relatedLinks, .section,
    """
    ^ related / ^ more from / ^ read more / ^ read also / ^ read next / ^ also read / ^ you may also / ^ you might also / ^ you might be interested / ^ see also / ^ don t miss / = recommended / ^ recommended for / ^ more stories / ^ more news / ^ more on this / ^ more in / ^ more like this / ^ most read / ^ most popular / = popular / ^ popular posts / ^ popular now / ^ trending / = trending / ^ latest news / ^ latest posts / ^ latest stories / ^ latest articles / = latest / = recent / ^ recent posts / ^ recent articles / ^ top stories / ^ top news / ^ top posts / ^ similar posts / = archives / = archive / = blogroll / ^ editor s picks / ^ featured posts / = featured / ^ other news / ^ other stories / ^ must read / = what to read next / = what s new / = further reading / ^ continue reading / ^ upcoming events / ^ people also read / ^ from around the web / = from the web / ^ sponsored content / ^ up next / ^ headlines
    ^ ähnliche / ^ das könnte dich / ^ das könnte sie / ^ auch interessant / ^ lesen sie auch / ^ lies auch / ^ mehr zum thema / ^ mehr lesen / ^ mehr von / ^ mehr aus / ^ mehr zu / ^ mehr zum / ^ weitere artikel / ^ weitere nachrichten / ^ weitere news / ^ weitere beiträge / ^ weitere meldungen / ^ weitere themen / ^ weiterlesen / ^ hier weiterlesen / ^ artikel zum thema / ^ beiträge zum thema / ^ zum thema / ^ meistgelesen / ^ meist gelesen / ^ am meisten gelesen / ^ aktuelle meldungen / ^ aktuelle beiträge / ^ aktuelle artikel / ^ aktuelle nachrichten / ^ neueste beiträge / ^ neueste artikel / ^ letzte beiträge / ^ die letzten beiträge / ^ verwandte / ^ beliebte / ^ schon gelesen / ^ passend zum / ^ passende / = archiv / = archive / ^ siehe auch / = newsticker / ^ top themen / ^ top artikel / ^ top 10 / ^ empfohlen / ^ empfehlungen / ^ unsere empfehlung / ^ mehr zum ereignis / ^ mehr news / ^ kommentierte artikel / ^ themen im / ^ aktuelles / ^ jetzt lesen / ^ auch lesenswert / ^ zuletzt / ^ thema auf / ^ bildergalerie / ^ alternativen zum
    ^ articles similaires / ^ articles liés / ^ articles connexes / ^ sur le même / ^ sur le meme / ^ à lire / ^ a lire / ^ lire aussi / ^ lisez aussi / ^ lire la suite / ^ vous aimerez / ^ vous pourriez / ^ plus d articles / ^ articles récents / ^ les plus lus / ^ dans la même / ^ voir aussi / ^ dernières actualités / ^ derniers articles / ^ autres articles / ^ nos derniers / ^ similaire / = similaire / ^ à voir aussi / ^ en lien avec
    ^ relacionado / ^ relacionada / ^ noticias relacionadas / ^ artículos relacionados / ^ entradas relacionadas / ^ lee también / ^ lea también / ^ leer más / ^ leer también / ^ te puede interesar / ^ le puede interesar / ^ también te / ^ también le / ^ más noticias / ^ más leídas / ^ lo más / ^ lo último / ^ últimas noticias / ^ entradas recientes / ^ ver también / ^ vea también / ^ te recomendamos / ^ contenido relacionado / ^ más sobre / ^ más en / ^ más de / ^ seguir leyendo / ^ noticias recientes / ^ mira también / ^ además lea
    ^ relacionados / ^ posts relacionados / ^ artigos relacionados / ^ notícias relacionadas / ^ matérias relacionadas / ^ leia também / ^ leia mais / ^ veja também / ^ saiba mais / ^ mais lidas / ^ as mais lidas / ^ últimas notícias / ^ posts recentes / ^ você também / ^ você pode gostar / ^ mais sobre / ^ continue lendo / ^ notícias recentes / ^ mais notícias
    ^ correlati / ^ articoli correlati / ^ articoli simili / ^ leggi anche / ^ leggi tutto / ^ potrebbe interessarti / ^ potrebbero interessarti / ^ ti potrebbe / ^ altri articoli / ^ ultime notizie / ^ articoli recenti / ^ più letti / ^ i più letti / ^ vedi anche / ^ continua a leggere
    ^ gerelateerd / ^ gerelateerde / ^ lees ook / ^ lees verder / ^ lees meer / ^ meer over / ^ meer nieuws / ^ recente berichten / ^ meest gelezen / ^ ook interessant / ^ bekijk ook / ^ laatste nieuws / ^ andere artikelen
    ^ похожие / ^ читайте также / ^ читайте еще / ^ читайте ещё / ^ читать далее / ^ смотрите также / ^ по теме / ^ материалы по теме / ^ ещё по теме / ^ еще по теме / ^ другие новости / ^ другие материалы / ^ последние новости / ^ популярное / ^ самое читаемое / ^ свежие записи / ^ рекомендуем / ^ новости по теме / ^ главные новости / ^ главное сегодня / ^ лента новостей / ^ новости партнеров / ^ новости партнёров / ^ топ новости / ^ вам может / ^ сейчас читают / ^ читайте по теме / ^ ранее по теме / ^ схожі / ^ читайте також / ^ останні новини / ^ ұқсас / ^ тағы оқыңыз / ^ соңғы жаңалықтар / ^ оқи отырыңыз
    ^ podobne / ^ powiązane / ^ czytaj także / ^ czytaj też / ^ czytaj więcej / ^ przeczytaj także / ^ przeczytaj też / ^ zobacz także / ^ zobacz też / ^ najnowsze / ^ ostatnie wpisy / ^ polecane / ^ najczęściej czytane / ^ więcej na temat / ^ warto przeczytać / ^ inne artykuły / ^ ilgili / ^ benzer / ^ son yazılar / ^ relaterade / ^ läs också / ^ läs även / ^ läs mer / ^ les også / ^ lue myös / ^ læs også / ^ související / ^ čtěte také / ^ kapcsolódó / ^ citește și / ^ articole similare
    """
  ),
  (
    .tagsLine, .line,
    """
    ^ tags / ^ tag / ^ tagged / ^ tagged with / ^ tagged as / ^ categories / ^ category / ^ filed under / ^ posted in / ^ posted under / ^ topics / ^ this entry was posted / ^ this entry was tagged / ^ this post was / ^ keywords / ~ bookmark the permalink / = permalink / = uncategorized / = trackbacks
    ^ schlagworte / ^ schlagwörter / ^ schlagwort / ^ schlagworte / ^ stichworte / ^ getaggt mit / ^ getaggt / ^ eingeordnet unter / ^ kategorien / ^ kategorie / ^ abgelegt unter / ^ veröffentlicht in / ^ veröffentlicht unter / ^ verschlagwortet / ^ dieser eintrag wurde / ^ dieser beitrag wurde / ^ dieser artikel wurde / ^ themen / ^ markiert / ^ mehr lesen über / = allgemein / ^ gepostet in / ^ geschrieben in
    ^ étiquettes / ^ étiquette / ^ mots clés / ^ mots clefs / ^ classé dans / ^ catégories / ^ catégorie / ^ publié dans / ^ cette entrée a été / ^ ce contenu a été / ^ cet article a été / ^ tagué / ^ thèmes / = non classé
    ^ etiquetas / ^ etiqueta / ^ etiquetado / ^ categorías / ^ categoría / ^ archivado en / ^ publicado en / ^ publicada en / ^ esta entrada fue / ^ esta entrada se / ^ temas / = sin categoría / ^ palabras clave
    ^ marcado / ^ marcações / ^ categorias / ^ categoria / ^ arquivado em / ^ publicado em / ^ esta entrada foi / ^ este artigo foi / ^ assuntos / ^ tópicos / = sem categoria / ^ com a tag
    ^ etichette / ^ categorie / ^ archiviato in / ^ pubblicato in / ^ contrassegnato / ^ argomenti / ^ questo articolo è stato / ^ questa voce è stata / = senza categoria / ^ geplaatst in / ^ getagd / ^ onderwerpen / ^ dit bericht werd / ^ dit bericht is / = geen categorie / ^ trefwoorden
    ^ метки / ^ метка / ^ теги / ^ тэги / ^ тег / ^ рубрики / ^ рубрика / ^ категории / ^ категория / ^ запись опубликована / ^ опубликовано в / ^ размещено в / ^ ключевые слова / = без рубрики / ^ темы / ^ позначки / ^ рубрики / ^ санат / ^ белгілер / ^ тегтер
    ^ tagi / ^ otagowano / ^ kategorie / ^ kategoria / ^ opublikowany w / ^ opublikowano w / ^ zamieszczono w / ^ ten wpis został / = bez kategorii / ^ słowa kluczowe / ^ etiketler / ^ kategoriler / ^ etiket / ^ märkt / ^ taggad / ^ publicerat i / ^ stikkord / ^ avainsanat / ^ kategoriat / ^ štítky / ^ címkék / ^ etichete
    """
  ),
  (
    .cookieNotice, .line,
    """
    ~ this site uses cookies / ~ this website uses cookies / ~ we use cookies / ~ uses cookies / ^ privacy cookies / ^ cookie policy / ^ to find out more including how to control cookies / ^ close and accept / ~ cookie settings / ^ accept all / ^ accept cookies / = accept / ^ manage consent / ^ privacy overview / ^ strictly necessary cookies / = necessary / ^ do not sell my / ~ cookie preferences / = reject all
    ~ verwendet cookies / ~ verwenden cookies / ~ nutzt cookies / ~ nutzen cookies / ~ verwendung von cookies / ~ einsatz von cookies / ^ datenschutz cookies / ~ kontrolle von cookies / ^ cookie richtlinie / ^ cookie einstellungen / = alle akzeptieren / = akzeptieren / = schließen und akzeptieren / ^ datenschutzübersicht / = ablehnen
    ~ utilise des cookies / ~ utilisons des cookies / ~ utilisation de cookies / ~ utilisation des cookies / ^ confidentialité cookies / ^ confidentialité et cookies / = tout accepter / = tout refuser / = accepter / ^ politique de cookies / ^ politique relative aux cookies
    ~ utiliza cookies / ~ utilizamos cookies / ~ uso de cookies / ~ usa cookies / ~ usamos cookies / ^ privacidad y cookies / ^ política de cookies / ~ utilización de cookies / = aceptar / ^ privacidade e cookies / ~ uso de cookies / ^ aceitar / = aceitar todos
    ~ utilizza i cookie / ~ utilizza cookie / ~ usa i cookie / ~ uso dei cookie / ~ utilizziamo i cookie / ^ privacy e cookie / = accetta / ^ accetta tutti / ~ maakt gebruik van cookies / ~ gebruikt cookies / ~ gebruiken cookies / ^ privacy en cookies / ^ cookiebeleid / = accepteren
    ~ использует файлы cookie / ~ используем файлы cookie / ~ использует cookie / ~ используем cookie / ~ использование файлов cookie / ~ файлы cookie / ~ файлов cookie / = принять / = согласен / ~ używa plików cookie / ~ używamy plików cookie / ~ wykorzystuje pliki cookie / ~ korzysta z plików cookie / ~ plików cookies / ^ prywatność i pliki cookie / = akceptuję / ~ çerez / ~ använder cookies / ~ bruker informasjonskapsler / ~ käyttää evästeitä
    """
  ),
]
