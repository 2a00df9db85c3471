"""Finding postings: what the answer holds, how it is paged, and what is refused."""

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from offers.postings.enums import Reach, State, Visibility
from partners import limits
from partners.accounts.models import User
from partners.organisations.models import Organisation
from partners.territories.models import Postcode, Territory
from tests.api.conftest import Program
from tests.cast import organisation, territory
from tests.postings.builders import need, offer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("owner")]

NEXT_YEAR = timezone.localdate() + timedelta(days=365)


@pytest.fixture
def flat(company: Organisation) -> object:
    return offer(
        company,
        State.PUBLISHED,
        title="Wohnung am Park",
        languages=[("de", "B1"), "en"],
        audiences=["families_partners"],
        texts={"en": "Flat at the park"},
        expires_on=NEXT_YEAR,
    )


def put(ags: str, lat: float, lon: float) -> Territory:
    place = territory(ags)
    Territory.objects.filter(ags=ags).update(lat=lat, lon=lon)
    return place


def ids(answer: dict) -> list[int]:
    return [result["id"] for result in answer["results"]]


def test_a_result_has_all_that_a_program_needs(program: Program, flat, company) -> None:
    (result,) = program.ask("offers/")["results"]
    published = result.pop("published_at")
    assert date.fromisoformat(published[:10]) == timezone.localdate()
    assert result == {
        "id": flat.pk,
        "url": f"http://testserver/en/offers/{flat.pk}/",
        "kind": "information",
        "title": "Flat at the park",
        "summary": "In short.",
        "text_language": "en",
        "text_origin": "human",
        "text_stale": False,
        "topics": ["housing"],
        "audiences": ["families_partners"],
        "languages": [{"language": "de", "level": "B1"}, {"language": "en", "level": None}],
        "place": {"ags": "16077001", "name": "Altenburg", "county": "Altenburger Land"},
        "territory": {"ags": "16077", "name": "Altenburger Land", "county": None},
        "organisation": {"slug": company.slug, "name": company.name, "verified": True},
        "expires_on": str(NEXT_YEAR),
    }


def test_the_page_behind_a_result_is_there(program: Program, flat) -> None:
    (result,) = program.ask("offers/")["results"]
    assert program.get(urlsplit(result["url"]).path).status_code == 200


def test_the_parameter_wins_over_the_header(program: Program, flat) -> None:
    (result,) = program.ask("offers/", lang="de")["results"]
    assert (result["title"], result["text_language"]) == ("Wohnung am Park", "de")
    assert "/de/" in result["url"]


def test_without_a_place_the_territory_is_the_first_it_serves(program: Program, company) -> None:
    offer(
        company,
        State.PUBLISHED,
        place=None,
        reach=Reach.TERRITORIES,
        territories=["16077", "16076"],
    )
    offer(company, State.PUBLISHED, place=None, reach=Reach.EVERYWHERE)
    remote, served = program.ask("offers/")["results"]
    assert (remote["place"], remote["territory"]) == (None, None)
    assert (served["place"], served["territory"]["name"]) == (None, "Greiz")


def test_counts_come_only_when_asked_for(program: Program, flat) -> None:
    assert list(program.ask("offers/")) == ["count", "next", "previous", "results"]
    answer = program.ask("offers/", facets="true")
    assert list(answer) == ["count", "next", "previous", "facets", "results"]
    assert answer["facets"]["level"] == {"B1": 1}
    assert set(answer["facets"]) == {
        *("topic", "kind", "audience", "language", "level", "remote", "territory")
    }


# --- Near -------------------------------------------------------------------------------


def test_near_alone_sorts_and_says_how_far(program: Program, company) -> None:
    put("16077001", 51.0, 12.4)
    put("16077032", 51.05, 12.3)
    far = offer(company, State.PUBLISHED, place="16077032")
    here = offer(company, State.PUBLISHED)
    nowhere = offer(company, State.PUBLISHED, place=None, reach=Reach.EVERYWHERE)
    answer = program.ask("offers/", near="16077001")
    assert ids(answer) == [here.pk, far.pk, nowhere.pk]
    assert [result["distance_km"] for result in answer["results"]] == [0.0, 8.9, None]


