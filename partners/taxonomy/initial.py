"""The vocabularies a new database starts with: slug, German name, English name.

Topics, audiences and organisation kinds are the portal's own;
sectors are the sections of WZ 2008 (Statistisches Bundesamt); languages are BCP 47 codes with
the names that Unicode CLDR gives them. Administrators edit the names later; slugs stay.
The names in all further languages lie in `names/`, a file for each language.
"""

import json
from pathlib import Path
from typing import Any

Entry = tuple[str, str, str]
Names = dict[tuple[str, str], str]

NAMES_DIR = Path(__file__).parent / "names"

INITIAL: dict[str, list[Entry]] = {
    "topic": [
        ("arrival", "Ankommen und Behörden", "Arrival and authorities"),
        ("residence_law", "Aufenthalt und Recht", "Residence and legal matters"),
        ("language", "Sprache", "Language"),
        ("recognition", "Anerkennung von Abschlüssen", "Recognition of qualifications"),
        ("work_training", "Arbeit und Ausbildung", "Work and vocational training"),
        ("entrepreneurship", "Gründung und migrantische Ökonomie", "Start-ups and migrant economy"),
        ("housing", "Wohnen und Wohnumfeld", "Housing and neighbourhood"),
        ("childcare_education", "Kita, Schule und Bildung", "Childcare, school and education"),
        ("health", "Gesundheit und Pflege", "Health and care"),
        ("family", "Familie und Nachzug", "Family and family reunification"),
        (
            "mobility_digital",
            "Mobilität, Alltag und Digitales",
            "Mobility, everyday life and digital access",
        ),
        ("sport_culture_leisure", "Sport, Kultur und Freizeit", "Sport, culture and leisure"),
        (
            "participation",
            "Teilhabe, Ehrenamt, Nachbarschaft",
            "Participation, volunteering, neighbourhood",
        ),
        (
            "diversity_protection",
            "Vielfalt und Schutz vor Diskriminierung",
            "Diversity and protection from discrimination",
        ),
    ],
    "audience": [
        ("employees", "Beschäftigte", "Employees"),
        ("job_seekers", "Arbeitsuchende", "Job seekers"),
        ("apprentices", "Auszubildende", "Apprentices"),
        ("students", "Studierende", "Students"),
        ("families_partners", "Familien und Partner", "Families and partners"),
        ("children_youth", "Kinder und Jugendliche", "Children and young people"),
        ("refugees", "Geflüchtete", "Refugees"),
        ("eu_citizens", "EU-Bürgerinnen und -Bürger", "EU citizens"),
        ("women", "Frauen", "Women"),
        ("skilled_workers_abroad", "Fachkräfte im Ausland", "Skilled workers abroad"),
        ("founders", "Gründerinnen und Gründer", "Founders"),
        ("hr_staff", "Personalverantwortliche", "HR staff"),
        ("managers_teams", "Führungskräfte und Teams", "Managers and teams"),
        ("municipal_staff", "Beschäftigte der Kommunen", "Municipal staff"),
        ("volunteers", "Ehrenamtliche", "Volunteers"),
    ],
    "offer_kind": [
        ("job", "Arbeitsplatz", "Job"),
        ("apprenticeship", "Ausbildungsplatz", "Apprenticeship"),
        ("internship", "Praktikum", "Internship"),
        ("course", "Kurs", "Course"),
        ("counselling", "Beratung", "Counselling"),
        ("housing", "Wohnung", "Housing"),
        ("childcare_place", "Betreuungsplatz", "Childcare place"),
        ("mentoring", "Patenschaft und Mentoring", "Mentoring"),
        ("volunteer_group", "Ehrenamtliche Gruppe", "Volunteer group"),
        ("funding", "Förderung", "Funding"),
        ("information", "Information", "Information"),
        ("service_point", "Anlaufstelle", "Service point"),
    ],
    "need_kind": [
        ("housing", "Wohnraum", "Housing"),
        ("language_course", "Sprachkurs", "Language course"),
        ("childcare_school", "Kita- oder Schulplatz", "Childcare or school place"),
        ("authority_procedure", "Begleitung bei Behörden", "Help with authorities"),
        ("recognition_support", "Hilfe bei der Anerkennung", "Help with recognition"),
        ("family_onboarding", "Ankommen der Familie", "Arrival of the family"),
        ("partner_job", "Arbeit für Partnerin oder Partner", "Job for the partner"),
        ("transport", "Mobilität", "Transport"),
        ("interpreter", "Dolmetschen", "Interpreter"),
        ("intercultural_training", "Interkulturelles Training", "Intercultural training"),
        ("recruitment_partner", "Partner für die Anwerbung", "Recruitment partner"),
        ("mentor", "Patin oder Pate", "Mentor"),
        ("premises", "Räume", "Premises"),
        (
            "anti_discrimination_advice",
            "Beratung gegen Diskriminierung",
            "Anti-discrimination advice",
        ),
        ("other", "Anderes", "Other"),
    ],
    "event_kind": [
        ("network_meeting", "Netzwerktreffen", "Network meeting"),
        ("training", "Schulung", "Training"),
        ("info_session", "Informationsveranstaltung", "Information event"),
        ("welcome", "Willkommensveranstaltung", "Welcome event"),
        ("job_fair", "Jobmesse", "Job fair"),
        ("open_day", "Tag der offenen Tür", "Open day"),
        ("language_cafe", "Sprachcafé", "Language café"),
        ("advice_day", "Beratungstag", "Advice day"),
        ("conference", "Fachtag", "Conference"),
        ("culture_leisure", "Kultur, Sport, Fest", "Culture, sport, festivity"),
        ("other", "Anderes", "Other"),
    ],
    "organisation_kind": [
        ("company", "Unternehmen", "Company"),
        ("municipality", "Gemeinde oder Stadt", "Municipality"),
        ("county", "Landkreis", "County"),
        ("municipal_association", "Kommunaler Verband", "Municipal association"),
        ("economic_development", "Wirtschaftsförderung", "Economic development"),
        ("welcome_centre", "Welcome Center", "Welcome centre"),
        ("immigration_office", "Ausländerbehörde", "Immigration office"),
        ("employment_agency", "Agentur für Arbeit", "Employment agency"),
        ("jobcentre", "Jobcenter", "Jobcentre"),
        ("chamber", "Kammer", "Chamber"),
        ("recognition_body", "Anerkennungsstelle", "Recognition body"),
        ("advice_network", "Beratungsnetzwerk", "Advice network"),
        ("education_provider", "Bildungsträger", "Education provider"),
        ("childcare_school", "Kita oder Schule", "Childcare or school"),
        ("welfare_association", "Wohlfahrtsverband", "Welfare association"),
        ("migrant_organisation", "Migrantenorganisation", "Migrant organisation"),
        ("club", "Verein", "Club"),
        ("health_provider", "Gesundheits- oder Pflegeeinrichtung", "Health or care provider"),
        ("housing_provider", "Wohnungsanbieter", "Housing provider"),
        ("employer_association", "Arbeitgeberverband", "Employers’ association"),
        ("union", "Gewerkschaft", "Trade union"),
        ("state_authority", "Landesbehörde", "State authority"),
    ],
    "sector": [
        ("A", "Land- und Forstwirtschaft, Fischerei", "Agriculture, forestry and fishing"),
        ("B", "Bergbau und Gewinnung von Steinen und Erden", "Mining and quarrying"),
        ("C", "Verarbeitendes Gewerbe", "Manufacturing"),
        ("D", "Energieversorgung", "Electricity, gas, steam and air conditioning supply"),
        (
            "E",
            "Wasserversorgung; Abwasser- und Abfallentsorgung",
            "Water supply; sewerage, waste management",
        ),
        ("F", "Baugewerbe", "Construction"),
        (
            "G",
            "Handel; Instandhaltung und Reparatur von Kraftfahrzeugen",
            "Wholesale and retail trade; vehicle repair",
        ),
        ("H", "Verkehr und Lagerei", "Transportation and storage"),
        ("I", "Gastgewerbe", "Accommodation and food service"),
        ("J", "Information und Kommunikation", "Information and communication"),
        ("K", "Finanz- und Versicherungsdienstleistungen", "Financial and insurance activities"),
        ("L", "Grundstücks- und Wohnungswesen", "Real estate activities"),
        (
            "M",
            "Freiberufliche, wissenschaftliche und technische Dienstleistungen",
            "Professional, scientific and technical activities",
        ),
        ("N", "Sonstige wirtschaftliche Dienstleistungen", "Administrative and support services"),
        (
            "O",
            "Öffentliche Verwaltung, Verteidigung; Sozialversicherung",
            "Public administration and defence; social security",
        ),
        ("P", "Erziehung und Unterricht", "Education"),
        ("Q", "Gesundheits- und Sozialwesen", "Human health and social work"),
        ("R", "Kunst, Unterhaltung und Erholung", "Arts, entertainment and recreation"),
        ("S", "Sonstige Dienstleistungen", "Other service activities"),
        ("T", "Private Haushalte", "Households as employers"),
        ("U", "Exterritoriale Organisationen", "Extraterritorial organisations"),
    ],
    "language": [
        ("de", "Deutsch", "German"),
        ("de-simple", "Leichte Sprache", "Easy German"),
        ("en", "Englisch", "English"),
        ("uk", "Ukrainisch", "Ukrainian"),
        ("ar", "Arabisch", "Arabic"),
        ("tr", "Türkisch", "Turkish"),
        ("fa", "Persisch", "Persian"),
        ("ru", "Russisch", "Russian"),
        ("pl", "Polnisch", "Polish"),
        ("ro", "Rumänisch", "Romanian"),
        ("bg", "Bulgarisch", "Bulgarian"),
        ("hr", "Kroatisch", "Croatian"),
        ("sr", "Serbisch", "Serbian"),
        ("sq", "Albanisch", "Albanian"),
        ("fr", "Französisch", "French"),
        ("es", "Spanisch", "Spanish"),
        ("pt", "Portugiesisch", "Portuguese"),
        ("it", "Italienisch", "Italian"),
        ("el", "Griechisch", "Greek"),
        ("hu", "Ungarisch", "Hungarian"),
        ("vi", "Vietnamesisch", "Vietnamese"),
        ("kmr", "Kurmandschi (Kurdisch)", "Kurmanji (Kurdish)"),
        ("ckb", "Sorani (Kurdisch)", "Sorani (Kurdish)"),
        ("ti", "Tigrinya", "Tigrinya"),
        ("so", "Somali", "Somali"),
        ("ps", "Paschtu", "Pashto"),
        ("prs", "Dari", "Dari"),
        ("hi", "Hindi", "Hindi"),
        ("fil", "Filipino", "Filipino"),
        ("zh-Hans", "Chinesisch", "Chinese"),
    ],
    # What makes co-operation of companies and municipalities work, in the order of building it up.
    "factor": [
        ("networks", "Netzwerke", "Networks"),
        ("infrastructure", "Infrastruktur", "Infrastructure"),
        ("information", "Information", "Information"),
        ("location_marketing", "Standortmarketing", "Location marketing"),
        ("integration_process", "Integration als ein Prozess", "Integration as one process"),
    ],
}


