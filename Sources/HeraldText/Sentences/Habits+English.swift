extension Habits {
  static let english = Habits(
    [
      .leading: """
      Mx Messrs Gen Lt Col Maj Capt Sgt Cpl Cmdr Cmd Adm Brig Pvt Rev Hon Pres Sen Sens Rep Reps Gov Govs Atty Supt
      Insp Det Fr Msgr Mt Mts Ft Pt viz v approx est ext incl Dist Assoc Asst Vice-Pres Amb Ald Pfc Spc Ens Comdr
      """,
      .beforeNumber: """
      No Nos no nos num sec secs ch chap chaps figs ver ex eq ed Rte Hwy Sect Vol Apt Ste Bldg Rm cl op
      """,
      .trailing: """
      co D.C Dept Univ Assn Intl Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri
      Sat U.S U.K U.N E.U U.S.A U.S.S.R ft lb lbs oz sq hr hrs st
      """,
      .ofName: """
      LLC PLC Esq Ph.D M.D B.A M.A Ave Blvd Rd Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich
      Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Vt Va Wash Wis Wyo Ont Que
      """,
    ],
    starters: """
      a about above across after afterwards all almost along already also although among an and another any anyone are
      as asked at authorities because before behind below besides between beyond both but by can could critics despite
      did do does doing during each earlier either elsewhere even eventually every everyone everything experts few
      finally first five following for former four from further given had has have having he her here hers his how
      however hundreds i i'd i'll i'm i've if in indeed inside instead investigators is isn't it it's its just last
      late later let like many maybe meanwhile millions more moreover most much my nearly neither never nevertheless
      next no nobody none nonetheless nor not nothing now of officers officials often on once one only opponents or
      other others otherwise our outside over overall people perhaps police please prices prosecutors rather recently
      reporters researchers residents rescuers scientists separately seven several she should similarly since six so
      some someone sometimes soon still such supporters ten than thanks that that's the their them then there there's
      therefore these they they're this those though thousands three through throughout thus to today together
      tomorrow tonight too two under unless unlike until up was we we're were what when where whereas whether which
      while who whoever whose why with within without witnesses workers would yes yesterday yet you your
      """,
    sayings: """
      said says asked asks told added adds wrote writes replied explained noted continued recalled insisted warned
      argued shouted cried answered whispered joked wondered exclaimed demanded remarked laughed tweeted posted
      """,
    openers: "at in on by from since until till before after around about between as during of")
}
