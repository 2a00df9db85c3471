"""Words for random postings, in pairs of German and English. No posting of these exists."""

Pair = tuple[str, str]

OFFERS: dict[str, tuple[Pair, ...]] = {
    "job": (
        ("Pflegefachkraft auf Station 3", "Nurse on ward 3"),
        ("Elektroniker für Gebäudetechnik", "Electrician for building services"),
        ("Köchin in der Großküche", "Cook in a large kitchen"),
        ("Busfahrer im Linienverkehr", "Bus driver on regular routes"),
    ),
    "apprenticeship": (
        ("Ausbildung zur Bäckerin", "Training as a baker"),
        ("Lehrstelle im Straßenbau", "Apprenticeship in road building"),
        ("Ausbildung in der Altenpflege", "Training in geriatric care"),
    ),
    "internship": (
        ("Praktikum in der Werkstatt", "Internship in the workshop"),
        ("Schnuppertage im Labor", "Taster days in the laboratory"),
    ),
    "course": (
        ("Deutschkurs nach der Schicht", "German course after the shift"),
        ("Prüfungsvorbereitung Fachsprache", "Exam preparation for technical language"),
        ("Computerkurs für den Alltag", "Computer course for everyday life"),
    ),
    "counselling": (
        ("Beratung zur Anerkennung", "Advice on recognition"),
        ("Sprechstunde zum Aufenthalt", "Consultation on residence"),
        ("Schuldnerberatung", "Debt counselling"),
    ),
    "housing": (
        ("Dreiraumwohnung mit Balkon", "Three-room flat with a balcony"),
        ("Möbliertes Zimmer im Wohnheim", "Furnished room in a hostel"),
        ("Kleines Haus am Waldrand", "Small house at the edge of the forest"),
    ),
    "childcare_place": (
        ("Platz in der Kindertagespflege", "Place with a childminder"),
        ("Kitaplätze ab Frühjahr", "Nursery places from spring"),
    ),
    "mentoring": (
        ("Patenschaft für den Berufseinstieg", "Mentoring for the first job"),
        ("Tandem zum Sprechen", "Tandem for conversation"),
    ),
    "volunteer_group": (
        ("Begleitung zu Ämtern", "Company on visits to authorities"),
        ("Nähstube der Nachbarschaft", "Sewing room of the neighbourhood"),
    ),
    "funding": (
        ("Zuschuss für Sprachkurse im Betrieb", "Grant for language courses at work"),
        ("Förderung der Umzugskosten", "Subsidy for moving costs"),
    ),
    "information": (
        ("Wegweiser durch die ersten Wochen", "Guide through the first weeks"),
        ("Merkblatt zur Krankenversicherung", "Leaflet on health insurance"),
    ),
    "service_point": (
        ("Anlaufstelle im Bürgerhaus", "Contact point in the community centre"),
        ("Willkommensschalter", "Welcome desk"),
    ),
}

NEEDS: dict[str, tuple[Pair, ...]] = {
    "housing": (("Wohnungen für neue Kolleginnen", "Flats for new colleagues"),),
    "language_course": (("Deutschkurs am Wochenende", "German course at the weekend"),),
    "childcare_school": (("Kitaplatz für zwei Geschwister", "Nursery places for two siblings"),),
    "authority_procedure": (("Begleitung zur Anmeldung", "Company for the registration"),),
    "recognition_support": (("Hilfe beim Anerkennungsantrag", "Help with recognition forms"),),
    "family_onboarding": (("Ansprechperson für Familien", "Contact person for families"),),
    "partner_job": (("Stelle für einen Ehepartner", "Job for a spouse"),),
    "transport": (("Fahrgemeinschaft zur Frühschicht", "Car pool to the early shift"),),
    "interpreter": (("Dolmetscherin für Elterngespräche", "Interpreter for parents’ evenings"),),
    "intercultural_training": (("Training für Schichtleitungen", "Training for shift leaders"),),
    "recruitment_partner": (("Partner für faire Anwerbung", "Partner for fair recruitment"),),
    "mentor": (("Patin für einen Auszubildenden", "Mentor for an apprentice"),),
    "premises": (("Raum für einen Sprachkurs", "Room for a language course"),),
    "anti_discrimination_advice": (("Beratung für unser Team", "Advice for our team"),),
    "other": (("Fahrräder für den Arbeitsweg", "Bicycles for the way to work"),),
}

