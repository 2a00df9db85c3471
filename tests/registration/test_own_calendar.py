"""Events that somebody has registered for stand in her own calendar."""

import pytest
from django.test import Client

from events.calendars import links
from events.registration import actions
from partners.accounts.models import User
from tests.registration.builders import open_event, registered
from tests.support import ical

pytestmark = pytest.mark.django_db


def titles(user: User) -> list[str]:
    answer = Client().get(f"/de/events/mine/{links.make(user)}.ics")
    return [one["SUMMARY"].text for one in ical.read(answer.content).events]


def test_it_stands_there_as_long_as_one_is_registered(company, newcomer) -> None:
    evening = open_event(company, onsite=5)
    assert titles(newcomer) == []
    mine = registered(evening, newcomer.email)
    assert titles(newcomer) == ["Willkommensabend"]
    actions.cancel(mine)
    assert titles(newcomer) == []


def test_an_address_that_is_not_proven_shows_nothing(company, newcomer) -> None:
    registered(open_event(company, onsite=5), newcomer.email)
    newcomer.emailaddress_set.update(verified=False)
    assert titles(newcomer) == []
