"""What is stored of a match: reasons as codes and values, a score that orders, one row a pair."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from offers.matching.models import Match
from offers.matching.reasons import Words
from offers.postings.enums import Reach, State
from offers.postings.models import Need, Offer, Posting
from partners.accounts.models import User
from partners.organisations.models import Organisation
from partners.territories.geography import EARTH_RADIUS_KM
from tests.cast import territory
from tests.matching.steps import change, expand_all, found_from
from tests.postings.builders import need, offer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("owner")]

DEGREE_KM = EARTH_RADIUS_KM * 3.141592653589793 / 180
COUNTY = {"reach": Reach.TERRITORIES, "territories": ["16077"]}


@pytest.fixture(autouse=True)
def _two_towns_six_kilometres_apart(db: None) -> None:
    for ags, lat in (("16077001", 51.0), ("16077032", 51.0 + 6.24 / DEGREE_KM)):
        place = territory(ags)
        place.lat, place.lon = lat, 12.4
        place.save()


@pytest.fixture
def wanted(company: Organisation) -> Need:
    return need(
        company,
        State.PUBLISHED,
        topics=["language", "housing", "health"],
        audiences=["women", "students"],
        languages=[("de", "B1"), "ar"],
    )


def test_the_reasons_are_codes_and_values_in_one_order(wanted: Need, joinery: Organisation) -> None:
    offered = offer(
        joinery,
        State.PUBLISHED,
        topics=["housing", "language", "family"],
        audiences=["women"],
        languages=[("de", "A1"), ("de", "A2")],
        place="16077032",
        starts_on=date(2027, 10, 1),
        expires_on=date(2027, 12, 1),
        **COUNTY,
    )
    change(wanted, expires_on=date(2027, 12, 1))
    expected = [
        {"code": "topics", "values": ["language", "housing"]},
        {"code": "serves", "values": ["16077"]},
        {"code": "distance", "values": [6.2]},
        {"code": "audiences", "values": ["women"]},
        {"code": "languages", "values": ["de"]},
        {"code": "from", "values": ["2027-10-01"]},
    ]
    for posting in (wanted, offered):
        found_from(posting)
        assert Match.objects.get().reasons == expected
    words = Words([expected])
    with translation.override("en"):
        sentence = words.sentence(expected)
    assert sentence.startswith("shares: ")
    assert sentence.split(" · ")[1:3] == ["serves Altenburger Land (Landkreis)", "6 km away"]
    assert sentence.endswith(" · from 1 October 2027")


def test_what_is_not_shared_is_no_reason(company: Organisation, joinery: Organisation) -> None:
    need(company, State.PUBLISHED, audiences=["women"])
    offer(joinery, State.PUBLISHED, place=None, reach=Reach.EVERYWHERE, languages=["de"])
    expand_all()
    assert Match.objects.get().reasons == [
        {"code": "topics", "values": ["housing"]},
        {"code": "everywhere", "values": [True]},
    ]


def test_where_the_offer_has_no_place_the_smallest_territory_that_it_serves_is_named(
    company: Organisation, joinery: Organisation
) -> None:
    need(company, State.PUBLISHED)
    reach = {"reach": Reach.TERRITORIES, "territories": ["16", "16077", "16076"]}
    offer(joinery, State.PUBLISHED, place=None, **reach)
    expand_all()
    assert Match.objects.get().reasons[1] == {"code": "serves", "values": ["16077"]}


@pytest.mark.parametrize(
    ("place", "known", "values"),
    [("16077001", True, [0.0]), ("16077001", False, [0.0]), ("16077032", False, None)],
)
def test_a_distance_is_told_where_it_is_known(
    company: Organisation, joinery: Organisation, place: str, known: bool, values: list | None
) -> None:
    if not known:
        type(territory(place)).objects.update(lat=None, lon=None)
    need(company, State.PUBLISHED)
    offer(joinery, State.PUBLISHED, place=place, **COUNTY)
    expand_all()
    stored = {reason["code"]: reason["values"] for reason in Match.objects.get().reasons}
    assert stored.get("distance") == values


def test_the_score_orders_topics_then_nearness_then_audience_then_language_then_freshness(
    wanted: Need, joinery: Organisation
) -> None:
    def offered(title: str, **changes: object) -> Offer:
        return offer(joinery, State.PUBLISHED, title=title, **COUNTY | changes)

    far = {"place": "16077032"}
    plain = offered("older")
    offered("newer")
    offered("language", languages=["de"])
    offered("audience", audiences=["women"])
    offered("far", audiences=["women"], languages=["de"], **far)
    offered("nowhere", place=None, audiences=["women"], languages=["de"])
    offered("two topics", topics=["housing", "language"], **far)
    offered("three topics", topics=["housing", "language", "health", "family"], place=None)
    Posting.objects.filter(pk=plain.pk).update(
        first_published_at=timezone.now() - timedelta(days=9)
    )
    found_from(wanted)
    assert [str(match.supply) for match in Match.objects.best_first()] == [
        "three topics",
        "two topics",
        "audience",
        "language",
        "newer",
        "older",
        "far",
        "nowhere",
    ]


def test_a_change_of_either_side_writes_reasons_and_score_anew(
    wanted: Need, joinery: Organisation
) -> None:
    offered = offer(joinery, State.PUBLISHED)
    expand_all()
    before = Match.objects.get()
    change(offered, topics=["housing", "health"])
    expand_all()
    after = Match.objects.get()
    assert after.pk == before.pk
    assert after.score > before.score
    assert after.reasons[0] == {"code": "topics", "values": ["housing", "health"]}


# --- The table itself ---------------------------------------------------------------------------


def test_the_database_itself_refuses_a_second_row(pair: Match) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Match.objects.create(need=pair.need, supply=pair.supply, score=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Match.objects.bulk_create([Match(need=pair.need, supply=pair.supply, score=1)])
    assert Match.objects.count() == 1


@pytest.mark.parametrize("side", ["need", "supply"])
def test_the_database_itself_refuses_half_a_pair(pair: Match, side: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Match.objects.filter(pk=pair.pk).update(**{side: None})


def test_found_again_and_again_it_is_one_row(pair: Match, flat_wanted: Need) -> None:
    for title in ("Sechs Wohnungen", "Sieben Wohnungen"):
        change(flat_wanted, texts={"de": {"title": title, "summary": "Kurz.", "body": ""}})
        expand_all()
    assert Match.objects.get().pk == pair.pk


def test_a_posting_that_is_deleted_takes_its_matches_along(
    pair: Match, flat_offered: Offer, owner: User
) -> None:
    flat_offered.delete()
    assert not Match.objects.exists()
    expand_all()
