"""The office approves what was submitted, and it is on show."""

import pytest
from django.core import mail

from offers.postings import actions
from offers.postings.enums import State
from offers.postings.models import Offer
from offers.review.exceptions import AlreadyDecided, NotVerified
from offers.review.models import APPROVE, RETURN
from partners.accounts.models import User
from partners.deliveries.models import Delivery
from partners.organisations.enums import Verification
from partners.organisations.models import Organisation
from tests.postings.builders import details, offer
from tests.review.deciding import can_be_found, decide

pytestmark = pytest.mark.django_db


def test_an_approved_offer_is_on_show_and_its_words_can_be_found(
    company: Organisation, owner: User, office: User
) -> None:
    posting = offer(company, State.SUBMITTED, title="Sprachkurs am Abend")
    decide(posting, office, APPROVE)
    posting.refresh_from_db()
    assert posting.state == State.PUBLISHED
    assert posting.review_state is None
    assert can_be_found(posting, "Abend")


def test_whoever_submitted_hears_of_it_once_and_by_the_ledger_only(
    company: Organisation, owner: User, office: User, administrator: User
) -> None:
    posting = offer(company, State.SUBMITTED)
    Delivery.objects.all().delete()
    decide(posting, office, APPROVE)
    told = Delivery.objects.get()
    assert (told.recipient, told.message) == (owner.email, "postings.published")
    assert mail.outbox == []


def test_the_old_version_stays_on_show_until_the_edit_is_approved(
    company: Organisation, owner: User, office: User
) -> None:
    posting = offer(company, State.PUBLISHED, title="Wohnung")
    change = details(Offer, title="Wohnung mit Garten")
    actions.save(owner, posting, change, posting.version)
    actions.submit(owner, posting)
    shown = Offer.objects.get()
    assert (shown.state, shown.review_state, str(shown)) == (
        State.PUBLISHED,
        State.SUBMITTED,
        "Wohnung",
    )
    assert not can_be_found(shown, "Garten")
    decide(shown, office, APPROVE)
    assert str(Offer.objects.get()) == "Wohnung mit Garten"
    assert can_be_found(shown, "Garten")


def test_nothing_of_an_unverified_organisation_is_approved(
    company: Organisation, owner: User, office: User
) -> None:
    Organisation.objects.filter(pk=company.pk).update(verification=Verification.PENDING)
    posting = offer(company, State.SUBMITTED)
    Delivery.objects.all().delete()
    with pytest.raises(NotVerified):
        decide(posting, office, APPROVE)
    posting.refresh_from_db()
    assert posting.state == State.SUBMITTED
    assert not Delivery.objects.exists()


def test_only_the_first_decision_counts(company: Organisation, owner: User, office: User) -> None:
    posting = offer(company, State.SUBMITTED)
    late = posting.current_workflow_task_state
    decide(posting, office, RETURN, "Bitte mit Adresse.")
    with pytest.raises(AlreadyDecided):
        late.task.specific.on_action(late, office, APPROVE)
    assert Offer.objects.get().state == State.RETURNED
