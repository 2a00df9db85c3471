"""The words of our field that German compounds are taken apart into, as data. All are folded."""

# What may stand at either place. In its shape as a word of its own, singular where there is one.
PARTS = frozenset(
    """
    abend abgabe abschluss adresse agentur akademie alltag alphabetisierung alten alter amt amter
    anerkennung angebot angehorige ankommen ankunft anlage anlauf anleiter anmeldung ansprech antrag
    antrage apotheke arbeit arbeiter arzt arzte arztin asyl aufenthalt aufgabe aufnahme ausbilder
    ausbildung ausgabe auskunft auslander auslands ausweis auszubildende auto azubi baby backerei
    bahn bank bau begegnung beglaubigung begleiter begleitung behandlung behinderung behorde
    beihilfe beirat beitrag bekleidung berater beratung bericht beruf bescheid bescheinigung besuch
    betreuung betrieb betriebe bewerber bewerbung bibliothek bildung bildungstrager borse brett buch
    bucher burger buro bus cafe center chor computer daten demokratie deutsch dienst digital diplom
    diskriminierung dolmetscher dorf drei ehe ehepartner ehrenamt einburgerung einfamilien einkauf
    einreise einrichtung einstieg einwohner einzel elektriker eltern energie englisch ergotherapie
    erklarung erlaubnis ernahrung erst erstaufnahme erstausstattung erwachsene erzieher essen
    existenz fach fachkraft fachkrafte fachperson fahr fahrer fahrrad fahrt fahrzeug familie
    familien feier ferien fern fest feuerwehr film firma flohmarkt fluchtling forderung form
    formular forum frau freiwillig freizeit fremd freund fruh fruhstuck fuhrer fussball gang ganz
    garten gast gebaude gebuhr geburt geburts gefluchtete geld gemeinde gemeinschaft generation
    genossenschaft gesellschaft gesetz gesprach gesundheit gewalt gewerbe grund grunder grundung
    gruppe gutachten gymnasium halb halle handel handwerk handwerker haus hausaufgaben hauser
    haushalt hausmeister hebamme heim heirat helfer herkunft hilfe hoch hort hotel impf impfung
    industrie info information ingenieur inklusion integration internet jahr job jugend junge kammer
    karriere karte karten kasse kenntnis kenntnisse kind kinder kindergarten kindesunterhalt kirche
    kita klasse kleider kleidung klinik klub koch kollege kommune kompetenz kontakt konto
    konversation kosten krabbel kraft krank kranken kredit kuche kultur kunst kurs kurse labor laden
    lager laufbahn lehr lehrer lehrgang leistung leiter leitung lern lese lesen leute linie
    logopadie lotse madchen manner mappe markt maschine material medien medizin mehrgenerationen
    meister melde meldung mensch mentor mentoring messe metall miete mieter migrant migration mini
    mitarbeiter mittag mittler mobel mobilitat montag moschee museum musik mutter nachbar
    nachbarschaft nachhilfe nachmittag nacht nachweis nachzug nah netz netzwerk niederlassung niveau
    notfall nummer nummern offnung online ordnung orientierung ort orts paar paket partner party
    paten patenschaft patient pendler personal pflege pflegegrad pflegekraft pflegekrafte pflicht
    physio plan platz platze politik polizei praktikum praxis preis probe problem programm projekt
    prufung psychologe psychotherapie qualifikation qualifizierung rad rat rathaus raum raume
    rechnung recht rechts reha reinigung religion rente reparatur richter rollstuhl sach sammel
    samstag schalter schein schenk schicht schichten schlosser schlussel schreib schreiner schulbuch
    schuld schuldner schule schuler schulung schutz schwanger schwangerschaft schweisser schwester
    schwimm selbst selbsthilfe seminar senior senioren service sicherheit sitz software solar sommer
    sonntag sozial spat spende spiel spielgruppe spielzeug sport sprache sprech stadt stadtteil
    standes station statte stelle stellen steuer steuern stiftung still stillen stipendium strasse
    strom stube student studien studium stunde suche tafel tag tages tandem tanz tarif tausch team
    technik techniker teil teilhabe teilzeit telefon termin test therapie ticket tisch titel tour
    training transport treff treffen treffpunkt turn ubersetzer ubersetzung ubung umwelt umzug
    universitat unterhalt unterkunft unterlagen unternehmen unternehmer unterricht unterstutzung
    urkunde urlaub vater veranstaltung verband verbindung verein vereine verfahren verkauf verkaufer
    verkehr vermieter vermittlung versicherung versorgung vertrag verwaltung video vielfalt viertel
    visum volk volks voll vollzeit voraussetzung vorbereitung vorlese vormittag vorsorge wander
    wartezeit weg wegweiser weihnacht weiterbildung welt werk werkstatt werkstatte wettbewerb
    willkommen winter wirtschaft wissen woche wochenende wohn wohnung workshop wort worter zahn zeit
    zeitung zentrum zeugnis zimmer zug zukunft zulassung zusammenfuhrung zuschuss zwei zweit
    """.split()
)
# Heads that tell by themselves what a thing is, whatever stands before them (Yoga|kurs).
HEADS = frozenset(
    """
    agentur amt arzt beratung beratungsstelle betreuung bibliothek borse buro cafe forderung gruppe
    haus hilfe job kurs lehrgang markt miete museum pflege platz praktikum praxis prufung schule
    schulung seminar sprechstunde stelle training treff treffen unterricht verein vermittlung
    versicherung wohnheim wohnung workshop zentrum zeugnis zimmer
    """.split()
)
# What looks like a first part before one of these and is none: Einge|wöhnung, folded.
NOT_BEFORE = frozenset(
    """
    ange beamt einge entge insges uber umge unter wieder zube zuruck
    """.split()
)
# Taken for one word though they could be cut: they mean something of their own.
WHOLE = frozenset(
    """
    arbeitgeber bahnhof betriebsrat bundesrat deutschland diplom fahrrad feierabend fruhstuck gesamt
    handwerk hochzeit jahrzeugnis kindergarten kindertagesstatte krankenhaus kreislauf landrat
    landrate ordnungsamt platzen stadtrat stellplatz tageszeitung verkaufer volkshochschule vorort
    vorrat vorteil vortrag werkzeug wohnort zeitraum zuhause
    """.split()
)
