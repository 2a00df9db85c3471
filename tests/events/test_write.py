"""Organisations write events, in the form and by program; the office reviews them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from events.events.models import Event
from events.events.recurrence import wall
from offers.postings import actions
from offers.postings.enums import Reach, State
from tests.events.builders import event, in_days
from tests.postings.builders import publish

pytestmark = pytest.mark.django_db

DAY = in_days(10)[:10]


def filled(**changes: Any) -> dict[str, Any]:
    return {
        "version": "",
        "kind": "welcome",
        "topics": ["arrival"],
        "source_language": "de",
        "title_de": "Willkommensabend",
        "summary_de": "Mit Suppe.",
        "starts_day": DAY,
        "starts_time": "18:00",
        "ends_time": "20:30",
        "rhythm": "",
        "attendance": "onsite",
        "venue": "Rathaus",
        "place": "16077001",
        "reach": "place",
        "contact_name": "Kim Muster",
        "contact_email": "kontakt@example.org",
    } | changes


@pytest.fixture
def browser(client: Client, owner, company) -> Client:
    client.force_login(owner)
    return client


def send(browser: Client, company, **changes: Any):
    return browser.post(f"/de/organisations/{company.slug}/postings/new/event/", filled(**changes))


def test_a_single_evening(browser, company) -> None:
    assert send(browser, company, childcare="on", interpreted=["uk", "ar"]).status_code == 302
    written = Event.objects.get()
    assert f"{wall(written.starts_at):%Y-%m-%d %H:%M}" == f"{DAY} 18:00"
    assert written.ends_at - written.starts_at == timedelta(hours=2, minutes=30)
    assert {term.slug for term in written.get_latest_revision_as_object().interpreted.all()} == {
        "uk",
        "ar",
    }
    assert written.childcare
    assert written.state == State.DRAFT
    assert written.expires_on.isoformat() == DAY


def test_one_that_comes_every_week(browser, company) -> None:
    last = in_days(31)[:10]
    assert send(browser, company, rhythm="weekly", until=last).status_code == 302
    assert len(Event.objects.get().spans) == 4


def test_a_whole_weekend(browser, company) -> None:
    last = in_days(11)[:10]
    times = {"starts_time": "", "ends_time": ""}
    assert send(browser, company, all_day="on", ends_day=last, **times).status_code == 302
    written = Event.objects.get()
    assert written.all_day
    assert wall(written.ends_at).date() - wall(written.starts_at).date() == timedelta(days=2)
    assert written.expires_on.isoformat() == last


def test_online_is_for_everywhere(browser, company) -> None:
    more = {"attendance": "online", "place": "", "online_url": "treffen.example.org"}
    assert send(browser, company, **more).status_code == 302
    written = Event.objects.get()
    assert written.reach == Reach.EVERYWHERE
    assert written.online_url == "https://treffen.example.org"
    assert written.venue == ""


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_day": ""}, "starts_day"),
        ({"starts_day": "2020-02-02"}, "starts_day"),
        ({"starts_time": ""}, "starts_time"),
        ({"ends_time": "17:00"}, "ends_time"),
        ({"ends_day": in_days(2)[:10]}, "ends_day"),
        ({"ends_day": in_days(99)[:10]}, "ends_day"),
        ({"rhythm": "weekly"}, "until"),
        ({"rhythm": "weekly", "until": "2099-01-01"}, "until"),
        ({"rhythm": "hourly"}, "rhythm"),
        ({"place": ""}, "place"),
        ({"attendance": "by post"}, "attendance"),
        ({"doors_at": "half past"}, "doors_at"),
        ({"price_eur": "-3"}, "price_eur"),
        ({"interpreted": ["klingon"]}, "interpreted"),
        ({"online_url": "javascript:alert(1)", "attendance": "hybrid"}, "online_url"),
        ({"kind": "housing"}, "kind"),
    ],
)
def test_what_is_wrong_is_told_at_the_field_and_nothing_is_lost(
    browser, company, changes, field
) -> None:
    answer = send(browser, company, **changes)
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert "Mit Suppe." in answer.text
    assert not Event.objects.exists()


def test_it_is_edited_as_it_was_written(browser, company) -> None:
    written = event(company, recurrence="FREQ=WEEKLY;BYDAY=TU,FR;COUNT=5", interpreted=["uk"])
    form = browser.get(f"/de/postings/{written.pk}/edit/").context["form"]
    data = {
        name: value
        for name in form.fields
        if (value := form[name].value()) not in (None, "", False)
    }
    data |= {"starts_day": DAY, "starts_time": "18:00", "ends_time": "20:00", "place": "16077001"}
    data.pop("languages", None)
    assert data["rhythm"] == "other"
    answer = browser.post(f"/de/postings/{written.pk}/edit/", data)
    assert answer.status_code == 302, answer.context["form"].errors
    stored = Event.objects.get(pk=written.pk)
    assert stored.recurrence == written.recurrence
    assert [term.slug for term in stored.get_latest_revision_as_object().interpreted.all()] == [
        "uk"
    ]


def test_the_office_reviews_it(browser, company, owner, office, client) -> None:
    written = event(company)
    assert browser.post(f"/de/postings/{written.pk}/submit/").status_code == 302
    assert Event.objects.get(pk=written.pk).state == State.SUBMITTED
    client.force_login(office)
    assert "Willkommensabend" in client.get("/admin/review/events/").text
    page = client.get(f"/admin/review/events/edit/{written.pk}/")
    assert page.status_code == 200
    stored = Event.objects.get(pk=written.pk)
    stored.current_workflow_state.current_task_state.specific.approve(user=office)
    assert Event.objects.get(pk=written.pk).occurrences.count() == 1


def test_what_is_over_is_not_submitted(browser, company) -> None:
    gone = event(company, starts=in_days(-2))
    browser.post(f"/de/postings/{gone.pk}/submit/")
    assert Event.objects.get(pk=gone.pk).state == State.DRAFT


def test_a_copy_says_the_same(owner, company) -> None:
    shown = event(company, State.PUBLISHED, interpreted=["uk"])
    copy = actions.duplicate(owner, shown)
    assert copy.get_latest_revision_as_object().interpreted.count() == 1
    assert copy.starts_at == shown.starts_at
    assert copy.report == ""


def test_an_event_is_not_renewed(browser, company, owner) -> None:
    gone = event(company, State.EXPIRED, starts=in_days(-2))
    html = browser.get(f"/de/postings/{gone.pk}/").text
    assert f"/de/postings/{gone.pk}/renew/" not in html


# --- By program -----------------------------------------------------------------------------


def body(**changes: Any) -> dict[str, Any]:
    starts = timezone.now() + timedelta(days=9)
    return {
        "organisation": "klinikum-musterstadt",
        "kind": "training",
        "topics": ["language"],
        "place": "16077001",
        "texts": {"de": {"title": "Schulung", "summary": "Kurz."}},
        "contact_name": "Kim Muster",
        "contact_email": "kontakt@example.org",
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(hours=2)).isoformat(),
    } | changes


def post(browser: Client, **changes: Any):
    return browser.post("/api/v1/events/", body(**changes), content_type="application/json")


def test_programs_write_events(browser, company) -> None:
    answer = post(browser, recurrence="FREQ=WEEKLY;COUNT=3", interpreted=["ar"])
    assert answer.status_code == 201, answer.content
    written = answer.json()
    assert written["interpreted"] == ["ar"]
    assert written["attendance"] == "onsite"
    assert written["occurrences"] == []
    version = {"If-Match": answer["ETag"]}
    address = f"/api/v1/events/{written['id']}/"
    same = browser.put(address, written, content_type="application/json", headers=version)
    assert same.status_code == 200, same.content
    assert same.json()["starts_at"] == written["starts_at"]
    version = {"If-Match": same["ETag"]}
    patch = {"venue": "Saal 2"}
    changed = browser.patch(address, patch, content_type="application/json", headers=version)
    assert changed.status_code == 200, changed.content
    assert changed.json()["venue"] == "Saal 2"
    assert changed.json()["interpreted"] == ["ar"]
    assert changed.json()["recurrence"] == "FREQ=WEEKLY;COUNT=3"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_at": None}, "starts_at"),
        ({"starts_at": "tomorrow"}, "starts_at"),
        ({"ends_at": "2020-01-01T00:00:00Z"}, "ends_at"),
        ({"recurrence": "FREQ=SECONDLY;COUNT=2"}, "recurrence"),
        ({"recurrence": 7}, "recurrence"),
        ({"place": None}, "place"),
        ({"attendance": "onside"}, "attendance"),
        ({"interpreted": ["klingon"]}, "interpreted"),
        ({"interpreted": "ar"}, "interpreted"),
        ({"price_eur": "much"}, "price_eur"),
        ({"seats": 3}, "seats"),
        ({"kind": "housing"}, "kind"),
    ],
)
def test_programs_are_told_what_is_wrong(browser, company, changes, field) -> None:
    answer = post(browser, **changes)
    assert answer.status_code == 400
    assert field in answer.json()
    assert not Event.objects.exists()


def test_what_is_published_is_read_with_its_dates(browser, company, client) -> None:
    written = event(company, recurrence="FREQ=WEEKLY;COUNT=3")
    publish(written)
    client.logout()
    read = client.get(f"/api/v1/events/{written.pk}/").json()
    assert len(read["occurrences"]) == 3
    assert not read["cancelled"]