def initial_names() -> dict[str, Names]:
    """By language: what each term of `INITIAL`, known by vocabulary and slug, is called in it."""
    german: Names = {}
    english: Names = {}
    for vocabulary, entries in INITIAL.items():
        for slug, in_german, in_english in entries:
            german[vocabulary, slug] = in_german
            english[vocabulary, slug] = in_english
    return {"de": german, "en": english} | {
        path.stem: _read(path) for path in sorted(NAMES_DIR.glob("*.json"))
    }


def _read(path: Path) -> Names:
    vocabularies: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return {
        (vocabulary, slug): name
        for vocabulary, names in vocabularies.items()
        for slug, name in names.items()
    }


def add_missing_names(term_model: Any, name_model: Any) -> None:
    """Names the initial terms in languages in which they have none.

    What administrators wrote stays as it is. The models are passed in because migrations, which
    know older ones, call this too.
    """
    named = set(name_model.objects.values_list("term_id", "language"))
    ids = {
        (vocabulary, slug): pk
        for pk, vocabulary, slug in term_model.objects.values_list("pk", "vocabulary", "slug")
    }
    name_model.objects.bulk_create(
        name_model(term_id=ids[term], language=language, name=name)
        for language, names in initial_names().items()
        for term, name in names.items()
        if term in ids and (ids[term], language) not in named
    )
