"""Submitting: the office in charge is asked; trusted organisations publish at once."""

import pytest

from offers.postings import actions, permissions
from offers.postings.enums import Reach, State, Visibility
from offers.postings.exceptions import NotSubmittable, NotWithdrawable
from offers.postings.models import Offer, Posting
from offers.review.models import RETURN
from partners.accounts.models import User
from partners.deliveries.models import Delivery
from partners.deliveries.rendering import render
from partners.organisations.enums import Role, Verification
from partners.organisations.models import Membership, Organisation
from tests.cast import office_of, person, territory
from tests.postings.builders import details, need, offer, send_back
from tests.review.deciding import decide

pytestmark = pytest.mark.django_db


def told(message: str = "postings.review_wanted") -> list[str]:
    return sorted(Delivery.objects.filter(message=message).values_list("recipient", flat=True))


def trust(organisation: Organisation) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(publishes_at_once=True)
    organisation.refresh_from_db()


def test_it_waits_and_the_office_in_charge_is_told_once(
    company: Organisation, owner: User, office: User, office_elsewhere: User, administrator: User
) -> None:
    sent = offer(company)
    actions.submit(owner, sent)
    waiting = Offer.objects.get()
    assert (waiting.state, waiting.review_state) == (State.SUBMITTED, State.SUBMITTED)
    assert not waiting.live
    assert not waiting.tokens.exists()
    assert told() == [office.email]


def test_everybody_who_decides_for_the_office_is_told_and_who_only_reads_is_not(
    company: Organisation, owner: User, office: User
) -> None:
    organisation = Organisation.objects.get(slug="amt-altenburger-land")
    second, looks_on = person("Zoe"), person("Lars")
    Membership.objects.create(organisation=organisation, user=second, role=Role.EDITOR)
    Membership.objects.create(organisation=organisation, user=looks_on, role=Role.READER)
    offer(company, State.SUBMITTED)
    assert told() == sorted([office.email, second.email])


def test_the_place_and_not_the_seat_decides_who_is_asked(
    company: Organisation, owner: User, office: User, office_elsewhere: User
) -> None:
    offer(company, State.SUBMITTED, place="16076079")
    assert told() == [office_elsewhere.email]


def test_without_a_nearer_office_that_of_the_state_is_asked_else_the_administrators(
    company: Organisation, owner: User, administrator: User
) -> None:
    offer(company, State.SUBMITTED)
    assert told() == [administrator.email]
    state = office_of("16", "Land Thueringen", "Lena")
    offer(company, State.SUBMITTED, place=None, reach=Reach.EVERYWHERE)
    assert told() == sorted([administrator.email, state.email])


def test_twice_is_once(company: Organisation, owner: User, office: User) -> None:
    sent = offer(company, State.SUBMITTED)
    with pytest.raises(NotSubmittable):
        actions.submit(owner, sent)
    assert told() == [office.email]


def test_a_published_one_without_changes_is_not_submitted(
    company: Organisation, owner: User, office: User
) -> None:
    with pytest.raises(NotSubmittable):
        actions.submit(owner, offer(company, State.PUBLISHED))


@pytest.mark.parametrize("state", [State.CLOSED, State.EXPIRED])
def test_nor_is_what_is_over(
    company: Organisation, owner: User, office: User, state: State
) -> None:
    with pytest.raises(NotSubmittable):
        actions.submit(owner, offer(company, state))


def test_an_unverified_organisation_may_submit(
    company: Organisation, owner: User, office: User
) -> None:
    Organisation.objects.filter(pk=company.pk).update(verification=Verification.PENDING)
    company.refresh_from_db()
    sent = offer(company, State.SUBMITTED)
    assert told() == [office.email]
    assert not permissions.can_approve(office, sent)


def test_the_office_is_told_anew_when_a_returned_one_comes_again_unchanged(
    company: Organisation, owner: User, office: User
) -> None:
    back = offer(company, State.RETURNED)
    actions.submit(owner, back)
    assert told() == [office.email] * 2