def test_a_radius_looks_at_the_place_alone(program: Program, company) -> None:
    put("16077001", 51.0, 12.4)
    put("16077032", 51.05, 12.3)
    offer(company, State.PUBLISHED, place="16077032")
    offer(company, State.PUBLISHED, place=None, reach=Reach.EVERYWHERE)
    assert program.ask("offers/", near="16077001", radius=8)["count"] == 0
    assert program.ask("offers/", near="16077001", radius=9)["count"] == 1


def test_a_postcode_means_the_nearest_of_its_places(program: Program, company) -> None:
    for place in (put("16077001", 51.0, 12.4), put("16077032", 51.05, 12.3)):
        Postcode.objects.create(code="04600", territory=place)
    offer(company, State.PUBLISHED, place="16077032")
    (result,) = program.ask("offers/", near="04600", radius=1)["results"]
    assert result["distance_km"] == 0.0


# --- Words ------------------------------------------------------------------------------


def test_a_word_in_the_title_counts_more(program: Program, company) -> None:
    title = offer(company, State.PUBLISHED, title="Deutschkurs am Abend")
    offer(company, State.PUBLISHED, title="Etwas anderes")
    body = offer(company, State.PUBLISHED, body="Mit Deutschkursen und Kaffee.")
    assert ids(program.ask("offers/", q="deutschkurs")) == [title.pk, body.pk]
    assert ids(program.ask("offers/", q="deutschkurs", ordering="newest")) == [body.pk, title.pk]
    assert ids(program.ask("offers/", q="deutschkurs abend")) == [title.pk]


# --- Paging -----------------------------------------------------------------------------


@pytest.mark.parametrize("ordering", ["newest", "expires", "distance", "relevance"])
def test_pages_follow_one_another_and_lead_back(program: Program, company, ordering) -> None:
    put("16077001", 51.0, 12.4)
    for number in range(7):
        placed = {"place": "16077001" if number % 3 else None, "reach": Reach.EVERYWHERE}
        offer(company, State.PUBLISHED, title="Wohnung", **placed)
    asked = {"near": "16077001", "q": "wohnung", "ordering": ordering}
    whole = ids(program.ask("offers/", **asked))
    pages = [program.ask("offers/", **asked, page_size=3)]
    while pages[-1]["next"]:
        pages.append(program.get(pages[-1]["next"]).json())
    assert [pk for page in pages for pk in ids(page)] == whole
    assert pages[0]["previous"] is None
    assert program.get(pages[2]["previous"]).json()["results"] == pages[1]["results"]
    assert program.get(pages[1]["previous"]).json() == pages[0]
    assert {page["count"] for page in pages} == {7}


def test_what_is_new_does_not_shift_the_pages(program: Program, company) -> None:
    first = [offer(company, State.PUBLISHED).pk for _number in range(4)]
    page = program.ask("offers/", page_size=2)
    offer(company, State.PUBLISHED)
    assert ids(program.get(page["next"]).json()) == [first[1], first[0]]


def test_a_cursor_of_another_order_is_refused(program: Program, company) -> None:
    for _number in range(2):
        offer(company, State.PUBLISHED)
    onward = program.ask("offers/", page_size=1)["next"]
    refused = program.get(f"{onward}&ordering=expires")
    assert refused.status_code == 400
    assert list(refused.json()) == ["cursor"]


@pytest.mark.parametrize("path", ["offers/", "needs/", "organisations/", "territories/"])
def test_the_number_of_queries_is_fixed(program: Program, company, path: str) -> None:
    counted = {"facets": "true"} if path in ("offers/", "needs/") else {}

    def queries(size: int) -> int:
        with CaptureQueriesContext(connection) as context:
            assert len(program.ask(path, page_size=size, **counted)["results"]) == size
        return len(context)

    for number in range(5):
        made = {"place": "16077032", "languages": ["de"], "audiences": ["women"]}
        offer(company, State.PUBLISHED, **made)
        need(company, State.PUBLISHED, **made)
        organisation(f"Haus {number}", "company", "16076079")
    assert queries(1) == queries(4)


