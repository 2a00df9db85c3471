"""Matches follow what changes; answers are kept; what comes back comes silently."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from offers.matching import actions as matching
from offers.matching import expansion
from offers.matching.enums import MatchState, Side
from offers.matching.models import Match
from offers.postings import actions as postings
from offers.postings.areas import Area
from offers.postings.enums import Reach, State, Visibility
from offers.postings.models import Need, Offer
from offers.postings.tasks import publish_scheduled
from partners.accounts.models import User
from partners.organisations import actions as organisations
from partners.organisations.models import Office, Organisation
from partners.outbox.models import OutboxRow
from tests.cast import territory
from tests.matching.steps import change, expand_all, found_from, pairs, told
from tests.postings.builders import need, offer, publish

pytestmark = pytest.mark.django_db

Change = Callable[[], object]


def follow(pair: Match, away: Change, back: Change) -> None:
    """The pair goes with `away`, comes back with `back`, keeps its answers, is never told again."""
    first_told = told()
    announced_at = pair.announced_at
    given = matching.answer(pair, Side.SUPPLY, MatchState.INTERESTED, seen=pair.state)
    for _time in range(2):
        away()
        expand_all()
        pair.refresh_from_db()
        assert (pairs(), pair.lapsed_at is None) == (set(), False)
        back()
        expand_all()
        assert pairs() == {(pair.need_id, pair.supply_id)}
    pair.refresh_from_db()
    assert list(pair.answers.all()) == [given]
    assert (pair.state, pair.announced_at) == (MatchState.INTERESTED, announced_at)
    assert told() == first_told


# --- What the postings say ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("away", "back"),
    [
        ({"topics": ["health"]}, {"topics": ["housing", "health"]}),
        ({"audiences": ["founders"]}, {"audiences": []}),
        ({"languages": ["uk"]}, {"languages": []}),
        ({"place": "16076079"}, {"place": "16077001"}),
        ({"visibility": Visibility.OFFICES}, {"visibility": Visibility.VERIFIED}),
    ],
)
def test_a_need_that_changes(
    pair: Match, flat_wanted: Need, flat_offered: Offer, away: dict, back: dict
) -> None:
    change(flat_offered, audiences=["women"], languages=["de"])
    expand_all()
    follow(pair, lambda: change(flat_wanted, **away), lambda: change(flat_wanted, **back))


@pytest.mark.parametrize(
    ("away", "back"),
    [
        ({"topics": ["health"]}, {"topics": ["housing", "health"]}),
        (
            {"place": "16077032", "reach": Reach.PLACE},
            {"reach": Reach.TERRITORIES, "territories": ["16077"]},
        ),
        ({"starts_on": timezone.localdate() + timedelta(days=500)}, {"starts_on": None}),
    ],
)
def test_an_offer_that_changes(pair: Match, flat_offered: Offer, away: dict, back: dict) -> None:
    until = {"expires_on": timezone.localdate() + timedelta(days=600)}
    follow(pair, lambda: change(flat_offered, **until | away), lambda: change(flat_offered, **back))


def test_an_edit_that_waits_for_review_changes_nothing_yet(
    pair: Match, flat_wanted: Need, owner: User
) -> None:
    edited = postings.details_of(flat_wanted) | {"place": territory("16076079")}
    postings.save(owner, flat_wanted, edited, flat_wanted.version)
    expand_all()
    assert pairs() == {(pair.need_id, pair.supply_id)}
    publish(Need.objects.get())
    expand_all()
    assert pairs() == set()


# --- How long they are on show ----------------------------------------------------------------


@pytest.mark.parametrize("side", Side)
def test_closed_and_renewed(pair: Match, side: Side, owner: User, other_company: User) -> None:
    posting = pair.posting_of(side).specific
    person = owner if side == Side.NEED else other_company
    until = timezone.localdate() + timedelta(days=90)
    follow(
        pair,
        lambda: postings.close(person, posting),
        lambda: postings.renew(person, posting, until),
    )


@pytest.mark.parametrize("side", Side)
def test_unpublished_by_the_office_and_published_again(pair: Match, side: Side) -> None:
    posting = pair.posting_of(side).specific
    follow(
        pair,
        lambda: type(posting).objects.get(pk=posting.pk).unpublish(),
        lambda: publish(type(posting).objects.get(pk=posting.pk)),
    )


@pytest.mark.parametrize("side", Side)
def test_expired_it_is_no_match_at_once_and_lapses_when_it_is_taken_off(
    pair: Match, side: Side, owner: User, other_company: User
) -> None:
    posting = pair.posting_of(side).specific
    with time_machine.travel(posting.expire_at - timedelta(seconds=1), tick=False) as clock:
        publish_scheduled()
        expand_all()
        assert Match.objects.current().exists()
        clock.shift(1)
        assert not Match.objects.current().exists(), "nobody needs to look"
        clock.shift(3600)
        publish_scheduled()
        expand_all()
        assert pairs() == set()
        person = owner if side == Side.NEED else other_company
        postings.renew(person, posting, timezone.localdate() + timedelta(days=9))
        change(
            pair.posting_of(side.other).specific,
            expires_on=timezone.localdate() + timedelta(days=9),
        )
        expand_all()
        assert Match.objects.current().get() == pair
    assert len(told()) == 4


# --- How the organisations stand --------------------------------------------------------------


@pytest.fixture
def confidential(pair: Match, flat_wanted: Need, office: User) -> Match:
    """The need is shown to verified organisations only."""
    change(flat_wanted, visibility=Visibility.VERIFIED)
    expand_all()
    return pair


def test_verification_lost_and_gained(
    confidential: Match, joinery: Organisation, office: User
) -> None:
    def refuse() -> None:
        joinery.refresh_from_db()
        organisations.refuse(office, joinery, "Nein.")

    def verify() -> None:
        joinery.refresh_from_db()
        organisations.verify(office, joinery)

    follow(confidential, refuse, verify)


def test_an_organisation_that_is_called_something_else_waits_for_verification(
    confidential: Match, joinery: Organisation, other_company: User, office: User
) -> None:
    names = iter(["Tischlerei Neu", "Tischlerei Neuer"])

    def rename() -> None:
        joinery.refresh_from_db()
        data = {"name": next(names), "kind": joinery.kind, "seat": joinery.seat, "languages": []}
        organisations.update(other_company, joinery, data, joinery.version)

    def verify() -> None:
        joinery.refresh_from_db()
        organisations.verify(office, joinery)

    follow(confidential, rename, verify)


def test_what_everybody_sees_stays_whatever_becomes_of_the_verification(
    pair: Match, joinery: Organisation, office: User
) -> None:
    organisations.refuse(office, joinery, "Nein.")
    expand_all()
    assert pairs() == {(pair.need_id, pair.supply_id)}


def test_an_office_that_comes_and_goes(
    pair: Match,
    flat_wanted: Need,
    joinery: Organisation,
    administrator: User,
    client_of: Callable[[User], Client],
) -> None:
    desk = client_of(administrator)
    county = territory("16077")

    def add() -> None:
        desk.post("/admin/offices/new/", {"organisation": joinery.pk, "territory": county.pk})

    def remove() -> None:
        desk.post(f"/admin/offices/delete/{Office.objects.get().pk}/")

    add()
    change(flat_wanted, visibility=Visibility.OFFICES)
    expand_all()
    follow(pair, remove, add)


def test_an_office_that_is_handed_over_sees_no_longer_and_the_next_one_does(
    flat_wanted: Need,
    office: User,
    office_elsewhere: User,
    administrator: User,
    client_of: Callable[[User], Client],
) -> None:
    here, there = office.organisations.get(), office_elsewhere.organisations.get()
    change(flat_wanted, visibility=Visibility.OFFICES)
    of_here = offer(here, State.PUBLISHED)
    of_there = offer(there, State.PUBLISHED)
    expand_all()
    assert pairs() == {(flat_wanted.pk, of_here.pk)}
    county = here.offices.get()
    client_of(administrator).post(
        f"/admin/offices/edit/{county.pk}/",
        {"organisation": there.pk, "territory": county.territory_id},
    )
    expand_all()
    assert pairs() == {(flat_wanted.pk, of_there.pk)}


# --- The map ------------------------------------------------------------------------------------


def test_a_municipality_that_moves_moves_matches_once_everything_is_looked_at_anew(
    company: Organisation, owner: User, joinery: Organisation
) -> None:
    """As after an import; the offer reaches 10 km around its place."""
    for ags in ("16077001", "16077032"):
        type(territory(ags)).objects.filter(ags=ags).update(lat=51.0, lon=12.4)
    wanted = need(company, State.PUBLISHED, place="16077032")
    offer(joinery, State.PUBLISHED, reach=Reach.RADIUS, radius_km=10)
    assert found_from(wanted)
    type(wanted.place).objects.filter(ags="16077032").update(lat=52.0)
    assert len(Area.objects.refresh()) == 1
    assert expansion.expand_everything() == 1
    expand_all()
    assert pairs() == set()


def test_everything_is_what_is_on_show_or_has_matches(
    pair: Match, company: Organisation, owner: User
) -> None:
    need(company, State.DRAFT)
    need(company, State.CLOSED)
    lonely = need(company, State.PUBLISHED, topics=["health"])
    OutboxRow.objects.all().delete()
    Need.objects.filter(pk=pair.need_id).update(live=False)
    expansion.expand_everything()
    assert set(OutboxRow.objects.values_list("key", flat=True)) == {pair.need_id, lonely.pk}
    expand_all()
    assert pairs() == set()
