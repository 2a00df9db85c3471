"""Who takes part in the demo. Everybody here is invented; `.example` belongs to nobody."""

from dataclasses import dataclass, field

PASSWORD = "willkommen-hier"  # noqa: S105 - printed by `make run`, for the demo only

ADMINISTRATOR = ("admin@portal.example", "Alex", "Verwalter")


@dataclass(frozen=True)
class DemoOrganisation:
    """`members` are address, first name, last name and role; `curates` the keys of an office."""

    name: str
    kind: str
    seat: str
    about: str
    members: tuple[tuple[str, str, str, str], ...]
    sector: str = ""
    size: str = ""
    languages: tuple[str, ...] = ("de",)
    phone: str = ""
    verification: str = "verified"
    curates: tuple[str, ...] = field(default=())


ORGANISATIONS = (
    DemoOrganisation(
        name="Amt für Wirtschaft und Ankommen Altenburger Land (Demo)",
        kind="county",
        seat="16077001",
        about="Wir bringen Unternehmen, Gemeinden und neue Nachbarn im Kreis zusammen.",
        members=(("amt@altenburgerland.example", "Anke", "Amsel", "owner"),),
        size="medium",
        languages=("de", "en"),
        curates=("16077",),
    ),
    DemoOrganisation(
        name="Kreisstelle Willkommen Greiz (Demo)",
        kind="county",
        seat="16076022",
        about="Erste Adresse für Betriebe und Zugezogene im Landkreis.",
        members=(("amt@greiz.example", "Emil", "Elster", "owner"),),
        size="medium",
        languages=("de", "en", "ru"),
        curates=("16076",),
    ),
    DemoOrganisation(
        name="Welcome Center Otterufer (Demo)",
        kind="welcome_centre",
        seat="16052000",
        about="Beratung aus einer Hand: Arbeit, Wohnen, Behörden, Familie.",
        members=(("amt@gera.example", "Gesa", "Gimpel", "owner"),),
        size="small",
        languages=("de", "en", "uk", "ar"),
        curates=("16052",),
    ),
    DemoOrganisation(
        name="Klinik am Kastanienhof (Demo)",
        kind="company",
        seat="16077001",
        about="Krankenhaus mit 240 Betten. Ab Herbst kommen Pflegekräfte aus dem Ausland zu uns.",
        members=(
            ("personal@kastanienhof.example", "Hanna", "Habicht", "owner"),
            ("team@kastanienhof.example", "Karim", "Kranich", "editor"),
        ),
        sector="Q",
        size="large",
        languages=("de", "en"),
        phone="+49 3447 5550100",
    ),
    DemoOrganisation(
        name="Metallbau Silberdistel (Demo)",
        kind="company",
        seat="16076087",
        about="Wir schweißen, biegen und montieren; vier unserer Teams sprechen Ukrainisch.",
        members=(("buero@silberdistel.example", "Mara", "Milan", "owner"),),
        sector="C",
        size="medium",
        languages=("de", "uk"),
    ),
    DemoOrganisation(
        name="Sprachschule Zugvogel (Demo)",
        kind="education_provider",
        seat="16052000",
        about="Deutschkurse von A1 bis C1, auch am Abend und passend zum Schichtplan.",
        members=(("schule@zugvogel.example", "Selma", "Storch", "owner"),),
        sector="P",
        size="small",
        languages=("de", "en", "ar", "tr"),
    ),
    DemoOrganisation(
        name="Wohnungsgenossenschaft Lindenwinkel (Demo)",
        kind="housing_provider",
        seat="16077032",
        about="Bezahlbare Wohnungen und eine Hausgemeinschaft, die hilft.",
        members=(("post@lindenwinkel.example", "Walter", "Wiedehopf", "owner"),),
        sector="L",
        size="small",
    ),
    DemoOrganisation(
        name="Verein Vielklang (Demo)",
        kind="migrant_organisation",
        seat="16052000",
        about="Chor, Kochabende und Begleitung zu Ämtern.",
        members=(("hallo@vielklang.example", "Leila", "Lerche", "owner"),),
        languages=("de", "ar", "fa", "en"),
    ),
    DemoOrganisation(
        name="Pflegedienst Morgentau (Demo)",
        kind="company",
        seat="16077043",
        about="Ambulante Pflege im Westen des Kreises.",
        members=(("leitung@morgentau.example", "Rita", "Rohrsänger", "owner"),),
        sector="Q",
        size="small",
        verification="pending",
    ),
)

LOG_INS = (
    ("HR-Person", "personal@kastanienhof.example"),
    ("Kollege", "team@kastanienhof.example"),
    ("Zuständige Stelle Altenburger Land", "amt@altenburgerland.example"),
    ("Zuständige Stelle Greiz", "amt@greiz.example"),
    ("Sprachschule", "schule@zugvogel.example"),
    ("Administration", ADMINISTRATOR[0]),
)
