"""One's own events in one's own calendar, by a secret address."""

import re

import pytest
from django.test import Client

from events.calendars import links
from events.calendars.models import CalendarLink
from offers.postings.enums import State
from tests.events.builders import event, in_days
from tests.support import ical
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

PAGE = "/de/events/mine/calendar/"


def feed(secret: str) -> str:
    return f"/de/events/mine/{secret}.ics"


def titles(secret: str) -> list[str]:
    answer = Client().get(feed(secret))
    assert answer.status_code == 200
    return [one["SUMMARY"].text for one in ical.read(answer.content).events]


def made_by(client: Client) -> str:
    html = client.post(PAGE).text
    found = re.search(r"http://[^<]*/mine/([^/<]+)\.ics", html)
    assert found
    return found[1]


def test_the_address_is_shown_once_and_kept_nowhere(owner, client_of) -> None:
    client = client_of(owner)
    secret = made_by(client)
    assert titles(secret) == []
    assert secret not in str(vars(CalendarLink.objects.get()))
    assert secret not in client.get(PAGE).text
    assert "no-store" in client.get(PAGE)["Cache-Control"]


def test_it_holds_what_is_on_show_of_ones_organisations(owner, company, other_company) -> None:
    event(company, State.PUBLISHED, "Unser Fest")
    event(company, title="Entwurf")
    event(other_company.organisations.get(), State.PUBLISHED, "Fremdes Fest")
    assert titles(links.make(owner)) == ["Unser Fest"]


def test_a_reader_has_it_too_and_who_left_has_not(reader, company) -> None:
    event(company, State.PUBLISHED, "Unser Fest")
    secret = links.make(reader)
    assert titles(secret) == ["Unser Fest"]
    reader.memberships.all().delete()
    assert titles(secret) == []


def test_a_new_address_ends_the_old_one(owner, client_of) -> None:
    old = links.make(owner)
    new = made_by(client_of(owner))
    assert Client().get(feed(old)).status_code == 404
    assert titles(new) == []


def test_a_revoked_address_opens_nothing(owner, client_of) -> None:
    secret = links.make(owner)
    assert client_of(owner).get(f"{PAGE}revoke/").status_code == 405
    assert client_of(owner).post(f"{PAGE}revoke/").status_code == 302
    assert Client().get(feed(secret)).status_code == 404
    assert client_of(owner).post(f"{PAGE}revoke/").status_code == 302


@pytest.mark.parametrize("secret", ["x", "%00", "ü" * 300, "..%2F1"])
def test_what_was_never_given_opens_nothing(db, secret) -> None:
    assert Client().get(feed(secret)).status_code == 404


def test_who_is_shut_out_reads_nothing(owner) -> None:
    secret = links.make(owner)
    owner.is_active = False
    owner.save()
    assert Client().get(feed(secret)).status_code == 404


def test_nobody_keeps_it_for_others(owner) -> None:
    answer = Client().get(feed(links.make(owner)))
    assert "private" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    known = {"If-None-Match": answer["ETag"]}
    assert Client().get(feed(links.make(owner)), headers=known).status_code == 304


def test_it_costs_the_same_however_long(owner, company) -> None:
    secret = links.make(owner)
    event(company, State.PUBLISHED)
    few = counted(lambda: titles(secret))
    for number in range(4):
        event(company, State.PUBLISHED, starts=in_days(3 + number))
    assert counted(lambda: titles(secret)) == few