QUALIFIERS: tuple[Pair, ...] = (
    ("", ""),
    ("ab sofort", "from now on"),
    ("am Abend", "in the evening"),
    ("mit Kinderbetreuung", "with childcare"),
    ("für Familien", "for families"),
    ("in der Innenstadt", "in the town centre"),
    ("auf dem Land", "in the country"),
    ("ohne Wartezeit", "without waiting"),
    ("für Einsteiger", "for beginners"),
    ("in Teilzeit", "part-time"),
    ("kostenlos und vertraulich", "free and confidential"),
    ("nahe am Bahnhof", "close to the station"),
)

SENTENCES: dict[str, tuple[Pair, ...]] = {
    "arrival": (
        ("Wir helfen beim Anmelden im Rathaus.", "We help you register at the town hall."),
    ),
    "residence_law": (
        (
            "Fragen zu Visum und Aufenthaltstitel sind willkommen.",
            "Ask us about visas and permits.",
        ),
    ),
    "language": (("Gelernt wird in kleinen Gruppen.", "Classes are small."),),
    "recognition": (
        ("Bitte Zeugnisse und Übersetzungen mitbringen.", "Please bring certificates."),
    ),
    "work_training": (
        ("Die Einarbeitung begleitet eine erfahrene Kollegin.", "An experienced colleague helps."),
    ),
    "entrepreneurship": (
        ("Auch kleine Ideen verdienen einen Geschäftsplan.", "Small ideas deserve a plan, too."),
    ),
    "housing": (("Die Häuser haben Keller und Fahrradraum.", "The houses have a cellar."),),
    "childcare_education": (
        ("Die Gruppe spielt täglich draußen im Garten.", "The group plays outside every day."),
    ),
    "health": (("Eine Hausärztin nimmt neue Patienten auf.", "A doctor takes new patients."),),
    "family": (("Der Nachzug der Familie wird mitgedacht.", "Families are kept in mind."),),
    "mobility_digital": (
        ("Der Bus hält stündlich vor der Tür.", "The bus stops in front of the door hourly."),
    ),
    "sport_culture_leisure": (
        ("Danach singen, kochen oder spielen wir zusammen.", "Later we sing, cook or play."),
    ),
    "participation": (
        ("Nachbarinnen und Nachbarn machen gerne mit.", "Neighbours are glad to join in."),
    ),
    "diversity_protection": (
        ("Jeder Mensch wird hier mit Respekt behandelt.", "Everybody is treated with respect."),
    ),
}

CLOSINGS: tuple[Pair, ...] = (
    ("Rufen Sie einfach an.", "Simply give us a call."),
    ("Schreiben Sie uns eine E-Mail.", "Write us an e-mail."),
    ("Die Plätze sind begrenzt.", "Places are limited."),
    ("Wir sprechen mehrere Sprachen.", "We speak several languages."),
    ("Treffpunkt ist das Bürgerbüro in der Schulstraße.", "We meet at the citizens’ office."),
    ("Übungsräume und Bücher stehen bereit.", "Rooms and books are provided."),
    ("Ein Fußweg führt über die Brücke.", "A footpath leads across the bridge."),
    ("Bei Regen treffen wir uns in der Turnhalle.", "When it rains we meet in the gym."),
)

NAMES = ("Ahorn", "Birke", "Distel", "Eiche", "Falke", "Ginster", "Hirsch", "Igel", "Kiebitz")
TRADES: dict[str, str] = {
    "company": "Werkstätten",
    "education_provider": "Lernhaus",
    "housing_provider": "Wohnbau",
    "migrant_organisation": "Verein",
    "welfare_association": "Hilfswerk",
    "club": "Club",
    "municipality": "Bürgerservice",
    "health_provider": "Praxis",
}
