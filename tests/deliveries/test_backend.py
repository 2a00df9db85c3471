"""Mails that Django or Wagtail write go through the ledger."""

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, send_mail
from django.test import override_settings
from django.utils import translation
from pytest_django import Settings

from partners.deliveries.actions import send_due
from partners.deliveries.models import Delivery
from tests.deliveries.sink import Sink

pytestmark = pytest.mark.django_db

BACKEND = "partners.deliveries.backend.DjangoMailBackend"


@pytest.fixture(autouse=True)
def _backend(settings: Settings) -> None:
    settings.EMAIL_BACKEND = BACKEND


def test_it_is_the_one_way_out() -> None:
    from portal.settings import base

    assert base.EMAIL_BACKEND == BACKEND


def test_each_recipient_gets_a_delivery_of_their_own(sink: Sink) -> None:
    with translation.override("en"):
        assert send_mail("Hi", "First\n\nSecond", None, ["a@x.de", "B@x.de"]) == 1
    assert send_due() == 2
    assert sorted(sink.recipients) == ["a@x.de", "b@x.de"]
    assert [mail["To"] for mail in sink.mails] == sink.recipients, "nobody sees the others"
    html = sink.mails[0].get_body(("html",)).get_content()
    assert '<p dir="auto">First</p>' in html
    assert 'lang="en"' in html


def test_the_same_mail_twice_is_sent_twice() -> None:
    for _ in range(2):
        send_mail("Hi", "Text", None, ["a@x.de"])
    assert Delivery.objects.count() == 2


def test_one_bad_address_promises_nothing() -> None:
    with pytest.raises(ValidationError):
        send_mail("Hi", "Text", None, ["a@x.de", "nobody"])
    assert not Delivery.objects.exists()


def test_an_attachment_is_refused_instead_of_lost() -> None:
    mail = EmailMultiAlternatives("Hi", "Text", None, ["a@x.de"])
    mail.attach("a.txt", "text", "text/plain")
    with pytest.raises(ValueError, match="attachments"):
        mail.send()


@override_settings(LANGUAGE_CODE="de")
def test_without_a_language_the_sites_own_is_taken() -> None:
    with translation.override(None):
        send_mail("Hi", "Text", None, ["a@x.de"])
    assert Delivery.objects.get().language == "de"
