"""A wrong oracle is worthless: here it answers for worlds small enough to see the answer.

The story: a clinic in Altenburg looks for flats for nurses who speak Turkish or Polish; a housing
company from Weida, verified, offers some in Altenburger Land, with papers in Polish.
"""

from datetime import date
from typing import Any

import pytest

from tests.matching.oracle import CONDITIONS, Oracle

TODAY = date(2026, 7, 1)
YESTERDAY = date(2026, 6, 30)

ALTENBURG, MEUSELWITZ, WEIDA, FAR, NOWHERE = (
    "16077001",
    "16077032",
    "16076079",
    "09172111",
    "16077999",
)


def make_world(need: dict[str, Any], supply: dict[str, Any]) -> dict[str, Any]:
    points = {
        ALTENBURG: (50.985, 12.434),
        MEUSELWITZ: (51.044, 12.300),  # 11.5 km from Altenburg
        WEIDA: (50.774, 12.060),  # 35.2 km from Altenburg
        FAR: (47.63, 13.0),
        NOWHERE: None,
    }
    territories = {key: {"level": 60, "point": point} for key, point in points.items()}
    for key in (*need["territories"], *supply["territories"]):
        territories.setdefault(key, {"level": 40, "point": None})
    return {
        "territories": territories,
        "organisations": {
            "clinic": {"verified": True, "seat": ALTENBURG},
            "flats": {"verified": True, "seat": WEIDA},
            "pending": {"verified": False, "seat": WEIDA},
        },
        "offices": {},
        "areas": {},
        "postings": [need, supply],
    }


def make_need(**changes: Any) -> dict[str, Any]:
    return {
        "id": 1,
        "model": "need",
        "organisation": "clinic",
        "topics": {"housing"},
        "audiences": {"employees"},
        "spoken": {("tr", "B1"), ("pl", "")},
        "place": ALTENBURG,
        "reach": "place",
        "radius": 5,
        "territories": [FAR],
        "curated": ALTENBURG,
        "visibility": "everyone",
        "live": True,
        "closed": False,
        "starts_on": None,
        "until": date(2026, 8, 31),
    } | changes


def make_supply(**changes: Any) -> dict[str, Any]:
    return make_need(
        id=2,
        model="offer",
        organisation="flats",
        topics={"housing", "arrival"},
        spoken={("pl", "A2")},
        place=None,
        reach="territories",
        territories=["16077"],
        curated=WEIDA,
    ) | dict(changes)


def failing(need: dict[str, Any], supply: dict[str, Any], **world: Any) -> set[str]:
    oracle = Oracle(make_world(need, supply) | world, TODAY)
    found = oracle.failing(need, supply)
    assert oracle.pairs() == (set() if found else {(need["id"], supply["id"])})
    assert found <= set(CONDITIONS)
    return found


def test_the_two_of_the_story_match() -> None:
    assert failing(make_need(), make_supply()) == set()


@pytest.mark.parametrize(
    ("side", "changes", "expected"),
    [
        # Topics: one in common is enough, none is never enough.
        ("supply", {"topics": {"arrival", "health"}}, {"topics"}),
        ("need", {"topics": {"health"}}, {"topics"}),
        ("need", {"topics": {"health", "arrival"}}, set()),
        # Audiences.
        ("supply", {"audiences": {"students"}}, {"audiences"}),
        ("supply", {"audiences": {"students", "employees"}}, set()),
        ("supply", {"audiences": set()}, set()),
        ("need", {"audiences": set()}, set()),
        # Languages: whatever the level.
        ("supply", {"spoken": {("de", "B1")}}, {"languages"}),
        ("supply", {"spoken": {("de", "B1"), ("tr", "A1")}}, set()),
        ("supply", {"spoken": set()}, set()),
        ("need", {"spoken": set()}, set()),
        # Area: the supply's, never the need's.
        ("supply", {"territories": ["16"]}, set()),
        ("supply", {"territories": [ALTENBURG]}, set()),
        ("supply", {"territories": ["16076", MEUSELWITZ]}, {"area"}),
        ("supply", {"territories": ["16076", "16077"]}, set()),
        ("need", {"reach": "everywhere", "place": FAR}, {"area"}),
        ("need", {"reach": "territories", "territories": ["16"], "place": FAR}, {"area"}),
        ("supply", {"reach": "everywhere"}, set()),
        ("supply", {"reach": "place", "place": ALTENBURG}, set()),
        ("supply", {"reach": "place", "place": MEUSELWITZ}, {"area"}),
        ("supply", {"reach": "place", "place": None}, {"area"}),
        ("supply", {"reach": "territories", "place": ALTENBURG, "territories": [FAR]}, {"area"}),
        ("supply", {"reach": "radius", "place": MEUSELWITZ, "radius": 10}, {"area"}),
        ("supply", {"reach": "radius", "place": MEUSELWITZ, "radius": 25}, set()),
        ("supply", {"reach": "radius", "place": WEIDA, "radius": 25}, {"area"}),
        ("supply", {"reach": "radius", "place": WEIDA, "radius": 50}, set()),
        ("supply", {"reach": "radius", "place": NOWHERE, "radius": 100}, {"area"}),
        # Time: days are inclusive.
        ("supply", {"starts_on": date(2026, 8, 31)}, set()),
        ("supply", {"starts_on": date(2026, 9, 1), "until": date(2026, 12, 1)}, {"time"}),
        ("need", {"starts_on": date(2026, 8, 31)}, set()),
        ("need", {"starts_on": date(2026, 9, 1), "until": date(2026, 12, 1)}, {"time"}),
        ("need", {"starts_on": date(2026, 9, 1), "until": None}, {"time"}),
        ("supply", {"starts_on": YESTERDAY}, set()),
        ("supply", {"starts_on": TODAY, "until": None}, set()),
        # Published.
        ("need", {"live": False}, {"need_published"}),
        ("need", {"closed": True}, {"need_published"}),
        ("need", {"until": TODAY}, set()),
        ("need", {"until": YESTERDAY}, {"need_published"}),
        ("supply", {"live": False}, {"supply_published"}),
        ("supply", {"closed": True}, {"supply_published"}),
        ("supply", {"until": TODAY}, set()),
        ("supply", {"until": YESTERDAY}, {"supply_published"}),
        ("supply", {"until": None}, set()),
        # Organisation.
        ("supply", {"organisation": "clinic"}, {"organisation"}),
        ("supply", {"organisation": "pending"}, set()),
        ("need", {"organisation": "pending"}, set()),
    ],
)
def test_one_thing_changed(side: str, changes: dict[str, Any], expected: set[str]) -> None:
    need = make_need(**changes if side == "need" else {})
    supply = make_supply(**changes if side == "supply" else {})
    assert failing(need, supply) == expected