def test_every_reason_reaches_its_author(company: Organisation, owner: User, office: User) -> None:
    sent = offer(company, State.SUBMITTED)
    for reason in ("Bitte mit Adresse.", "Bitte mit Preis."):
        decide(sent, office, RETURN, reason)
        sent = Offer.objects.get()
        actions.submit(owner, sent)
        sent = Offer.objects.get()
    reasons = Delivery.objects.filter(message="postings.returned").order_by("pk")
    assert [row.payload["reason"] for row in reasons] == ["Bitte mit Adresse.", "Bitte mit Preis."]


def test_no_mail_asks_for_what_has_been_withdrawn(
    company: Organisation, owner: User, office: User
) -> None:
    sent = offer(company, State.SUBMITTED)
    wanted = Delivery.objects.get()
    assert render(wanted) is not None
    actions.withdraw(owner, sent)
    assert Offer.objects.get().state == State.DRAFT
    assert render(wanted) is None


def test_nor_for_what_has_been_decided(company: Organisation, owner: User, office: User) -> None:
    sent = offer(company, State.SUBMITTED)
    send_back(sent, office)
    assert render(Delivery.objects.get(message="postings.review_wanted")) is None


def test_what_does_not_wait_cannot_be_withdrawn(
    company: Organisation, owner: User, office: User
) -> None:
    for state in (State.DRAFT, State.RETURNED, State.PUBLISHED):
        with pytest.raises(NotWithdrawable):
            actions.withdraw(owner, offer(company, state))


def test_an_edit_of_a_published_one_waits_while_the_old_version_stays(
    company: Organisation, owner: User, office: User
) -> None:
    live = offer(company, State.PUBLISHED, title="Zimmer")
    actions.save(owner, live, details(Offer, title="Haus"), live.version)
    actions.submit(owner, live)
    shown = Offer.objects.get()
    assert (shown.state, shown.review_state) == (State.PUBLISHED, State.SUBMITTED)
    assert str(shown) == "Zimmer"
    assert told() == [office.email]
    mail = render(Delivery.objects.get())
    assert mail is not None
    assert "Haus" in str(mail["Subject"])


# --- Trust -------------------------------------------------------------------------------------


def test_a_trusted_organisation_publishes_at_once(
    company: Organisation, owner: User, office: User
) -> None:
    trust(company)
    sent = offer(company, title="Deutschkurs")
    actions.submit(owner, sent)
    shown = Offer.objects.get()
    assert shown.state == State.PUBLISHED
    assert shown.tokens.exists()
    assert not Delivery.objects.exists()


def test_trust_ends_with_the_verification(company: Organisation, owner: User, office: User) -> None:
    trust(company)
    Organisation.objects.filter(pk=company.pk).update(verification=Verification.REFUSED)
    company.refresh_from_db()
    actions.submit(owner, offer(company))
    assert Offer.objects.get().state == State.SUBMITTED


def test_trust_is_in_the_organisation_not_in_whoever_comes_along(
    company: Organisation, owner: User, reader: User, other_company: User
) -> None:
    trust(company)
    draft = offer(company)
    assert permissions.publishes_at_once(owner, draft)
    assert not permissions.publishes_at_once(reader, draft)
    assert not permissions.publishes_at_once(other_company, draft)


def test_what_was_returned_before_is_published_and_the_review_is_over(
    company: Organisation, owner: User, office: User
) -> None:
    back = offer(company, State.RETURNED)
    trust(company)
    actions.submit(owner, back)
    shown = Offer.objects.get()
    assert (shown.state, shown.review_state) == (State.PUBLISHED, None)


def test_the_plain_parent_is_submitted_as_the_child_it_is(
    company: Organisation, owner: User
) -> None:
    trust(company)
    need(company, headcount=4, visibility=Visibility.VERIFIED)
    actions.submit(owner, Posting.objects.get())
    assert Posting.objects.get().specific.headcount == 4
    assert Posting.objects.get().state == State.PUBLISHED


def test_the_office_of_the_new_place_is_asked_about_a_move(
    company: Organisation, owner: User, office: User, office_elsewhere: User
) -> None:
    live = offer(company, State.PUBLISHED)
    territory("16076079")
    actions.save(owner, live, details(Offer, place="16076079"), live.version)
    actions.submit(owner, live)
    assert told() == [office_elsewhere.email]
    assert Offer.objects.get().place.ags == "16077001"
