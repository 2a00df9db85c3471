"""What is closed stays closed, whichever version of it one looks at."""

from datetime import timedelta

import pytest
from django.utils import timezone

from offers.postings import actions
from offers.postings.enums import State
from offers.postings.exceptions import NotSubmittable
from offers.postings.models import Offer
from partners.accounts.models import User
from partners.organisations.models import Organisation
from tests.postings.builders import details, offer

pytestmark = pytest.mark.django_db


def test_a_closed_posting_cannot_be_submitted(company: Organisation, owner: User) -> None:
    posting = offer(company, State.CLOSED)
    assert posting.get_latest_revision_as_object().state == State.CLOSED
    with pytest.raises(NotSubmittable):
        actions.submit(owner, posting)


def test_a_renewed_posting_is_open_again(company: Organisation, owner: User) -> None:
    actions.renew(owner, offer(company, State.CLOSED), timezone.localdate() + timedelta(days=30))
    assert Offer.objects.get().state == State.PUBLISHED


def test_closing_ends_the_review_of_an_edit(company: Organisation, owner: User) -> None:
    posting = offer(company, State.PUBLISHED)
    actions.save(owner, posting, details(Offer, title="Neu"), posting.version)
    actions.submit(owner, posting)
    actions.close(owner, posting)
    closed = Offer.objects.get()
    assert (closed.state, closed.review_state) == (State.CLOSED, None)