# --- Who sees what ----------------------------------------------------------------------


def test_counts_and_facets_keep_secrets_too(
    program_of: Callable[[User | None], Program], company, other_company, office, office_elsewhere
) -> None:
    need(company, State.PUBLISHED, visibility=Visibility.VERIFIED, topics=["health"])
    need(company, State.PUBLISHED, visibility=Visibility.OFFICES, topics=["language"])
    seen = {
        name: program_of(person).ask("needs/", facets="true")
        for name, person in {
            "visitor": None,
            "verified": other_company,
            "elsewhere": office_elsewhere,
            "office": office,
        }.items()
    }
    assert {name: answer["count"] for name, answer in seen.items()} == {
        "visitor": 0,
        "verified": 1,
        "elsewhere": 1,
        "office": 2,
    }
    assert seen["visitor"]["facets"]["topic"] == {}
    assert seen["verified"]["facets"]["topic"] == {"health": 1}
    assert seen["office"]["facets"]["topic"] == {"health": 1, "language": 1}


def test_an_organisation_that_is_not_verified_is_not_betrayed(program: Program, company) -> None:
    Organisation.objects.filter(pk=company.pk).update(verification="pending")
    refused = program.get("/api/v1/offers/", {"organisation": company.slug})
    assert refused.status_code == 400
    assert company.slug not in refused.json()["organisation"][0].partition("Did you")[2]


# --- What is refused --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "field", "hint"),
    [
        ("topik=housing", "topik", "“topic”"),
        ("utm_source=mail", "utm_source", "no parameter"),
        ("topic=housin", "topic", "“housing”"),
        ("kind=jobs", "kind", "“job”"),
        ("level=B4", "level", "“B"),
        ("territory=16078", "territory", "“16077”"),
        ("organisation=klinikum", "organisation", "“klinikum-musterstadt”"),
        ("lang=eng", "lang", "“en”"),
        ("ordering=new", "ordering", "“newest”"),
        ("remote=yes", "remote", "“"),
        ("near=16077", "near", "“16077"),
        ("radius=5", "radius", "near"),
        ("ordering=distance", "ordering", "near"),
        ("ordering=relevance", "ordering", "“q”"),
        ("near=16077001&radius=0", "radius", "1"),
        ("near=16077001&radius=501", "radius", "500"),
        ("near=16077001&near=16077032", "near", "once"),
        ("page_size=0", "page_size", "1"),
        ("page_size=101", "page_size", "100"),
        ("valid_on=31.12.2026", "valid_on", "date"),
        ("valid_on=2026-02-30", "valid_on", "date"),
        ("cursor=abc", "cursor", "cursor"),
        ("q=%3F%21", "q", "no word"),
        ("&".join(f"topic=t{number}" for number in range(21)), "topic", "20"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(
    program: Program, company, query: str, field: str, hint: str
) -> None:
    territory("16077032")
    refused = program.get(f"/api/v1/offers/?{query}")
    assert refused.status_code == 400, refused.content
    assert list(refused.json()) == [field]
    assert any(hint in message for message in refused.json()[field]), refused.json()


@pytest.mark.parametrize("path", ["territories/", "organisations/", "topics/", "audiences/"])
def test_the_other_lists_are_as_strict(program: Program, path: str) -> None:
    for query in ("foo=1", "lang=xx", "page_size=0", "page_size=x", "cursor=abc"):
        refused = program.get(f"/api/v1/{path}?{query}")
        assert refused.status_code == 400, query
        assert list(refused.json()) == [query.partition("=")[0]]


def test_a_missing_slash_is_forgiven(program: Program, flat) -> None:
    answer = program.get("/api/v1/offers?topic=housing", follow=True)
    assert answer.json()["count"] == 1


@pytest.mark.postgres
def test_what_takes_too_long_is_ended(program: Program, flat, monkeypatch) -> None:
    def sleep() -> None:
        with limits.bounded(0.05), connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(1)")

    with pytest.raises(limits.TooExpensive):
        sleep()
    assert program.ask("offers/")["count"] == 1
