"""The pages behind the link in a mail: no log-in, nothing by looking, everything by one click."""

import logging
from urllib.parse import urlsplit

import pytest
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from partners.accounts.models import User
from partners.deliveries import messages
from partners.deliveries.actions import send_due, stop
from partners.deliveries.models import Delivery, Stop
from partners.deliveries.stop_links import stop_url, token_of
from portal.logs import RedactingFormatter
from tests.deliveries.letters import NEWS, promise_greeting, promise_news
from tests.deliveries.sink import Sink

pytestmark = pytest.mark.django_db


def page_of(delivery: Delivery) -> str:
    with translation.override(delivery.language):
        return urlsplit(stop_url(delivery)).path


def resume_of(delivery: Delivery) -> str:
    return f"/de/mails/{token_of(delivery)}/resume/"


@pytest.fixture
def stranger() -> Client:
    """A browser without a log-in, or the server of a mail program; its tokens are checked."""
    return Client(enforce_csrf_checks=True)


def token_in(html: str) -> str:
    return html.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]


def test_the_link_in_the_mail_leads_to_the_page_in_its_language(client: Client, sink: Sink) -> None:
    promise_news(language="en")
    send_due()
    address = sink.mails[0]["List-Unsubscribe"].strip("<>")
    assert address.startswith("http://localhost:8000/en/mails/")
    page = client.get(urlsplit(address).path)
    assert page.status_code == 200
    assert "Stop these mails" in page.text


def test_the_page_says_what_it_is_about_and_shows_no_address(client: Client) -> None:
    page = client.get(page_of(promise_news())).text
    assert "What is new" in page
    assert "Once in a while we tell what is new." in page
    assert "p…@example.org" in page
    assert "person1" not in page


def test_the_address_of_the_page_holds_none_either() -> None:
    assert "person1" not in page_of(promise_news())


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing(client: Client, method: str) -> None:
    assert getattr(client, method)(page_of(promise_news())).status_code == 200
    assert not Stop.objects.exists()


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_takes_nothing_back(client: Client, method: str) -> None:
    delivery = promise_news()
    stop(delivery.recipient, NEWS)
    assert getattr(client, method)(resume_of(delivery)).status_code == 405
    getattr(client, method)(page_of(delivery))
    assert Stop.objects.exists()


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_there_is_no_other_way(client: Client, method: str) -> None:
    assert getattr(client, method)(page_of(promise_news())).status_code == 405
    assert not Stop.objects.exists()


@pytest.mark.parametrize("multipart", [True, False])
def test_a_mail_program_stops_with_one_post(stranger: Client, multipart: bool) -> None:
    url, said = page_of(promise_news()), {"List-Unsubscribe": "One-Click"}
    answer = (
        stranger.post(url, said)
        if multipart
        else stranger.post(
            url, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
        )
    )
    assert answer.status_code == 200, "no redirect: programs may not follow one"
    kept = Stop.objects.get()
    assert (kept.recipient, kept.group) == ("person1@example.org", "news")


def test_after_stopping_the_page_says_what_still_comes(client: Client) -> None:
    page = client.post(page_of(promise_news())).text
    assert "p…@example.org bekommt keine solchen Mails mehr." in page
    assert "Andere Mails kommen weiterhin" in page
    assert "Diese Mails abbestellen" not in page


def test_the_page_can_be_opened_again_after_stopping(client: Client) -> None:
    delivery = promise_news()
    stop(delivery.recipient, NEWS)
    assert resume_of(delivery) in client.get(page_of(delivery)).text


def test_it_can_be_taken_back(stranger: Client) -> None:
    delivery = promise_news()
    token = token_in(stranger.post(page_of(delivery)).text)
    answer = stranger.post(resume_of(delivery), {"csrfmiddlewaretoken": token}, follow=True)
    assert answer.redirect_chain == [(page_of(delivery), 302)]
    assert "Sie bekommen diese Mails wieder." in answer.text
    assert "Diese Mails abbestellen" in answer.text
    assert not Stop.objects.exists()


def test_nobody_elses_page_takes_it_back(stranger: Client) -> None:
    delivery = promise_news()
    stop(delivery.recipient, NEWS)
    assert stranger.post(resume_of(delivery)).status_code == 403
    assert Stop.objects.exists()


def forgeries(delivery: Delivery) -> dict[str, str]:
    number, _sep, signature = token_of(delivery).partition(":")
    return {
        "no signature": number,
        "another number": f"{int(number) + 1}:{signature}",
        "half a signature": f"{number}:{signature[:-1]}",
        "signed for something else": Signer().sign(number),
        "signed, but not by us": Signer(key="x" * 50, salt="partners.deliveries.stop").sign(number),
        "not a number": "nobody",
        "not even text": "%00",
    }


@pytest.mark.parametrize("kind", forgeries(Delivery(pk=1)))
@pytest.mark.parametrize("name", ["stop", "resume"])
def test_a_forged_token_opens_nothing(client: Client, kind: str, name: str) -> None:
    delivery = promise_news()
    stop("person2@example.org", NEWS)
    url = f"/de/mails/{forgeries(delivery)[kind]}/{name}/"
    assert client.post(url).status_code == 404
    assert name == "resume" or client.get(url).status_code == 404
    assert Stop.objects.count() == 1


def test_a_mail_of_which_nothing_is_left_opens_nothing(client: Client) -> None:
    delivery = promise_news()
    url = page_of(delivery)
    Delivery.objects.all().delete()
    assert client.get(url).status_code == 404


def test_what_was_asked_for_cannot_be_stopped(client: Client) -> None:
    assert client.post(page_of(promise_greeting())).status_code == 404
    assert not Stop.objects.exists()


def test_a_kind_that_nobody_sends_any_more_opens_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = page_of(promise_news())
    monkeypatch.delitem(messages._registry, "news")
    assert client.get(url).status_code == 404


def test_who_lacks_a_second_factor_can_still_stop(
    client_of, office: User, settings: Settings
) -> None:
    settings.SECOND_FACTOR_DEMANDED = True
    client = client_of(office)
    assert client.get(page_of(promise_news())).status_code == 200
    assert client.get(reverse("cockpit:mails")).status_code == 302


def test_the_token_stays_between_mail_and_page(client: Client) -> None:
    url = page_of(promise_news())
    answer = client.get(url)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    line = logging.LogRecord("django.request", 30, "", 1, f"Not Found: {url}", None, None)
    assert RedactingFormatter().format(line) == "Not Found: /de/mails/[secret]/stop/"
