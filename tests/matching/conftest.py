"""A clinic that needs a flat, a joinery that has one, and both sides' people."""

import pytest

from offers.matching import expansion
from offers.matching.models import Match
from offers.postings.enums import State
from offers.postings.models import Need, Offer
from partners.accounts.models import User
from partners.organisations.models import Organisation
from tests.postings.builders import need, offer


@pytest.fixture
def joinery(other_company: User) -> Organisation:
    return other_company.organisations.get()


@pytest.fixture
def flat_wanted(company: Organisation, owner: User) -> Need:
    """A flat in Altenburg that the clinic needs; its contact has no account."""
    return need(
        company, State.PUBLISHED, title="Fünf Wohnungen", contact_email="hr@klinikum.example"
    )


@pytest.fixture
def flat_offered(joinery: Organisation) -> Offer:
    """A flat of the joinery in Altenburg; its contact has no account."""
    return offer(
        joinery,
        State.PUBLISHED,
        title="Werkswohnung",
        kind="housing",
        contact_email="haus@tischlerei.example",
    )


@pytest.fixture
def pair(flat_wanted: Need, flat_offered: Offer) -> Match:
    """The two, found and announced."""
    expansion.expand_due()
    return Match.objects.get()
