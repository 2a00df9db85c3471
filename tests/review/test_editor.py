"""The editor's own manners: its buttons, its notices, and what it answers to a decision."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from offers.postings import actions
from offers.postings.enums import State
from offers.postings.models import Offer, Posting
from partners.accounts.models import User
from partners.organisations.enums import Role
from partners.organisations.models import Membership, Organisation
from tests.cast import person
from tests.postings.builders import details, offer
from tests.review.editor import APPROVE, press

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("owner")]

RETURN = {
    "action-workflow-action": "true",
    "workflow-action-name": "reject",
    "workflow-action-extra-data": '{"comment": "Bitte mit Preis."}',
}


def buttons(client: Client, posting: Posting) -> list[str]:
    menu = client.get(posting.review_url).context["action_menu"]
    items = [menu.default_item, *menu.menu_items] if menu.default_item else []
    return [item.name for item in items]


@pytest.mark.parametrize("role", ["office", "administrator"])
@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        (State.SUBMITTED, ["approve", "reject", "action-save"]),
        (State.PUBLISHED, ["action-publish", "action-unpublish"]),
        (State.RETURNED, ["action-locked"]),
        (State.DRAFT, ["action-locked"]),
        (State.CLOSED, ["action-locked"]),
    ],
)
def test_only_what_can_be_done_has_a_button(
    state: str, wanted: list[str], role: str, company: Organisation, client_of, request
) -> None:
    client = client_of(request.getfixturevalue(role))
    assert buttons(client, offer(company, state)) == wanted


def test_the_old_version_can_be_taken_off_while_a_change_waits(
    desk: Client, company: Organisation, owner: User
) -> None:
    posting = offer(company, State.PUBLISHED)
    actions.save(owner, posting, details(Offer, title="Neu"), posting.version)
    actions.submit(owner, posting)
    page = desk.get(posting.review_url)
    assert "Änderungen ansehen" in page.text
    assert buttons(desk, posting) == ["approve", "reject", "action-save", "action-unpublish"]


@pytest.mark.parametrize(
    "button",
    ["action-publish", "action-submit", "action-cancel-workflow", "action-restart-workflow"],
)
def test_buttons_that_are_not_there_do_nothing_but_save(
    desk: Client, company: Organisation, button: str
) -> None:
    posting = offer(company, State.SUBMITTED)
    press(desk, posting, {button: button})
    assert Offer.objects.get().state == State.SUBMITTED


def test_a_decision_is_answered_in_words(desk: Client, company: Organisation) -> None:
    for button, words in ((APPROVE, "ist jetzt veröffentlicht"), (RETURN, "liegt wieder bei")):
        answer = press(desk, offer(company, State.SUBMITTED), button)
        assert words in desk.get(answer.url).text


@pytest.mark.parametrize("sent", ["{}", '{"comment": "  "}', '{"comment": "x", "update": false}'])
def test_what_the_browser_sends_with_a_decision_is_checked(
    desk: Client, company: Organisation, sent: str
) -> None:
    posting = offer(company, State.SUBMITTED)
    press(desk, posting, RETURN | {"workflow-action-extra-data": sent})
    expected = State.RETURNED if "update" in sent else State.SUBMITTED
    assert Offer.objects.get().state == expected


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_deciding_from_the_list_of_tasks(desk: Client, company: Organisation, action: str) -> None:
    """Wagtail's second way to decide, without the editor."""
    posting = offer(company, State.SUBMITTED)
    waiting = posting.current_workflow_task_state.pk
    url = reverse("offer_review:workflow_action", args=[posting.pk, action, waiting])
    assert desk.post(url, {"comment": "Bitte mit Preis."}).status_code == 302
    expected = State.PUBLISHED if action == "approve" else State.RETURNED
    assert Offer.objects.get().state == expected


def test_one_is_told_that_a_colleague_has_it_open(
    desk: Client, company: Organisation, office: User, client_of
) -> None:
    posting = offer(company, State.SUBMITTED)
    other = person("Berta")
    Membership.objects.create(organisation=office.organisations.get(), user=other, role=Role.EDITOR)
    client_of(other).get(posting.review_url)
    url = reverse("wagtailadmin_editing_sessions:ping", args=["postings", "offer", posting.pk, 99])
    answer: dict[str, Any] = desk.post(url).json()
    assert [session["user"] for session in answer["other_sessions"]] == ["Berta Muster"]


def test_what_happened_stands_in_the_history(
    desk: Client, company: Organisation, owner: User
) -> None:
    posting = offer(company, State.SUBMITTED)
    press(desk, posting, RETURN)
    posting = Offer.objects.get()
    actions.save(owner, posting, details(Offer, title="Mit Preis"), posting.version)
    actions.submit(owner, posting)
    press(desk, Offer.objects.get(), APPROVE)
    history = desk.get(reverse("offer_review:history", args=[posting.pk]))
    happened = [entry.action for entry in history.context["object_list"]]
    wanted = ["start", "reject", "resume", "approve"]
    assert [a.split(".")[-1] for a in reversed(happened) if "workflow" in a] == wanted
    assert happened[-1] == "wagtail.create"
    assert "wagtail.publish" in happened
    review = posting.workflow_states.get()
    way = desk.get(reverse("offer_review:workflow_history_detail", args=[posting.pk, review.pk]))
    assert "Bitte mit Preis." in way.text
