"""No view of a posting in the admin shows or changes what lies beyond the office's border.

Wagtail's own views know nothing of territories, so each is asked for a posting on this side and for
one on the other; and each is shown to leak once the narrowing is taken away.
"""

import pytest
from django.test import Client
from django.urls import reverse

from offers.postings.enums import State
from offers.postings.models import Offer, Posting, PostingQuerySet
from offers.review.admin import REACHABLE
from partners.accounts.models import User
from partners.organisations.models import Organisation
from portal.access import POSTING_VIEWS
from tests.postings.builders import need, offer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("owner", "other_company")]

OF_ONE = sorted(REACHABLE - {"list", "list_results"})


@pytest.fixture
def here(company: Organisation) -> Offer:
    return offer(company, State.SUBMITTED, title="Hier")


@pytest.fixture
def there(foreign_company: Organisation) -> Offer:
    return offer(foreign_company, State.SUBMITTED, title="Drüben", place="16076079")


def url_of(view: str, posting: Posting, other: Posting | None = None) -> str:
    """The view's address; what hangs on the posting is taken from `other`, if one is given."""
    source = other or posting
    review = source.current_workflow_state
    extra: list[object] = []
    if view in ("workflow_action", "collect_workflow_action_data"):
        extra = ["reject", review.current_task_state_id]
    elif view == "workflow_history_detail":
        extra = [review.pk]
    elif view == "revisions_compare":
        extra = ["live", source.latest_revision_id]
    return reverse(f"{posting.page_name}_review:{view}", args=[posting.pk, *extra])


def test_what_is_let_in_is_what_there_is() -> None:
    assert set(POSTING_VIEWS) == REACHABLE


@pytest.mark.parametrize("view", OF_ONE)
def test_ones_own_is_shown(view: str, desk: Client, here: Offer) -> None:
    assert desk.get(url_of(view, here)).status_code == 200


@pytest.mark.parametrize("view", OF_ONE)
def test_what_lies_beyond_is_not_there(view: str, desk: Client, there: Offer) -> None:
    url = url_of(view, there)
    assert desk.get(url).status_code == 404
    assert desk.post(url, {"comment": "Nein."}).status_code == 404
    assert Offer.objects.get().state == State.SUBMITTED


@pytest.mark.parametrize("view", OF_ONE)
def test_without_the_border_the_view_would_leak(
    view: str, desk: Client, there: Offer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the test above would prove nothing."""
    monkeypatch.setattr(PostingQuerySet, "for_office", lambda postings, user: postings)
    # Deciding is checked a second time, by the workflow's step: Wagtail sends people away.
    refused = 302 if "action" in view else 200
    assert desk.get(url_of(view, there)).status_code == refused


@pytest.mark.parametrize(
    "view",
    [
        "workflow_action",
        "collect_workflow_action_data",
        "workflow_history_detail",
        "revisions_compare",
    ],
)
def test_ones_own_posting_is_no_key_to_what_hangs_on_another(
    view: str, desk: Client, here: Offer, there: Offer
) -> None:
    url = url_of(view, here, there)
    assert desk.get(url).status_code == 404
    assert desk.post(url, {"comment": "Nein."}).status_code in (404, 405)
    there.refresh_from_db()
    assert there.state == State.SUBMITTED


def test_a_need_is_no_offer(desk: Client, company: Organisation) -> None:
    posting = need(company, State.SUBMITTED)
    assert desk.get(reverse("offer_review:edit", args=[posting.pk])).status_code == 404


@pytest.mark.parametrize("role", ["office_elsewhere", "owner", "other_company", "newcomer"])
@pytest.mark.parametrize("view", OF_ONE)
def test_nobody_else_gets_in(view: str, role: str, here: Offer, client_of, request) -> None:
    client = client_of(request.getfixturevalue(role))
    assert client.get(url_of(view, here)).status_code == 404


@pytest.mark.parametrize("model", ["offer", "posting"])
def test_the_notice_of_other_editors_ends_at_the_border_too(
    model: str, desk: Client, here: Offer, there: Offer
) -> None:
    def ping(posting: Offer) -> int:
        url = reverse(
            "wagtailadmin_editing_sessions:ping", args=["postings", model, posting.pk, 999]
        )
        return desk.post(url).status_code

    assert (ping(here), ping(there)) == (200, 404)


@pytest.mark.parametrize(
    ("app", "model"),
    [
        ("organisations", "organisation"),
        ("accounts", "user"),
        ("wagtailcore", "page"),
        ("territories", "territory"),
        ("taxonomy", "term"),
    ],
)
def test_the_notice_is_for_postings_only(
    app: str, model: str, desk: Client, company: Organisation
) -> None:
    url = reverse("wagtailadmin_editing_sessions:ping", args=[app, model, 1, 999])
    assert desk.post(url).status_code == 404


BULK = reverse("wagtail_bulk_action", args=["postings", "offer", "delete"])


def test_an_office_does_nothing_to_many_at_once(desk: Client, here: Offer) -> None:
    assert desk.get(BULK, {"id": here.pk}).status_code == 404
    assert desk.post(f"{BULK}?id={here.pk}").status_code == 404


def test_an_administrator_deletes_no_postings_there(
    administrator: User, here: Offer, client_of
) -> None:
    client = client_of(administrator)
    client.post(f"{BULK}?id={here.pk}")
    client.post(f"{BULK}?id=all")
    assert Offer.objects.filter(pk=here.pk).exists()
