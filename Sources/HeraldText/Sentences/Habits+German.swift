extension Habits {
  static let german = Habits(
    [
      .leading: """
      z.B d.h u.U i.d.R i.d i.A i.H.v i.S m.E o.g s.o s.u v.a bspw bzw evtl ggf ggfs inkl exkl max min mind sog vgl
      zzgl abzgl insb insbes lt betr bez allg kath ev Hrsg Dipl Ing Fa Hr Hrn Fr Frl geb verh verw Abt Frhr Mag med
      jur phil rer nat habil dent theol h.c Präs Gen Oberst Hptm Ltn Sr z.Zt z.Hd d.J vorm stellv Kl Bhf Reg-Bez
      Reg.-Bez röm dt engl frz russ amerik ehem versch einschl ausschl
      """,
      .beforeNumber: """
      Nr Nrn Art Abs Abb Abschn Bd Bde Kap Tab Ziff Aufl Jg Hausnr Tel S Hbf Rn lit Vers Anm Ausg Str Apr Jan Feb Febr
      Mär Aug Sept Sep Okt Nov Dez
      """,
      .trailing: """
      Jh Jhd Jhdt Jahrh Mio Mrd Bio Tsd Std Min Sek Stk Stck v.Chr n.Chr Chr u.a e.V str pl d.M a.M a.d i.Br b.w k.A
      Jan Feb Febr Apr Aug Sep Sept Okt Nov Dez Mo Di Mi Do Sa Nachf Gebr Ges Co
      """,
      .ending: "usw usf uvm u.v.m u.Ä u.ä o.Ä o.ä u.dgl u.s.w ff",
    ],
    starters: """
      ab aber alle allein allem allerdings als also am an andere anders anfangs anschließend auch auf aus außerdem
      bald bei beide bereits besonders bis bisher da dabei dadurch dafür dagegen daher damit danach daneben dann daran
      darauf daraus darin darum darunter das dass davon davor dazu dem demnach den denn dennoch der derzeit des
      deshalb dessen deswegen die dies diese diesem diesen dieser dieses doch dort drei du durch ebenfalls ebenso eher
      eigentlich ein eine einem einen einer eines einige einst endlich er erst es etwa etwas euch fast früher fünf für
      ganz gegen gestern gleichzeitig hat hatte heute hier hinter hinzu ich ihm ihn ihnen ihr ihre ihrem ihren ihrer
      im immer in infolge inzwischen ist jede jeder jedes jedoch jemand jetzt kein keine keiner kürzlich laut man
      manche mehr mehrere mein meine mit mitte morgen nach nachdem natürlich neben nicht nichts nie niemand noch nun
      nur ob obwohl oder oft ohne schließlich schon sechs sehr seit seitdem sein seine seinem seinen seiner seither
      sich sie sieben sind so sobald sodass sogar solche sollte somit sondern sonst später statt stattdessen trotz
      trotzdem über überall übrigens um und uns unser unsere unter viele vielleicht vier vom von vor vorher während
      wann war waren warum was weder wegen weil weiter weitere weiterhin welche wenig wenige wenn wer werden wie
      wieder wir wird wo wohl wollte wurde wurden zehn zu zudem zuerst zuletzt zum zunächst zur zurzeit zusammen zuvor
      zwar zwei zwischen zwölf
      """,
    sayings: """
      sagte sagt fragte fragt erklärte betonte meinte rief antwortete schrieb ergänzte berichtete fügte mahnte warnte
      """,
    openers: "am im um seit bis gegen ab vom zum zwischen nach vor in")

  /// German writes ordinals with a full stop (`am 3. Mai`, `der 2. Weltkrieg`). Words that may stand before one.
  static let beforeOrdinal = set(
    """
    der die das den dem des am im vom zum zur beim ins ans ein eine einen einem einer eines ihr ihre ihren ihrem ihrer
    ihres sein seine seinen seinem seiner seines unser unsere unserem unseren unserer mein meine meinem meinen meiner
    jeder jede jedes jeden jedem dieser diese dieses diesen diesem und oder bis ab seit zu pro vor nach auf aus mit
    montag dienstag mittwoch donnerstag freitag samstag sonntag kein keine als platz
    """)
}
