"""The office returns what cannot be shown like this, and says why."""

import pytest
from django.core import mail

from offers.postings import actions
from offers.postings.enums import State
from offers.postings.models import Need
from offers.review.forms import ReasonForm
from offers.review.models import APPROVE, RETURN
from partners.accounts.models import User
from partners.deliveries.models import Delivery
from partners.organisations.models import Organisation
from tests.postings.builders import details, need
from tests.review.deciding import decide

pytestmark = pytest.mark.django_db


def test_whoever_submitted_reads_the_reason(
    company: Organisation, owner: User, office: User
) -> None:
    posting = need(company, State.SUBMITTED)
    Delivery.objects.all().delete()
    decide(posting, office, RETURN, "Bitte den Ort nennen.")
    assert Need.objects.get().state == State.RETURNED
    told = Delivery.objects.get()
    assert (told.recipient, told.message) == (owner.email, "postings.returned")
    assert told.payload["reason"] == "Bitte den Ort nennen."
    assert mail.outbox == []


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_is_returned(reason: str) -> None:
    assert "comment" in ReasonForm({"comment": reason}).errors


def test_a_mended_posting_goes_round_again_and_its_last_sender_hears(
    company: Organisation, owner: User, colleague: User, office: User
) -> None:
    posting = need(company, State.SUBMITTED)
    decide(posting, office, RETURN, "Bitte den Ort nennen.")
    posting = Need.objects.get()
    mended = details(Need, title="Wohnung in Altenburg")
    actions.save(colleague, posting, mended, posting.version)
    actions.submit(colleague, posting)
    assert Need.objects.get().state == State.SUBMITTED
    Delivery.objects.all().delete()
    decide(Need.objects.get(), office, APPROVE)
    assert Need.objects.get().state == State.PUBLISHED
    assert Delivery.objects.get().recipient == colleague.email
