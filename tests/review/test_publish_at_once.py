"""An office may let a verified organisation publish without review, and take that back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from offers.postings import actions
from offers.postings.enums import State
from offers.postings.models import Offer
from partners.accounts.models import User
from partners.deliveries.models import Delivery
from partners.organisations.actions import refuse
from partners.organisations.enums import Verification
from partners.organisations.models import Organisation
from tests.postings.builders import offer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("owner")]


def press(client: Client, organisation: Organisation, button: str) -> Any:
    url = reverse("organisation_review:inspect", args=[organisation.pk])
    return client.post(url, {button: "1"})


def trusted(organisation: Organisation) -> bool:
    return Organisation.objects.get(pk=organisation.pk).publishes_at_once


def test_what_a_trusted_organisation_submits_is_on_show(
    desk: Client, company: Organisation, owner: User
) -> None:
    assert press(desk, company, "trust").status_code == 302
    posting = offer(Organisation.objects.get(pk=company.pk))
    Delivery.objects.all().delete()
    actions.submit(owner, posting)
    assert Offer.objects.get().state == State.PUBLISHED
    assert not Delivery.objects.exists()


def test_trust_is_taken_back(desk: Client, company: Organisation, owner: User) -> None:
    press(desk, company, "trust")
    press(desk, company, "distrust")
    posting = offer(Organisation.objects.get(pk=company.pk), State.SUBMITTED)
    assert posting.state == State.SUBMITTED


def test_it_is_written_down_who_trusted(desk: Client, company: Organisation, office: User) -> None:
    press(desk, company, "trust")
    press(desk, company, "trust")
    entry = ModelLogEntry.objects.get(action="organisations.trust")
    assert entry.user_id == office.pk
    url = reverse("organisation_review:history", args=[company.pk])
    assert "ohne Prüfung" in desk.get(url).text


def test_an_unverified_organisation_is_not_trusted(desk: Client, company: Organisation) -> None:
    Organisation.objects.filter(pk=company.pk).update(verification=Verification.PENDING)
    assert press(desk, company, "trust").status_code == 404
    assert not trusted(company)


def test_a_refused_organisation_is_trusted_no_longer(
    desk: Client, company: Organisation, office: User
) -> None:
    press(desk, company, "trust")
    refuse(office, company, "Gibt es nicht mehr.")
    assert not trusted(company)


def test_another_office_decides_nothing_here(
    client_of, office_elsewhere: User, company: Organisation
) -> None:
    assert press(client_of(office_elsewhere), company, "trust").status_code == 404
    assert not trusted(company)


def test_an_office_does_not_trust_itself(desk: Client, office: User) -> None:
    own = office.organisations.get()
    assert press(desk, own, "trust").status_code == 404
    assert not trusted(own)
