"""The office takes something off show."""

import pytest
from django.test import Client
from django.urls import reverse

from offers.postings import actions
from offers.postings.enums import State
from offers.postings.models import Offer
from partners.accounts.models import User
from partners.organisations.models import Organisation
from tests.postings.builders import details, offer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("owner")]


def unpublish(client: Client, posting: Offer) -> int:
    return client.post(reverse("offer_review:unpublish", args=[posting.pk])).status_code


def test_it_is_off_show_and_cannot_be_found(
    desk: Client, company: Organisation, office: User
) -> None:
    posting = offer(company, State.PUBLISHED)
    assert posting.tokens.exists()
    assert unpublish(desk, posting) == 302
    assert Offer.objects.get().state == State.DRAFT
    assert not posting.tokens.exists()


def test_the_history_says_who(desk: Client, company: Organisation, office: User) -> None:
    posting = offer(company, State.PUBLISHED)
    unpublish(desk, posting)
    page = desk.get(reverse("offer_review:history", args=[posting.pk]))
    entry = next(e for e in page.context["object_list"] if e.action == "wagtail.unpublish")
    assert entry.user_id == office.pk


def test_the_organisation_mends_it_and_submits_it_again(
    desk: Client, company: Organisation, owner: User
) -> None:
    posting = offer(company, State.PUBLISHED)
    unpublish(desk, posting)
    posting = Offer.objects.get()
    actions.save(owner, posting, details(Offer, title="Besser"), posting.version)
    actions.submit(owner, posting)
    assert Offer.objects.get().state == State.SUBMITTED


def test_another_office_takes_nothing_off(
    client_of, office_elsewhere: User, company: Organisation
) -> None:
    posting = offer(company, State.PUBLISHED)
    assert unpublish(client_of(office_elsewhere), posting) == 404
    assert Offer.objects.get().state == State.PUBLISHED
