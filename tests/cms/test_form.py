"""A form that editors made: sent, refused, trapped, and forgotten in time."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from time_machine import travel
from wagtail.contrib.forms.models import FormSubmission
from wagtail.models import Locale

from partners.deliveries.models import Delivery
from portal.cms.forms import FormThrottle
from portal.cms.models import FormPage
from portal.cms.tasks import forget_submissions
from tests.cms import builders as make

pytestmark = pytest.mark.django_db

GIVEN = {"ihr_name": "Kim Muster", "nachricht": "Die Rampe fehlt.", "antwort_an": ""}


@pytest.fixture
def form():
    return make.form_page(thanks="<p>Wir schreiben zurück.</p>", retention_days=30)


@pytest.fixture
def visitor(client_of):
    return client_of(None)


def test_it_says_how_long_what_is_sent_is_kept(visitor, form) -> None:
    answer = visitor.get(form.url).text
    assert "30" in answer
    assert 'for="id_nachricht"' in answer


def test_what_is_sent_is_kept_and_confirmed(visitor, form) -> None:
    answer = visitor.post(form.url, GIVEN, follow=True)
    assert "Wir schreiben zurück." in answer.text
    assert FormSubmission.objects.get().form_data == GIVEN


def test_somebody_is_told_but_not_what_was_written(visitor, form, administrator) -> None:
    visitor.post(form.url, GIVEN)
    told = Delivery.objects.get(message="pages.form_sent")
    assert told.recipient == administrator.email
    assert "Rampe" not in str(told.payload)


def test_a_flood_of_messages_fills_no_mailbox(visitor, form, administrator) -> None:
    with travel("2026-11-24T10:05:00Z", tick=False):
        for _turn in range(3):
            visitor.post(form.url, GIVEN)
    assert FormSubmission.objects.count() == 3
    assert Delivery.objects.filter(message="pages.form_sent").count() == 1


def test_a_mistake_is_said_at_the_field_and_nothing_typed_is_lost(visitor, form) -> None:
    answer = visitor.post(form.url, {"ihr_name": "Kim Muster", "antwort_an": "nirgends"})
    assert not FormSubmission.objects.exists()
    assert 'href="#id_nachricht"' in answer.text
    assert 'href="#id_antwort_an"' in answer.text
    assert 'value="Kim Muster"' in answer.text


def test_a_program_falls_into_the_trap_and_does_not_notice(visitor, form) -> None:
    answer = visitor.post(form.url, GIVEN | {"portal-website": "https://spam.example"}, follow=True)
    assert "Wir schreiben zurück." in answer.text
    assert not FormSubmission.objects.exists()


def test_a_field_may_ask_for_what_the_trap_is_named_after(visitor, form) -> None:
    form.form_fields.create(label="Portal website", field_type="url", locale=form.locale)
    form.save()
    visitor.post(form.url, GIVEN | {"portal_website": "https://verein.example"})
    assert FormSubmission.objects.get().form_data["portal_website"] == "https://verein.example"


@pytest.mark.parametrize("as_alias", [True, False])
def test_whatever_the_language_it_lies_with_the_form(visitor, form, as_alias: bool) -> None:
    arabic = Locale.objects.get(language_code="ar")
    other = form.copy_for_translation(arabic, copy_parents=True, alias=as_alias)
    if not as_alias:
        other.save_revision().publish()
    answer = visitor.post(other.url, GIVEN)
    assert answer.url == f"{other.url}?sent=1"
    assert FormSubmission.objects.get().page_id == form.pk


def test_a_flood_is_stopped_and_nothing_typed_is_lost(visitor, form, monkeypatch) -> None:
    cache.clear()
    monkeypatch.setattr(FormThrottle, "THROTTLE_RATES", {"form": "3/hour"})
    other = make.published(FormPage(title="Noch ein Formular", slug="noch-eins"))
    answers = [visitor.post(page.url, GIVEN) for page in (form, other, form, form)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert FormSubmission.objects.count() == 3
    assert "Die Rampe fehlt." in answers[-1].text
    assert 'value="Kim Muster"' in answers[-1].text
    assert "portal-error-summary" in answers[-1].text
    assert 3500 < int(answers[-1]["Retry-After"]) <= 3600


def test_mistakes_do_not_count(visitor, form, monkeypatch) -> None:
    cache.clear()
    monkeypatch.setattr(FormThrottle, "THROTTLE_RATES", {"form": "1/hour"})
    for _turn in range(3):
        assert visitor.post(form.url, {"ihr_name": "Kim"}).status_code == 200
    assert visitor.post(form.url, GIVEN).status_code == 302


def test_a_text_has_an_end(visitor, form) -> None:
    visitor.post(form.url, GIVEN | {"nachricht": "x" * 5001})
    assert not FormSubmission.objects.exists()


def test_it_is_forgotten_when_its_time_is_over(visitor, form) -> None:
    visitor.post(form.url, GIVEN)
    now = timezone.now()
    with travel(now + timedelta(days=29)):
        forget_submissions()
    assert FormSubmission.objects.exists()
    with travel(now + timedelta(days=31)):
        forget_submissions()
    assert not FormSubmission.objects.exists()
