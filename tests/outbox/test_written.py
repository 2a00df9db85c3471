"""Whatever matches depend on writes its row with the change itself: both stand, or neither."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NoReturn

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from offers.postings import actions as postings
from offers.postings.enums import State
from offers.postings.models import Posting
from offers.postings.tasks import publish_scheduled
from partners.accounts.models import User
from partners.deliveries.models import Delivery
from partners.organisations import actions as organisations
from partners.organisations.enums import Verification
from partners.organisations.models import Office, Organisation
from partners.outbox import actions as outbox
from partners.outbox.models import OutboxRow
from tests.cast import organisation, territory
from tests.postings.builders import need, offer, publish, yesterday

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("owner")]

Change = Callable[[], object]
Begun = tuple[Change, set[tuple[str, int]]]


def publishing(company: Organisation, owner: User) -> Begun:
    draft = offer(company)
    return lambda: publish(draft), {("posting", draft.pk)}


def publishing_at_once(company: Organisation, owner: User) -> Begun:
    Organisation.objects.filter(pk=company.pk).update(publishes_at_once=True)
    draft = need(Organisation.objects.get(pk=company.pk))
    return lambda: postings.submit(owner, draft), {("posting", draft.pk)}


def submitting(company: Organisation, owner: User) -> Begun:
    """The office of the new place is in charge from now on, and sees what only offices see."""
    live = need(company, State.PUBLISHED)
    elsewhere = postings.details_of(live) | {"place": territory("16076079")}
    postings.save(owner, live, elsewhere, live.version)
    return lambda: postings.submit(owner, live), {("posting", live.pk)}


def taking_off(company: Organisation, owner: User) -> Begun:
    live = offer(company, State.PUBLISHED)
    return live.unpublish, {("posting", live.pk)}


def closing(company: Organisation, owner: User) -> Begun:
    live = need(company, State.PUBLISHED)
    return lambda: postings.close(owner, live), {("posting", live.pk)}


def renewing(company: Organisation, owner: User) -> Begun:
    closed = offer(company, State.CLOSED)
    until = timezone.localdate() + timedelta(days=30)
    return lambda: postings.renew(owner, closed, until), {("posting", closed.pk)}


def expiring(company: Organisation, owner: User) -> Begun:
    over = need(company, State.EXPIRED, expires_on=yesterday())
    return publish_scheduled, {("posting", over.pk)}


def verifying(company: Organisation, owner: User) -> Begun:
    new = organisation("Chor", "club", "16077001", Verification.PENDING)
    return lambda: organisations.verify(owner, new), {("organisation", new.pk)}


def refusing(company: Organisation, owner: User) -> Begun:
    return lambda: organisations.refuse(owner, company, "Nein."), {("organisation", company.pk)}


def renaming(company: Organisation, owner: User) -> Begun:
    """Whoever is called something else must be verified anew."""
    data: dict[str, Any] = {"name": "Klinik", "kind": company.kind, "seat": company.seat}
    return (
        lambda: organisations.update(owner, company, data | {"languages": []}, company.version),
        {("organisation", company.pk)},
    )


CHANGES = [
    publishing,
    publishing_at_once,
    submitting,
    taking_off,
    closing,
    renewing,
    expiring,
    verifying,
    refusing,
    renaming,
]


def rows() -> set[tuple[str, int]]:
    return set(OutboxRow.objects.values_list("subject", "key"))


def picture() -> list[Any]:
    """All that the changes of these tests touch."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Posting, Organisation, Office, Delivery)
    ]


def unwritable(*_arguments: object) -> NoReturn:
    raise RuntimeError("no row can be written")


@pytest.mark.parametrize("begin", CHANGES)
def test_the_row_stands_with_the_change(
    begin: Callable[..., Begun], company: Organisation, owner: User
) -> None:
    act, expected = begin(company, owner)
    OutboxRow.objects.all().delete()
    before = picture()
    act()
    assert rows() == expected
    assert picture() != before


@pytest.mark.parametrize("begin", CHANGES)
def test_without_its_row_the_change_does_not_stand(
    begin: Callable[..., Begun],
    company: Organisation,
    owner: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    act, _expected = begin(company, owner)
    before = picture()
    monkeypatch.setattr(outbox, "write_many", unwritable)
    with pytest.raises(RuntimeError):
        act()
    assert picture() == before


@pytest.mark.parametrize("begin", CHANGES)
def test_the_row_goes_with_the_change_that_is_taken_back(
    begin: Callable[..., Begun], company: Organisation, owner: User
) -> None:
    act, _expected = begin(company, owner)
    OutboxRow.objects.all().delete()
    before = picture()
    with transaction.atomic():
        act()
        transaction.set_rollback(True)
    assert rows() == set()
    assert picture() == before


def test_what_is_only_saved_writes_none(company: Organisation, owner: User) -> None:
    live = offer(company, State.PUBLISHED)
    OutboxRow.objects.all().delete()
    draft = offer(company)
    postings.save(owner, draft, postings.details_of(draft), draft.version)
    postings.save(owner, live, postings.details_of(live), live.version)
    postings.duplicate(owner, live)
    assert rows() == set()


def test_an_organisation_that_changes_its_telephone_writes_none(
    company: Organisation, owner: User
) -> None:
    same = {"name": company.name, "kind": company.kind, "seat": company.seat, "languages": []}
    organisations.update(owner, company, same | {"contact_phone": "12"}, company.version)
    assert rows() == set()


# --- Offices, in the admin ------------------------------------------------------------------------


@pytest.fixture
def desk(client_of: Callable[[User], Client], administrator: User) -> Client:
    return client_of(administrator)


def adding(desk: Client, office: Office, company: Organisation) -> Begun:
    choice = {"organisation": company.pk, "territory": territory("16077001").pk}
    return lambda: desk.post("/admin/offices/new/", choice), {("organisation", company.pk)}


def handing_over(desk: Client, office: Office, company: Organisation) -> Begun:
    choice = {"organisation": company.pk, "territory": office.territory_id}
    return (
        lambda: desk.post(f"/admin/offices/edit/{office.pk}/", choice),
        {("organisation", company.pk), ("organisation", office.organisation_id)},
    )


def removing(desk: Client, office: Office, company: Organisation) -> Begun:
    return (
        lambda: desk.post(f"/admin/offices/delete/{office.pk}/"),
        {("organisation", office.organisation_id)},
    )


@pytest.mark.parametrize("begin", [adding, handing_over, removing])
def test_an_office_that_comes_changes_or_goes_writes_with_it(
    begin: Callable[..., Begun],
    desk: Client,
    office: User,
    company: Organisation,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    act, expected = begin(desk, Office.objects.get(), company)
    before = picture()
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "write_many", unwritable)
        with pytest.raises(RuntimeError):
            act()
    assert picture() == before
    act()
    assert rows() == expected
    assert picture() != before
