extension Habits {
  static let spanish = Habits(
    [
      .leading: """
      sr sra sres srta dr dra gral lic ing Sr Sra Sres Sras Srta Srtas D Dª Dña Dra Dres Dras Profa Lic Licda Ing Arq
      Gral Cap Cnel Tte Sgto Alm Sta Sto Stos Mons Excmo Excma Ilmo Ilma Hno Hna Fco Mª Ma Pte Pdte Avda Av Pza Plza
      Ctra Pº c/ p.ej v.gr aprox Admón Dpto Depto Dep Fdo Rev Fr Pbro ej
      """,
      .beforeNumber: "no núm núms n.º nº pág págs art arts cap vol t tel tfno fig apdo párr inc ed km lám No",
      .trailing: """
      EE.UU EEUU UU a.C d.C J.C S.A.R S.L C.V C.A Ud Uds Vd Vds ene feb abr jun jul ago sept oct nov dic hab min seg
      lun mié jue vie sáb dom JJ.OO RR.HH FF.AA CC.OO N.Y
      """,
      .ofName: "Cía Ltda Hnos",
      .ending: "etc",
      .clock: "a.m p.m hrs h m",
    ],
    starters: """
      a acaso actualmente además adiós ahí ahora al algo alguien algún alguna algunas algunos allí ambas ambos ante
      anteriormente antes antier aquel aquella aquellas aquellos aquí así aún aun aunque ayer bajo bien cada casi
      cerca cinco como cómo con contra cual cualquier cuando cuándo cuánto cuántos cuatro cuya de debido dentro desde
      después detrás diez donde dónde dos durante e el él ella ellas ello ellos en encima entonces entre era eran es
      esa esas ese eso esos esta está están estaba estas este esto estos finalmente frente fue fueron gracias ha había
      hace hacia han hasta hay hoy igualmente incluso la las le les lo los luego mañana más me mediante menos mi
      mientras mis mucha muchas mucho muchos muy nada nadie ni ningún ninguna ninguno no nos nosotros nueve nuestra
      nuestro nunca o ocho otra otras otro otros para pero poco pocos por porque posteriormente primero pronto pues
      qué que quién quien quienes quizá quizás se sea según seis ser si sí siempre siete sin sino sobre solo sólo su
      sus tal también tampoco tan tanto te tenía tiene toda todas todavía todo todos tras tres tu tú un una unas unos
      usted ustedes varias varios y ya yo
      """,
    sayings: """
      dijo dice afirmó declaró explicó añadió señaló preguntó respondió contestó aseguró advirtió insistió exclamó
      comentó apuntó agregó gritó recordó
      """,
    openers: "a en de desde hasta el hacia sobre antes después entre para por")
}
