"""The mail: no foreign header, text and HTML agree, ready for every language."""

from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from partners.deliveries.models import Delivery
from partners.deliveries.rendering import render
from tests.deliveries.letters import Greeting

HEADERS = {
    "Date",
    "Message-ID",
    "From",
    "To",
    "Subject",
    "Auto-Submitted",
    "Content-Language",
    "MIME-Version",
    "Content-Type",
}
HOSTILE = st.text(
    st.sampled_from("\r\n\v\f\x1c\x85\u2028\u2029: <>äב") | st.characters(codec="utf-8")
)


class Words(HTMLParser):
    """What a reader of the HTML sees, and the elements it is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._skip = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._skip += tag in ("style", "title")

    def handle_endtag(self, tag: str) -> None:
        self._skip -= tag in ("style", "title")

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self.words += data.split()


def greeting(language: str = "en", **payload: str) -> Delivery:
    return Delivery(
        message=Greeting.code,
        recipient="ada@example.org",
        payload={"name": "Ada"} | payload,
        language=language,
        message_id="<1@localhost>",
        give_up_at=timezone.now() + timedelta(hours=72),
    )


def sent(delivery: Delivery) -> EmailMessage:
    """The mail as the recipient's program reads it."""
    mail = render(delivery)
    assert mail is not None
    return message_from_bytes(mail.as_bytes(), policy=default)


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return part.get_content().replace("\r\n", "\n")


def test_the_headers_say_who_what_and_that_no_person_wrote_it(settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Brücke <portal@example.org>"
    mail = sent(greeting())
    assert set(mail.keys()) == HEADERS
    assert mail["From"] == "Brücke <portal@example.org>"
    assert mail["To"] == "ada@example.org"
    assert mail["Subject"] == "Hello Ada"
    assert mail["Message-ID"] == "<1@localhost>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "en"


@given(HOSTILE)
def test_no_text_becomes_a_header(text: str) -> None:
    mail = sent(greeting(subject=f"Hello{text}\r\nBcc: eve@example.org", name=text))
    assert set(mail.keys()) == HEADERS
    assert len(mail.keys()) == len(HEADERS)
    assert mail["To"] == "ada@example.org"


@pytest.mark.parametrize("language", ["de\r\nBcc: eve@example.org", "de\nX: y"])
def test_a_line_break_where_none_can_be_is_refused(language: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        render(greeting(language))


def test_text_and_html_say_the_same() -> None:
    mail = sent(greeting(name="Ada & <Söhne>"))
    text, html = body(mail, "plain"), Words(body(mail, "html"))
    said = text.replace("-- \n", "").replace(":\n", "\n").replace("Place:", "Place")
    said = said.replace("–", "").replace(" http://localhost:8000\n", "\n")
    assert said.split() == html.words


def test_the_text_is_laid_out_for_reading() -> None:
    text = body(sent(greeting()), "plain")
    assert text.startswith("Hello Ada\n\nDear Ada,\n\nSunday\n\nPlace: Ilmenau\n\nOpen:\nhttp")
    assert "\nhttp://localhost:8000/de/door/?a=1&b=2\n\nIf that was not you" in text
    assert "\n-- \n" in text


def test_markup_in_a_name_stays_a_name() -> None:
    html = body(sent(greeting(name="<script>alert(1)</script>")), "html")
    assert "<script" not in html


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("ar", "rtl"), ("fa", "rtl")])
def test_the_html_names_language_and_direction(language: str, direction: str) -> None:
    html = Words(body(sent(greeting(language)), "html"))
    attributes = dict(html.tags)["html"]
    assert attributes == {"lang": language, "dir": direction}


def test_the_html_has_one_heading_and_loads_nothing() -> None:
    tags = Words(body(sent(greeting()), "html")).tags
    names = [name for name, _ in tags]
    assert names.count("h1") == 1
    assert not {"img", "script", "link", "table"} & set(names)


@pytest.mark.parametrize("name", ["Jürgen", "ü" * 5000])
def test_every_line_fits_through_old_relays(name: str) -> None:
    mail = render(greeting(name=name))
    assert mail is not None
    raw = mail.as_bytes()
    assert raw.isascii()
    assert max(map(len, raw.splitlines())) <= 998
