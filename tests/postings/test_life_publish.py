"""In and out of the public: one door each, whoever opens it; and expiry, which needs no door."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from offers.postings import actions
from offers.postings.enums import State
from offers.postings.models import Offer, Posting, last_moment
from partners.accounts.models import User
from partners.deliveries.models import Delivery
from partners.organisations.models import Organisation
from tests.postings.builders import details, offer, publish

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")


def words(posting: Posting) -> set[str]:
    return set(posting.tokens.values_list("token", flat=True))


def test_publishing_puts_the_words_of_all_its_texts_into_the_index(
    company: Organisation, owner: User
) -> None:
    draft = offer(
        company,
        title="Häuser",
        summary="mit Garten",
        body="für Familien",
        texts={"en": {"title": "Houses", "summary": "gardens", "body": ""}},
    )
    assert words(draft) == set()
    publish(draft)
    assert words(draft) == {"haus", "mit", "gart", "fur", "famili", "hous", "garden"}


def test_only_the_version_on_show_can_be_found(company: Organisation, owner: User) -> None:
    live = offer(company, State.PUBLISHED, title="Wohnung", summary="a", body="")
    actions.save(owner, live, details(Offer, title="Schloss", summary="a", body=""), live.version)
    assert words(live) == {"wohnung", "a"}
    publish(Offer.objects.get())
    assert words(live) == {"schloss", "a"}


def test_it_remembers_when_it_was_first_on_show(company: Organisation, owner: User) -> None:
    live = offer(company, State.PUBLISHED)
    first = live.first_published_at
    actions.save(owner, live, details(Offer, title="Neu"), live.version)
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        publish(Offer.objects.get())
    again = Offer.objects.get()
    assert again.first_published_at == first
    assert again.last_published_at > first + timedelta(days=2)


def test_unpublishing_takes_the_words_out(company: Organisation, owner: User) -> None:
    live = offer(company, State.PUBLISHED)
    live.unpublish()
    gone = Offer.objects.get()
    assert words(gone) == set()
    assert gone.state == State.DRAFT
    assert not Offer.objects.published().exists()


def test_the_doors_are_those_of_the_parent_too(company: Organisation, owner: User) -> None:
    """The scheduler knows the parent only."""
    draft = offer(company, kind="course", seats=7)
    plain = Posting.objects.get()
    plain.latest_revision.publish()
    assert words(draft)
    assert Offer.objects.get().seats == 7
    Posting.objects.get().unpublish()
    assert words(draft) == set()
    assert Offer.objects.get().seats == 7


def test_the_scheduler_tidies_what_has_expired(company: Organisation, owner: User) -> None:
    over = offer(company, State.EXPIRED, kind="course", seats=7)
    lasting = offer(company, State.PUBLISHED)
    assert over.live
    call_command("publish_scheduled")
    over.refresh_from_db()
    assert (over.state, over.live, over.expired, over.seats) == (State.EXPIRED, False, True, 7)
    assert words(over) == set()
    assert words(lasting)
    assert Offer.objects.published().get() == lasting


def test_a_version_set_for_later_comes_by_the_scheduler(company: Organisation, owner: User) -> None:
    draft = offer(company)
    draft.go_live_at = timezone.now() + timedelta(days=2)
    draft.save_revision().publish()
    assert Offer.objects.get().state == State.DRAFT
    assert words(draft) == set()
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        call_command("publish_scheduled")
        assert Offer.objects.get().state == State.PUBLISHED
    assert words(draft)


def test_publishing_by_itself_promises_no_mail(company: Organisation, owner: User) -> None:
    offer(company, State.PUBLISHED)
    assert not Delivery.objects.exists()


# --- Expiry ------------------------------------------------------------------------------------


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=BERLIN)


def test_it_expires_by_the_clock_alone(company: Organisation, owner: User) -> None:
    live = offer(company, State.PUBLISHED, expires_on=timezone.localdate() + timedelta(days=2))
    for days, state in ((0, State.PUBLISHED), (2, State.PUBLISHED), (3, State.EXPIRED)):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            assert live.state == Offer.objects.get().state == state
            assert Offer.objects.published().exists() == (state == State.PUBLISHED)


@pytest.mark.parametrize(
    "day",
    [
        date(2027, 3, 27),  # the night before the clocks go forward …
        date(2027, 3, 28),  # … and the short day itself
        date(2027, 10, 31),  # 25 hours long
        date(2027, 12, 31),
        date(2028, 2, 29),
        date(2027, 7, 1),
    ],
)
def test_the_last_day_is_on_show_until_midnight_in_berlin(
    company: Organisation, owner: User, day: date
) -> None:
    with time_machine.travel(at(day.year, day.month, 1)):
        live = offer(company, State.PUBLISHED, expires_on=day)
    assert live.expires_on == day
    midnight = last_moment(day)
    assert midnight.astimezone(BERLIN).timetuple()[3:6] == (0, 0, 0)
    for moment, shown in (
        (at(day.year, day.month, day.day, 0, 0, 1), True),
        (at(day.year, day.month, day.day, 23, 59, 59), True),
        (midnight - timedelta(microseconds=1), True),
        (midnight, False),
        (midnight + timedelta(seconds=1), False),
    ):
        with time_machine.travel(moment, tick=False):
            assert live.is_published is shown, moment
            assert Offer.objects.published().exists() is shown
            assert (live.state == State.EXPIRED) is not shown


def test_valid_on_counts_both_ends_of_the_day(company: Organisation, owner: User) -> None:
    day = date(2027, 3, 28)
    with time_machine.travel(at(2027, 3, 1)):
        offer(company, State.PUBLISHED, expires_on=day)
        assert Offer.objects.valid_on(day).exists()
        assert not Offer.objects.valid_on(day + timedelta(days=1)).exists()
    with time_machine.travel(at(2027, 4, 1)):
        assert not Offer.objects.valid_on(day).exists()


def test_what_has_no_end_never_expires(company: Organisation, owner: User) -> None:
    offer(company, State.PUBLISHED)
    Posting.objects.update(expire_at=None)
    endless = Offer.objects.get()
    with time_machine.travel(at(2050, 1, 1)):
        assert endless.state == State.PUBLISHED
        assert endless.expires_on is None
        assert Offer.objects.published().exists()


def test_state_and_list_agree_in_every_state(
    company: Organisation, owner: User, office: User
) -> None:
    for state in State:
        posting = offer(company, state)
        assert posting.state == state
        assert Offer.objects.published().filter(pk=posting.pk).exists() == posting.is_published
        assert posting.is_published == (state == State.PUBLISHED)