def test_a_place_without_a_point_is_reached_by_itself_only() -> None:
    here = make_need(place=NOWHERE)
    assert failing(here, make_supply(reach="radius", place=NOWHERE, radius=5)) == set()
    assert failing(here, make_supply(reach="radius", place=MEUSELWITZ, radius=100)) == {"area"}


def test_the_rest_of_a_key_is_no_prefix() -> None:
    assert failing(make_need(), make_supply(territories=["77001", "6077"])) == {"area"}
    assert failing(make_need(), make_supply(territories=[ALTENBURG + "0"])) == {"area"}


@pytest.mark.parametrize(
    ("place", "territories", "fits"),
    [
        (WEIDA, [ALTENBURG], True),
        (WEIDA, ["16077"], True),
        (WEIDA, [WEIDA], True),
        (WEIDA, ["16076"], True),  # its own key still says so
        (ALTENBURG, [WEIDA], True),
        (ALTENBURG, ["16076"], False),
        (MEUSELWITZ, [WEIDA], False),
        (WEIDA, [MEUSELWITZ], False),
    ],
)
def test_a_merged_place_is_a_part_of_the_new_one(
    place: str, territories: list[str], fits: bool
) -> None:
    need, supply = make_need(place=place), make_supply(territories=territories)
    world = make_world(need, supply)
    world["territories"][WEIDA]["into"] = ALTENBURG
    assert Oracle(world, TODAY).failing(need, supply) == (set() if fits else {"area"})


def test_windows_of_both_sides_may_miss_each_other() -> None:
    early = make_supply(starts_on=TODAY, until=date(2026, 7, 9))
    assert failing(make_need(starts_on=date(2026, 7, 10)), early) == {"time"}
    assert failing(make_need(starts_on=date(2026, 7, 9)), early) == set()


@pytest.mark.parametrize(
    ("visibility", "organisation", "offices", "fits"),
    [
        ("verified", "flats", {}, True),
        ("verified", "pending", {}, False),
        ("verified", "pending", {"16077": "pending"}, False),
        ("offices", "flats", {}, False),
        ("offices", "flats", {"16": "flats"}, True),
        ("offices", "flats", {"16077": "flats"}, True),
        ("offices", "flats", {ALTENBURG: "flats"}, True),
        ("offices", "flats", {"16076": "flats", FAR: "flats"}, False),
        ("offices", "flats", {"16077": "clinic", "16076": "flats"}, False),
        ("offices", "pending", {"16077": "pending"}, False),
        ("everyone", "pending", {}, True),
    ],
)
def test_who_may_see_a_need(
    visibility: str, organisation: str, offices: dict[str, str], fits: bool
) -> None:
    need, supply = make_need(visibility=visibility), make_supply(organisation=organisation)
    expected = set() if fits else {"need_visible"}
    assert failing(need, supply, offices=offices) == expected


def test_what_has_no_last_day_waits_for_whatever_begins() -> None:
    later = {"starts_on": date(2030, 1, 1), "until": None}
    assert failing(make_need(until=None), make_supply(**later)) == set()
    assert failing(make_need(**later), make_supply(until=None)) == set()


def test_who_may_see_a_supply_is_asked_of_the_other_side() -> None:
    """By its own key: that of its organisation's seat, where it has no place."""
    supply = make_supply(visibility="offices")
    assert failing(make_need(), supply) == {"supply_visible"}
    assert failing(make_need(), supply, offices={"16077": "clinic"}) == {"supply_visible"}
    assert failing(make_need(), supply, offices={"16076": "clinic"}) == set()
    unseen = make_supply(visibility="verified")
    assert failing(make_need(organisation="pending"), unseen) == {"supply_visible"}


def test_all_that_fails_is_named() -> None:
    need = make_need(live=False, visibility="offices", place=FAR)
    supply = make_supply(
        organisation="clinic",
        topics={"health"},
        audiences={"women"},
        spoken={("de", "")},
        starts_on=date(2027, 1, 1),
        closed=True,
        visibility="offices",
    )
    assert failing(need, supply) == set(CONDITIONS)


def test_two_needs_or_two_offers_are_no_pair() -> None:
    for make in (make_need, make_supply):
        one, other = make(id=1, organisation="clinic"), make(id=2, organisation="flats")
        assert Oracle(make_world(one, other), TODAY).pairs() == set()
