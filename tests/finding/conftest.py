"""A small region with something of every kind to find."""

from types import SimpleNamespace

import pytest

from offers.postings.enums import State, Visibility
from portal.finding import vocabulary
from tests.postings.builders import need, offer


@pytest.fixture
def region(company, owner, other_company) -> SimpleNamespace:
    """Offers and needs of two organisations, and the known words as the worker leaves them."""
    flat = offer(company, State.PUBLISHED, title="Helle Mietwohnung im Zentrum")
    course = offer(
        company,
        State.PUBLISHED,
        title="Deutschkurs am Abend",
        topics=["language"],
        texts={"en": "German course in the evening"},
    )
    asked = need(company, State.PUBLISHED, title="Kitaplatz für zwei Geschwister")
    secret = need(company, State.PUBLISHED, title="Quastenflosser", visibility=Visibility.OFFICES)
    vocabulary.renew()
    return SimpleNamespace(flat=flat, course=course, asked=asked, secret=secret)
