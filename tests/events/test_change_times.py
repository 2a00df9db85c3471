"""An organisation moves and cancels dates of its published event, and says what came of it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from events.events import actions
from events.events.exceptions import AlreadyThere, NotChangeable
from events.events.models import Event
from events.events.recurrence import Span, wall
from offers.postings.enums import State
from tests.events.builders import event, in_days, span
from tests.postings.builders import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def weekly(company, owner) -> Event:
    return event(company, State.PUBLISHED, recurrence="FREQ=WEEKLY;COUNT=3")


def typed(when: Span, **more: object) -> dict[str, object]:
    start, end = wall(when.starts_at), wall(when.ends_at)
    return {
        "starts_day": start.date().isoformat(),
        "starts_time": f"{start:%H:%M}",
        "ends_time": f"{end:%H:%M}",
        "note": "Der Saal ist belegt.",
    } | more


def test_a_date_is_moved_at_once(client, owner, weekly) -> None:
    client.force_login(owner)
    second = weekly.occurrences.all()[1]
    later = span(in_days(18, 19))
    answer = client.post(f"/de/events/times/{second.pk}/move/", typed(later))
    assert answer.status_code == 302
    second.refresh_from_db()
    assert (second.starts_at, second.ends_at) == later
    assert second.note == "Der Saal ist belegt."
    assert second.is_moved
    html = client.get(f"/de/events/{weekly.pk}/").text
    assert "Der Saal ist belegt." in html


def test_a_new_version_does_not_move_it_back(owner, weekly) -> None:
    second = weekly.occurrences.all()[1]
    actions.move(owner, second, span(in_days(18, 19)), "")
    publish(Event.objects.get(pk=weekly.pk))
    second.refresh_from_db()
    assert second.starts_at == span(in_days(18, 19)).starts_at


def test_an_event_lasts_until_its_moved_date(owner, weekly) -> None:
    last = weekly.occurrences.last()
    actions.move(owner, last, span(in_days(60)), "")
    assert Event.objects.get(pk=weekly.pk).expires_on == wall(span(in_days(60)).starts_at).date()


def test_a_date_is_called_off(client, owner, weekly) -> None:
    client.force_login(owner)
    first = weekly.occurrences.first()
    assert (
        client.post(f"/de/events/times/{first.pk}/cancel/", {"note": "Krank."}).status_code == 302
    )
    fresh = Event.objects.get(pk=weekly.pk)
    assert not fresh.is_cancelled
    assert fresh.next.pk == weekly.occurrences.all()[1].pk


def test_with_its_last_date_the_event_is_over_and_says_so(client, owner, weekly) -> None:
    actions.cancel_all(owner, weekly, "Leider fällt alles aus.")
    assert client.get("/api/v1/events/").json()["count"] == 0
    answer = client.get(f"/de/events/{weekly.pk}/")
    assert answer.status_code == 200
    assert "Leider fällt alles aus." in answer.text
    assert Event.objects.get(pk=weekly.pk).is_cancelled


def test_it_is_written_down_and_makes_a_new_version_for_calendars(owner, weekly) -> None:
    before = Event.objects.get(pk=weekly.pk).sequence
    actions.cancel(owner, weekly.occurrences.first(), "")
    assert Event.objects.get(pk=weekly.pk).sequence == before + 1
    assert ModelLogEntry.objects.filter(action="events.cancel", user=owner).exists()


def test_what_is_over_or_cancelled_is_not_changed(owner, weekly) -> None:
    first, second, third = weekly.occurrences.all()
    actions.cancel(owner, first, "")
    with pytest.raises(NotChangeable):
        actions.cancel(owner, first, "")
    gone = timezone.now() - timedelta(days=1)
    weekly.occurrences.filter(pk=second.pk).update(starts_at=gone, ends_at=gone)
    with pytest.raises(NotChangeable):
        actions.move(owner, second, span(in_days(3)), "")
    with pytest.raises(AlreadyThere):
        actions.move(owner, third, Span(third.starts_at, third.ends_at), "")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_day": ""}, "starts_day"),
        ({"starts_time": ""}, "starts_time"),
        ({"starts_day": "2020-01-01"}, "starts_day"),
        ({"starts_day": "2099-01-01"}, "starts_day"),
        ({"ends_time": "01:00"}, "ends_time"),
        ({"starts_time": "25:00"}, "starts_time"),
    ],
)
def test_bad_times_are_told_at_the_field(client, owner, weekly, changes, field) -> None:
    client.force_login(owner)
    first = weekly.occurrences.first()
    data = typed(span(in_days(11, 19)), **changes)
    answer = client.post(f"/de/events/times/{first.pk}/move/", data)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert "Der Saal ist belegt." in answer.text


def test_what_came_of_it_stands_in_the_archive(client, owner, company) -> None:
    past = event(company, State.EXPIRED, "Fachtag", starts=in_days(-3))
    client.force_login(owner)
    said = {"report": "Alle waren da.", "materials_url": "www.example.org/a", "recording_url": ""}
    assert client.post(f"/de/events/{past.pk}/record/", said).status_code == 302
    client.logout()
    assert "Fachtag" in client.get("/de/events/past/?only=documented").text
    html = client.get(f"/de/events/{past.pk}/").text
    assert "Alle waren da." in html
    assert "https://www.example.org/a" in html
    assert "Fachtag" not in client.get("/de/events/").text


def test_a_cancelled_event_is_not_in_the_archive_of_what_was(client, owner, weekly) -> None:
    actions.cancel_all(owner, weekly, "")
    assert "Willkommensabend" not in client.get("/de/events/past/").text


def test_a_new_version_keeps_what_came_of_it(owner, weekly) -> None:
    actions.document(owner, weekly, "Schön war es.", "", "")
    publish(Event.objects.get(pk=weekly.pk))
    assert Event.objects.get(pk=weekly.pk).report == "Schön war es."
