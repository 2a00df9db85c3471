"""The results of a list as GeoJSON for the map."""

import pytest

from offers.postings.enums import Origin, State, Visibility
from partners.territories.models import Territory
from tests.cast import territory
from tests.postings.builders import need, offer

OFFERS, NEEDS = "/de/offers/map/", "/de/needs/map/"


@pytest.fixture(autouse=True)
def altenburg(owner) -> None:
    territory("16077001")
    Territory.objects.filter(ags="16077001").update(lat=50.99, lon=12.43)


@pytest.fixture
def visitor(client_of):
    return client_of(None)


def test_a_place_names_its_results(visitor, company) -> None:
    shown = offer(company, State.PUBLISHED, title="Wohnung", texts={"en": "A flat"})
    (feature,) = visitor.get("/en/offers/map/").json()["features"]
    assert feature["id"] == "16077001"
    assert feature["geometry"] == {"type": "Point", "coordinates": [12.43, 50.99]}
    assert feature["properties"] == {
        "name": "Altenburg (Altenburger Land)",
        "count": 1,
        "label": "1 offer",
        "all": "/en/offers/?near=16077001&radius=1",
        "first": [
            {
                "title": "A flat",
                "language": "en",
                "note": "Translation",
                "url": f"/en/offers/{shown.pk}/",
            }
        ],
    }


def test_it_marks_translations_as_cards_do(visitor, company) -> None:
    by_machine = {"title": "A flat", "summary": "Short.", "body": "", "origin": Origin.MACHINE}
    shown = offer(company, State.PUBLISHED, texts={"en": by_machine})

    def note(language: str) -> str:
        (feature,) = visitor.get(f"/{language}/offers/map/").json()["features"]
        return feature["properties"]["first"][0]["note"]

    assert note("de") == ""
    assert note("en") == "Machine translation"
    shown.texts.filter(language="en").update(source_hash="of other words")
    assert note("en") == "Machine translation · outdated"


def test_it_shows_what_the_list_shows(visitor, company) -> None:
    offer(company, State.PUBLISHED, topics=["language"])
    offer(company, State.PUBLISHED, topics=["housing"])
    offer(company, topics=["language"])
    query = "?topic=language&near=16077001&ordering=distance&utm_source=x"
    found = visitor.get(OFFERS + query).json()
    assert found["count"] == found["features"][0]["properties"]["count"] == 1
    assert found["features"][0]["properties"]["all"] == (
        "/de/offers/?topic=language&near=16077001&radius=1"
    )
    assert found["features"][0]["properties"]["first"][0]["url"].endswith("?near=16077001")


def test_the_list_of_one_place_has_as_many_as_the_map_says(visitor, company) -> None:
    for _ in range(3):
        offer(company, State.PUBLISHED)
    offer(company, State.PUBLISHED, place="16077032")
    everything = visitor.get(OFFERS).json()["features"][0]["properties"]
    assert visitor.get(everything["all"]).context["result"].count == everything["count"] == 3


def test_what_has_no_place_is_told(visitor, company) -> None:
    offer(company, State.PUBLISHED, place=None, reach="everywhere")
    offer(company, State.PUBLISHED, place="16077032")  # without a point
    offer(company, State.PUBLISHED)
    found = visitor.get(OFFERS).json()
    assert (found["count"], found["unplaced"], len(found["features"])) == (3, 2, 1)
    assert "2 " in found["note"]


def test_where_nothing_is_found_it_says_so(visitor) -> None:
    found = visitor.get("/en/offers/map/").json()
    assert (found["features"], found["note"]) == ([], "Nothing to show on the map.")


def test_everybody_sees_the_needs_that_are_for_her(
    visitor, client_of, company, owner, office, office_elsewhere
) -> None:
    for visibility in Visibility:
        need(company, State.PUBLISHED, visibility=visibility)
    seen = {
        user: client_of(user).get(NEEDS).json()["count"]
        for user in (None, office_elsewhere, office, owner)
    }
    assert seen == {None: 1, office_elsewhere: 2, office: 3, owner: 3}


@pytest.mark.parametrize("query", ["near=%00", "q='\"", "radius=x", "topic=" + "x" * 5000, "q=🙂"])
def test_rubbish_breaks_nothing(visitor, query) -> None:
    assert visitor.get(f"{OFFERS}?{query}").status_code == 200


def test_nothing_can_be_posted_there(visitor) -> None:
    assert visitor.post(OFFERS).status_code == 405


def test_the_page_says_where_its_map_finds_the_same(visitor, company) -> None:
    offer(company, State.PUBLISHED, topics=["housing"])
    page = visitor.get("/de/offers/?topic=housing&utm_source=x").text
    assert 'data-map-url="/de/offers/map/?topic=housing"' in page
    assert '<script src="/static/js/map.js" defer></script>' in page
    assert "vendor/leaflet/leaflet.js" not in page.split("</head>")[0]
