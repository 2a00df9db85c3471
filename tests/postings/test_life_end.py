"""Closing, renewing, duplicating: the end of a posting's life, and what may follow it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from offers.postings import actions
from offers.postings.enums import Origin, State
from offers.postings.exceptions import NotClosable, NotRenewable
from offers.postings.models import Need, Offer, Posting
from partners.accounts.models import User
from partners.deliveries.models import Delivery
from partners.organisations.enums import Verification
from partners.organisations.models import Organisation
from tests.postings.builders import details, need, offer, yesterday

pytestmark = pytest.mark.django_db


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


# --- Close -------------------------------------------------------------------------------------


def test_a_closed_one_is_off_show_and_the_history_says_who_did_it(
    company: Organisation, owner: User, office: User
) -> None:
    live = offer(company, State.PUBLISHED, kind="course", seats=3)
    actions.close(owner, live)
    closed = Offer.objects.get()
    assert (closed.state, closed.live, closed.seats) == (State.CLOSED, False, 3)
    assert not closed.tokens.exists()
    assert not Offer.objects.published().exists()
    last = ModelLogEntry.objects.order_by("-pk")[0]
    assert (last.action, last.user) == ("postings.close", owner)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("state", sorted(set(State) - {State.PUBLISHED}))
def test_only_what_is_on_show_can_be_closed(
    company: Organisation, owner: User, office: User, state: State
) -> None:
    posting = offer(company, state)
    before = posting.closed_at
    with pytest.raises(NotClosable):
        actions.close(owner, posting)
    assert Offer.objects.get().closed_at == before


def test_the_version_on_show_decides_and_not_a_draft_of_it(
    company: Organisation, owner: User
) -> None:
    live = offer(company, State.PUBLISHED)
    actions.save(owner, live, details(Offer, expires_on=yesterday()), live.version)
    actions.close(owner, live)
    assert Offer.objects.get().state == State.CLOSED


def test_a_draft_that_would_run_longer_does_not_make_an_expired_one_closable(
    company: Organisation, owner: User
) -> None:
    over = offer(company, State.EXPIRED)
    actions.save(owner, over, details(Offer, expires_on=in_days(9)), over.version)
    with pytest.raises(NotClosable):
        actions.close(owner, over)


def test_the_plain_parent_is_closed_as_the_child_it_is(company: Organisation, owner: User) -> None:
    need(company, State.PUBLISHED, headcount=3)
    actions.close(owner, Posting.objects.get())
    assert (Need.objects.get().state, Need.objects.get().headcount) == (State.CLOSED, 3)


# --- Renew -------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [State.PUBLISHED, State.EXPIRED, State.CLOSED])
def test_what_was_on_show_goes_back_without_a_review(
    company: Organisation, owner: User, office: User, state: State
) -> None:
    posting = offer(company, state, title="Zimmer", kind="course", seats=3)
    first = posting.first_published_at
    actions.renew(owner, posting, in_days(60))
    again = Offer.objects.get()
    assert (again.state, again.expires_on, again.seats) == (State.PUBLISHED, in_days(60), 3)
    assert again.first_published_at == first
    assert (again.closed_at, again.expired) == (None, False)
    assert again.tokens.exists()
    assert again.version > posting.version
    assert not Delivery.objects.exists()
    assert ModelLogEntry.objects.filter(action="postings.renew", user=owner).exists()


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.RETURNED])
def test_what_was_never_on_show_is_not_renewed(
    company: Organisation, owner: User, office: User, state: State
) -> None:
    with pytest.raises(NotRenewable):
        actions.renew(owner, offer(company, state), in_days(60))
    assert Offer.objects.get().state == state


def test_nor_is_what_was_changed_since(company: Organisation, owner: User) -> None:
    live = offer(company, State.PUBLISHED, title="Zimmer")
    actions.save(owner, live, details(Offer, title="Ungeprüft"), live.version)
    with pytest.raises(NotRenewable):
        actions.renew(owner, live, in_days(60))
    assert str(Offer.objects.get()) == "Zimmer"


def test_nor_what_the_office_took_off(company: Organisation, owner: User, office: User) -> None:
    live = offer(company, State.PUBLISHED)
    live.unpublish(user=office)
    with pytest.raises(NotRenewable):
        actions.renew(owner, live, in_days(60))


def test_nor_that_of_an_organisation_that_is_verified_no_more(
    company: Organisation, owner: User
) -> None:
    live = offer(company, State.EXPIRED)
    Organisation.objects.filter(pk=company.pk).update(verification=Verification.REFUSED)
    with pytest.raises(NotRenewable):
        actions.renew(owner, live, in_days(60))


def test_the_plain_parent_is_renewed_as_the_child_it_is(company: Organisation, owner: User) -> None:
    need(company, State.CLOSED, headcount=3)
    actions.renew(owner, Posting.objects.get(), in_days(60))
    renewed = Need.objects.get()
    assert (renewed.state, renewed.headcount) == (State.PUBLISHED, 3)
    draft = renewed.get_latest_revision_as_object()
    assert (type(draft), draft.headcount) == (Need, 3)


def test_it_can_be_renewed_again_and_again(company: Organisation, owner: User) -> None:
    posting = offer(company, State.EXPIRED)
    for days in (10, 20, 15):
        actions.renew(owner, posting, in_days(days))
        assert Offer.objects.get().expires_on == in_days(days)


# --- Duplicate ---------------------------------------------------------------------------------


@pytest.mark.parametrize("state", State)
def test_a_copy_is_a_draft_with_the_same_words_and_a_life_of_its_own(
    company: Organisation, owner: User, colleague: User, office: User, state: State
) -> None:
    source = offer(
        company,
        state,
        title="Zimmer",
        kind="course",
        topics=["housing", "family"],
        languages=[("de", "A1")],
        texts={"en": "Room"},
        seats=3,
    )
    copy = actions.duplicate(colleague, source)
    stored = Offer.objects.get(pk=copy.pk)
    assert stored.pk != source.pk
    assert stored.state == State.DRAFT
    assert stored.latest_revision.user == colleague
    end = {"expires_on": in_days(183)}
    assert actions.details_of(stored) == actions.details_of(source) | end
    assert not stored.tokens.exists()
    untouched = Offer.objects.get(pk=source.pk)
    assert untouched.state == state
    assert actions.details_of(untouched) == actions.details_of(source)


def test_the_newest_draft_is_copied(company: Organisation, owner: User) -> None:
    live = offer(company, State.PUBLISHED, title="Zimmer")
    actions.save(owner, live, details(Offer, title="Haus"), live.version)
    assert str(actions.duplicate(owner, live)) == "Haus"


def test_a_stale_translation_is_stale_in_the_copy_too(company: Organisation, owner: User) -> None:
    draft = offer(company, title="Zimmer", texts={"en": "Room"})
    stale = details(Offer, title="Haus", texts={"en": "Room"})
    draft = actions.save(owner, draft, stale, draft.version)
    copy = Offer.objects.get(pk=actions.duplicate(owner, draft).pk)
    rows = {text.language: text for text in copy.texts.all()}
    assert rows["en"].is_stale(rows["de"])


def test_a_machines_translation_is_not_passed_off_as_a_persons(
    company: Organisation, owner: User
) -> None:
    live = offer(company, State.PUBLISHED, texts={"en": "Room"})
    live.texts.filter(language="en").update(origin=Origin.MACHINE)
    live = Offer.objects.get()
    live.save_revision()
    copy = Offer.objects.get(pk=actions.duplicate(owner, live).pk)
    assert {text.language: text.origin for text in copy.texts.all()} == {
        "de": Origin.SOURCE,
        "en": Origin.MACHINE,
    }


def test_the_plain_parent_is_copied_as_the_child_it_is(company: Organisation, owner: User) -> None:
    need(company, headcount=3)
    copy = actions.duplicate(owner, Posting.objects.get())
    assert Need.objects.get(pk=copy.pk).headcount == 3
