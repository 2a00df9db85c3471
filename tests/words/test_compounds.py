"""German compounds are taken apart where we know their parts, and nothing else is."""

import pytest

from offers.words import compounds
from offers.words.folding import words_of
from offers.words.normaliser import inner_stems, part_stems, stem

# Each with its last part; written down before the list of parts was.
COMPOUNDS = """
Sprachkurs kurs
Deutschkurs kurs
Integrationskurs kurs
Mietwohnung wohnung
Werkswohnung wohnung
Sozialwohnung wohnung
Ferienwohnung wohnung
Dreizimmerwohnung wohnung
Wohnungssuche suche
Wohnungsmarkt markt
Wohnungsbaugesellschaft gesellschaft
Wohnungsgenossenschaft genossenschaft
Mietvertrag vertrag
Mietkosten kosten
Kitaplatz platz
Kindergartenplatz platz
Kindertagespflege pflege
Kindertagesstätte stätte
Kinderbetreuung betreuung
Ganztagsschule schule
Grundschule schule
Berufsschule schule
Volkshochschule schule
Sprachschule schule
Musikschule schule
Schulplatz platz
Schulanmeldung anmeldung
Ausbildungsplatz platz
Ausbildungsbetrieb betrieb
Arbeitsplatz platz
Arbeitsvertrag vertrag
Arbeitserlaubnis erlaubnis
Arbeitsagentur agentur
Arbeitgeber geber
Praktikumsplatz platz
Stellenangebot angebot
Jobmesse messe
Jobcenter center
Pflegefachkraft fachkraft
Pflegedienst dienst
Altenpflege pflege
Krankenpflege pflege
Krankenhaus haus
Krankenversicherung versicherung
Hausarzt arzt
Kinderarzt arzt
Zahnarzt arzt
Frauenarzt arzt
Facharzt arzt
Hebammensprechstunde sprechstunde
Ausländerbehörde behörde
Meldebehörde behörde
Einwohnermeldeamt amt
Standesamt amt
Jugendamt amt
Sozialamt amt
Aufenthaltstitel titel
Aufenthaltserlaubnis erlaubnis
Aufenthaltsrecht recht
Familiennachzug nachzug
Familienzusammenführung zusammenführung
Familienberatung beratung
Schuldnerberatung beratung
Rechtsberatung beratung
Migrationsberatung beratung
Asylberatung beratung
Anerkennungsberatung beratung
Berufsberatung beratung
Gründungsberatung beratung
Existenzgründung gründung
Beratungsstelle stelle
Anerkennungsstelle stelle
Anlaufstelle stelle
Meldestelle stelle
Führerschein schein
Fahrschule schule
Fahrgemeinschaft gemeinschaft
Busverbindung verbindung
Fahrradwerkstatt werkstatt
Sportverein verein
Fußballverein verein
Kulturverein verein
Nachbarschaftshilfe hilfe
Flüchtlingshilfe hilfe
Hausaufgabenhilfe hilfe
Sprachcafé cafe
Begegnungscafé cafe
Sprachpartner partner
Sprachprüfung prüfung
Sprachniveau niveau
Sprachmittler mittler
Behördengang gang
Behördenbegleitung begleitung
Willkommenspaket paket
Frauengruppe gruppe
Elterncafé cafe
Elterngeld geld
Kindergeld geld
Wohngeld geld
Bankkonto konto
Steuererklärung erklärung
Computerkurs kurs
Schwimmkurs kurs
Nähkurs kurs
Kochkurs kurs
Alphabetisierungskurs kurs
Fachsprachkurs kurs
Berufssprachkurs kurs
Onlinekurs kurs
Abendkurs kurs
Diskriminierungsschutz schutz
Ehrenamtsbörse börse
Umzugskosten kosten
Umzugshilfe hilfe
Unternehmensgründung gründung
Handwerkskammer kammer
Handelskammer kammer
Lehrstelle stelle
Teilzeitstelle stelle
Minijob job
Schichtarbeit arbeit
Frühschicht schicht
Stadtbibliothek bibliothek
Bürgerbüro büro
Gemeindehaus haus
Familienzentrum zentrum
Mehrgenerationenhaus haus
"""

WHOLE = """
Altenburg Behörde gesamt Verantwortung Beratung Anmeldung Arbeiter Kinder Kurse Familie Termin
Angebot Wohnung Wohnungen Häuser Straße Schule Schulen Ausbildung Anerkennung Aufenthalt
Begleitung Betreuung Bildung Unterstützung Information Integration Gesundheit Nachbarschaft
Gesellschaft Genossenschaft Gemeinde Verein Vereine Kollegin Kolleginnen Mitarbeiterin Pflege
Prüfung Versicherung Verwaltung Vermittlung Übersetzung Dolmetscherin Zeugnis Unternehmen
Bewerbung Erfahrung Freizeit Gründung Förderung Teilnahme Diskriminierung Ukraine Thüringen
Meuselwitz Schmölln Deutschland Kurse Platz Plätze Miete Mieter Kosten Möbel Garten Gärten Zimmer
Bahnhof Bibliothek Computer Internet Interesse Materialien Orientierung Konto Steuern Hebamme
Impfung Apotheke Sprechen Mittwoch Samstag kostenlos gemeinsam vertraulich mehrsprachig
ehrenamtlich willkommen arbeiten lernen wohnen melden beantragen Schülerin Lehrerin Erzieherin
Bürgerin Freunde Eltern Partner Partnerin Restaurant Landkreis Kommune
"""


def folded(word: str) -> str:
    return words_of(word)[0]


def test_nearly_all_compounds_of_our_field_are_found_by_their_last_part() -> None:
    pairs = [line.split() for line in COMPOUNDS.strip().splitlines()]
    missed = [
        word for word, last in pairs if stem(folded(last), "de") not in inner_stems(folded(word))
    ]
    assert len(pairs) > 100
    assert len(missed) <= len(pairs) * 0.05, missed


def test_other_words_are_left_whole() -> None:
    cut = [word for word in WHOLE.split() if compounds.parts_inside(folded(word))]
    assert cut == []


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Wohnungsbaugesellschaft", ("wohnung", "bau", "gesellschaft")),
        ("Wohnungssuche", ("wohnung", "such")),
        ("Frauengruppen", ("frau", "grupp")),
        ("Yogakurs", ()),
        ("Kurs", ()),
        ("Kurse", ()),
        ("x" * 60, ()),
        ("kurs" * 15, None),
    ],
)
def test_all_parts_are_known_or_none(word: str, parts: tuple[str, ...] | None) -> None:
    found = part_stems(folded(word))
    assert parts is None or found == tuple(stem(part, "de") for part in parts)


def test_a_head_says_what_it_is_whatever_stands_before_it() -> None:
    assert inner_stems("yogakurs") == {stem("kurs", "de")}
    assert inner_stems("eingewohnung") == set()
    assert inner_stems("verwohnung") == set()
