extension Habits {
  static let french = Habits(
    [
      .leading: """
      dr pr mgr M MM Mmes Mlles Mgr Me Mes Pr Ste Sts Stes cf env p.ex c.-à-d c.à.d boul bd Bd Fbg fbg Gal Gén Cdt Lt
      Adj Brig apr av resp dép arr Hte éd dir coll trad R.P S.E S.M Vve
      """,
      .beforeNumber: "n° no No vol chap art al pp p fig tél éd ann par livr t § num sect",
      .trailing: """
      av.J.-C apr.J.-C J.-C S.A.R.L janv févr fév juill sept oct nov déc bld Sté Éts
      """,
      .ofName: "Cie",
      .ending: "etc",
    ],
    starters: """
      à afin ailleurs ainsi alors après au aucun aucune aujourd'hui auparavant aussi aussitôt autant autour autre
      autres autrefois aux avant avec bien bientôt c' car ce ceci cela celle celles celui cependant certains certaines
      ces cet cette ceux chacun chaque chez cinq combien comme comment contre d' dans de dehors déjà demain depuis
      derrière des désormais deux devant dix donc dont du durant elle elles en encore enfin ensuite entre est et hier
      huit ici il ils j' jamais je jusqu' l' la là le les leur leurs lors lorsque lorsqu' lui ma mais malgré me même
      mes moi moins mon n' ne neuf ni non nos notre notamment nous on or où ou oui outre par parce parfois parmi pas
      pendant personne peu peut plus plusieurs plutôt pour pourquoi pourtant près presque puis puisque qu' quand quant
      quatre que quel quelle quelles quelques quels qui quoi quoique rien s' sa sans selon sept ses seul seule seules
      seuls si sinon six soit son souvent sous surtout sur tandis tant tel telle toujours tous tout toute toutefois
      toutes très trois trop un une vers voici voilà vos votre vous y
      """,
    sayings: """
      dit demande demandé déclaré déclare explique expliqué ajoute ajouté affirme affirmé répond répondu lance lancé
      souligne s'interroge s'exclame note précise raconte
      """,
    openers: "à en vers le depuis dès avant après au du jusqu' entre")
}
