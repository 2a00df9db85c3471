"""Finding: what belongs together by the rule, just inside and just outside, from both sides."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from offers.matching import conditions
from offers.matching.enums import Condition
from offers.postings.enums import Reach, State, Visibility
from offers.postings.models import Need, Posting, last_moment
from partners.accounts.models import User
from partners.organisations.enums import Verification
from partners.organisations.models import Office, Organisation
from partners.territories.geography import EARTH_RADIUS_KM
from tests import cast
from tests.cast import territory
from tests.matching.steps import found_from
from tests.postings.builders import need, offer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("owner")]

ALTENBURG, MEUSELWITZ, WEIDA = "16077001", "16077032", "16076079"
DAY = date(2040, 10, 1)
NEXT_DAY = DAY + timedelta(days=1)
Changes = dict[str, Any]


def check(wanted: Need, supply: Posting, failing: Condition | None) -> None:
    """Both sides find each other unless this one condition fails, and the explanation agrees."""
    pair = (wanted.pk, supply.pk)
    assert (pair in found_from(wanted)) == (failing is None), "from the need"
    assert (pair in found_from(supply)) == (failing is None), "from the offer"
    verdicts = conditions.explain(wanted, supply)
    assert [verdict.condition for verdict in verdicts] == list(Condition)
    failed = [verdict.condition for verdict in verdicts if not verdict.holds]
    assert failed == ([failing] if failing else [])


def area(*keys: str) -> Changes:
    return {"reach": Reach.TERRITORIES, "territories": keys, "place": None}


TOPICS = [
    (["housing"], ["housing"], True),
    (["housing", "health"], ["language", "health"], True),
    (["housing", "health"], ["language", "family"], False),
]
AREA = [
    (ALTENBURG, {"place": ALTENBURG}, True),
    (ALTENBURG, {"place": MEUSELWITZ}, False),
    (ALTENBURG, area("16077"), True),
    (WEIDA, area("16077"), False),
    (WEIDA, area("16077", "16076"), True),
    (WEIDA, area("16"), True),
    (WEIDA, area("16077001", "16077032"), False),
    (MEUSELWITZ, area("16077001", "16077032"), True),
    (WEIDA, {"reach": Reach.EVERYWHERE, "place": None}, True),
    (WEIDA, {"reach": Reach.EVERYWHERE, "place": ALTENBURG}, True),
]
AUDIENCES = [
    ([], [], True),
    (["women"], [], True),
    ([], ["women"], True),
    (["women", "students"], ["students", "founders"], True),
    (["women"], ["students", "founders"], False),
]
LANGUAGES = [
    ([], [], True),
    (["de"], [], True),
    ([], [("de", "B1")], True),
    ([("de", "A1")], [("de", "C2")], True),
    (["ar", ("de", "A1")], [("de", "B1"), ("de", "B2")], True),
    (["ar"], ["de", "uk"], False),
]
TIME = [
    ({"expires_on": DAY}, {"starts_on": None}, True),
    ({"expires_on": DAY}, {"starts_on": DAY}, True),
    ({"expires_on": DAY}, {"starts_on": NEXT_DAY}, False),
    ({"starts_on": DAY}, {"expires_on": DAY}, True),
    ({"starts_on": NEXT_DAY}, {"expires_on": DAY}, False),
    ({"starts_on": DAY, "expires_on": DAY}, {"starts_on": DAY, "expires_on": DAY}, True),
]


@pytest.mark.parametrize(("wanted", "offered", "fits"), TOPICS)
def test_they_share_a_topic(
    company: Organisation, joinery: Organisation, wanted: list, offered: list, fits: bool
) -> None:
    pair = (
        need(company, State.PUBLISHED, topics=wanted),
        offer(joinery, State.PUBLISHED, topics=offered),
    )
    check(*pair, None if fits else Condition.TOPICS)


@pytest.mark.parametrize(("place", "offered", "fits"), AREA)
def test_the_area_covers_the_place_of_the_need(
    company: Organisation, joinery: Organisation, place: str, offered: Changes, fits: bool
) -> None:
    pair = (
        need(company, State.PUBLISHED, place=place),
        offer(joinery, State.PUBLISHED, **offered),
    )
    check(*pair, None if fits else Condition.AREA)


@pytest.mark.parametrize(("kilometres", "fits"), [(9.9999, True), (10.0001, False)])
def test_a_radius_ends_where_it_says(
    company: Organisation, joinery: Organisation, kilometres: float, fits: bool
) -> None:
    move(ALTENBURG, 51.0)
    move(MEUSELWITZ, 51.0 + kilometres / (EARTH_RADIUS_KM * 3.141592653589793 / 180))
    pair = (
        need(company, State.PUBLISHED, place=MEUSELWITZ),
        offer(joinery, State.PUBLISHED, place=ALTENBURG, reach=Reach.RADIUS, radius_km=10),
    )
    check(*pair, None if fits else Condition.AREA)


def test_a_radius_around_a_place_without_coordinates_reaches_that_place(
    company: Organisation, joinery: Organisation
) -> None:
    around = offer(joinery, State.PUBLISHED, reach=Reach.RADIUS, radius_km=100)
    check(need(company, State.PUBLISHED), around, None)
    check(need(company, State.PUBLISHED, place=MEUSELWITZ), around, Condition.AREA)


def test_a_city_county_is_one_place_whichever_of_its_keys_is_named(
    company: Organisation, joinery: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its five-digit key as area covers its eight-digit key as place."""
    for ags in ("16051", "16051000"):
        monkeypatch.setitem(cast.PLACES, ags, "Erfurt")
    wanted = need(company, State.PUBLISHED, place="16051000")
    check(wanted, offer(joinery, State.PUBLISHED, **area("16051")), None)
    check(wanted, offer(joinery, State.PUBLISHED, **area("16077")), Condition.AREA)


@pytest.mark.parametrize(("wanted", "offered", "fits"), AUDIENCES)
def test_one_names_no_audience_or_they_share_one(
    company: Organisation, joinery: Organisation, wanted: list, offered: list, fits: bool
) -> None:
    pair = (
        need(company, State.PUBLISHED, audiences=wanted),
        offer(joinery, State.PUBLISHED, audiences=offered),
    )
    check(*pair, None if fits else Condition.AUDIENCES)


@pytest.mark.parametrize(("wanted", "offered", "fits"), LANGUAGES)
def test_one_names_no_language_or_they_share_one_whatever_the_level(
    company: Organisation, joinery: Organisation, wanted: list, offered: list, fits: bool
) -> None:
    pair = (
        need(company, State.PUBLISHED, languages=wanted),
        offer(joinery, State.PUBLISHED, languages=offered),
    )
    check(*pair, None if fits else Condition.LANGUAGES)


@pytest.mark.parametrize(("wanted", "offered", "fits"), TIME)
def test_neither_begins_after_the_last_day_of_the_other(
    company: Organisation, joinery: Organisation, wanted: Changes, offered: Changes, fits: bool
) -> None:
    pair = (
        need(company, State.PUBLISHED, **wanted),
        offer(joinery, State.PUBLISHED, **offered),
    )
    check(*pair, None if fits else Condition.TIME)


@pytest.mark.parametrize("state", sorted(set(State) - {State.PUBLISHED}))
def test_both_are_on_show(company: Organisation, joinery: Organisation, state: State) -> None:
    """An expired one is not, whether or not the scheduler has taken it off."""
    wanted, offered = need(company, State.PUBLISHED), offer(joinery, State.PUBLISHED)
    check(need(company, state), offered, Condition.NEED_PUBLISHED)
    check(wanted, offer(joinery, state), Condition.SUPPLY_PUBLISHED)


@pytest.mark.parametrize(("days", "fits"), [(0, True), (-1, False)])
def test_on_the_last_day_it_is_still_on_show(
    company: Organisation, joinery: Organisation, days: int, fits: bool
) -> None:
    today = timezone.localdate()
    wanted = need(company, State.PUBLISHED)
    offered = offer(joinery, State.PUBLISHED, expires_on=today)
    Posting.objects.filter(pk=offered.pk).update(
        expire_at=last_moment(today + timedelta(days=days))
    )
    offered.refresh_from_db()
    check(wanted, offered, None if fits else Condition.SUPPLY_PUBLISHED)


def test_nobody_is_matched_with_herself(company: Organisation) -> None:
    pair = need(company, State.PUBLISHED), offer(company, State.PUBLISHED)
    check(*pair, Condition.ORGANISATION)


# --- Who may see what -------------------------------------------------------------------------

# How an organisation stands: its verification, and the territory whose office it is.
STANDING = {
    "pending": (Verification.PENDING, ""),
    "refused": (Verification.REFUSED, ""),
    "verified": (Verification.VERIFIED, ""),
    "office of the town": (Verification.VERIFIED, ALTENBURG),
    "office of the county": (Verification.VERIFIED, "16077"),
    "office of the state": (Verification.VERIFIED, "16"),
    "office of the next county": (Verification.VERIFIED, "16076"),
    "office no longer verified": (Verification.REFUSED, "16077"),
}
OFFICES_ABOVE = {"office of the town", "office of the county", "office of the state"}
SEEING = {
    Visibility.EVERYONE: set(STANDING),
    Visibility.VERIFIED: {*OFFICES_ABOVE, "verified", "office of the next county"},
    Visibility.OFFICES: OFFICES_ABOVE,
}


@pytest.mark.parametrize("standing", STANDING)
@pytest.mark.parametrize("visibility", SEEING)
def test_each_may_see_the_other(
    company: Organisation, joinery: Organisation, visibility: Visibility, standing: str
) -> None:
    """The clinic's posting is shown to some; the joinery stands among them or not."""
    verification, ags = STANDING[standing]
    Organisation.objects.filter(pk=joinery.pk).update(verification=verification)
    if ags:
        Office.objects.create(organisation=joinery, territory=territory(ags))
    joinery.refresh_from_db()
    sees = standing in SEEING[visibility]
    check(
        need(company, State.PUBLISHED, visibility=visibility),
        offer(joinery, State.PUBLISHED),
        None if sees else Condition.NEED_VISIBLE,
    )
    check(
        need(joinery, State.PUBLISHED),
        offer(company, State.PUBLISHED, visibility=visibility),
        None if sees else Condition.SUPPLY_VISIBLE,
    )


def test_the_place_decides_whose_office_sees_it_and_not_the_seat(
    company: Organisation, office_elsewhere: User
) -> None:
    """The clinic's seat lies in Altenburger Land, the flat is wanted in Greiz."""
    wanted = need(company, State.PUBLISHED, place=WEIDA, visibility=Visibility.OFFICES)
    offered = offer(office_elsewhere.organisations.get(), State.PUBLISHED, place=WEIDA)
    check(wanted, offered, None)


def move(ags: str, lat: float) -> None:
    place = territory(ags)
    place.lat, place.lon = lat, 12.4
    place.save()
