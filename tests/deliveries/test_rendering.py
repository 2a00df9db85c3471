"""The mail: no foreign header, text and HTML agree, ready for every language."""

import re
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from unittest import mock

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from partners.deliveries.messages import Group
from partners.deliveries.models import Delivery
from partners.deliveries.rendering import render
from partners.deliveries.stop_links import token_of
from tests.deliveries.letters import Greeting, News

# A mail names the portal, and administrators may have given it a name.
pytestmark = pytest.mark.django_db

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
STOPPABLE = HEADERS | {"List-Unsubscribe", "List-Unsubscribe-Post"}
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


def news(language: str = "en", **payload: str) -> Delivery:
    delivery = greeting(language, **payload)
    delivery.message, delivery.pk = News.code, 17
    return delivery


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


@given(HOSTILE)
@settings(deadline=None)  # the first address of all that is made takes long
def test_no_text_of_a_mail_that_can_be_stopped_becomes_a_header(text: str) -> None:
    bad = f"{text}\r\nBcc: eve@example.org"
    delivery = news(title=bad)
    with mock.patch.object(News, "group", Group("news", bad, bad)):
        mail = sent(delivery)
    assert set(mail.keys()) == STOPPABLE
    assert len(mail.keys()) == len(STOPPABLE)
    url = f"http://localhost:8000/en/mails/{token_of(delivery)}/stop/"
    assert mail["List-Unsubscribe"] == f"<{url}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("language", ["de>, <https://eve.example", "de>\tBcc: eve", "дe"])
def test_nothing_of_a_delivery_breaks_out_of_the_way_to_stop(language: str) -> None:
    mail = sent(news(language))
    assert set(mail.keys()) == STOPPABLE
    assert re.fullmatch(r"<http://localhost:8000/[!-;=?-~]+/stop/>", mail["List-Unsubscribe"])


def test_programs_find_the_way_to_stop_in_one_piece(settings: Settings) -> None:
    settings.SITE_URL = "https://ankommen.landkreis-mit-langem-namen.example.org"
    delivery = news("de")
    mail = render(delivery)
    assert mail is not None
    url = f"{settings.SITE_URL}/de/mails/{token_of(delivery)}/stop/"
    assert f"\r\nList-Unsubscribe: <{url}>\r\n".encode() in mail.as_bytes()
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in mail.as_bytes()


def test_people_find_the_way_to_stop_at_the_foot() -> None:
    delivery = news("en")
    mail = sent(delivery)
    url = f"http://localhost:8000/en/mails/{token_of(delivery)}/stop/"
    label = "Get no more mails of this kind: What is new"
    assert f"{label}\n{url}\n" in body(mail, "plain").partition("\n-- \n")[2]
    assert f'<a href="{url}">{label}</a>' in body(mail, "html").partition("<footer")[2]


def test_what_was_asked_for_shows_no_way_to_stop() -> None:
    mail = sent(greeting())
    assert "/stop/" not in body(mail, "plain") + body(mail, "html")


@pytest.mark.parametrize("language", ["de\r\nBcc: eve@example.org", "de\nX: y"])
@pytest.mark.parametrize("write", [greeting, news])
def test_a_line_break_where_none_can_be_is_refused(
    language: str, write: Callable[[str], Delivery]
) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        render(write(language))


@pytest.mark.parametrize(
    "delivery", [greeting(name="Ada & <Söhne>"), news(title="Flat & <garden>")], ids=str
)
def test_text_and_html_say_the_same(delivery: Delivery) -> None:
    mail = sent(delivery)
    text, html = body(mail, "plain"), Words(body(mail, "html"))
    said = text.replace("-- \n", "").replace(":\nhttp", "\nhttp").replace("Place:", "Place")
    assert without_addresses(said.replace(" – http", "\nhttp").split()) == without_addresses(
        html.words
    )
    addresses = [word for word in text.split() if word.startswith("http")]
    assert addresses == [given["href"] for tag, given in html.tags if tag == "a"]


def without_addresses(words: list[str]) -> list[str]:
    """Without those of pages: what the HTML hides behind a link stands open in the text."""
    return [word for word in words if not word.startswith("http")]


def test_the_text_is_laid_out_for_reading() -> None:
    text = body(sent(greeting()), "plain")
    assert text.startswith("Hello Ada\n\nDear Ada,\n\nSunday\n\nPlace: Ilmenau\n\nOpen:\nhttp")
    assert "\nhttp://localhost:8000/de/door/?a=1&b=2\n\nIf that was not you" in text
    assert "\n-- \n" in text


def test_items_stand_between_facts_and_action() -> None:
    mail = sent(news())
    assert (
        "\nPlace: Ilmenau\n\n"
        "A flat & more\n  in A flat & more\n  from May\n"
        "  http://localhost:8000/de/offers/1/?a=1&b=2\n\n"
        "A course\n  http://localhost:8000/de/offers/2/\n\nSee all:\nhttp"
    ) in body(mail, "plain")
    html = body(mail, "html")
    places = [html.index(f"{tag}") for tag in ("</dl>", "<ul", "</ul>", 'class="action"')]
    assert places == sorted(places)


def test_each_item_has_a_heading_that_is_a_link() -> None:
    tags = Words(body(sent(news()), "html")).tags
    names = [name for name, _ in tags]
    assert names.count("li") == names.count("h2") == 2
    assert [tags[at + 1][1]["href"] for at, name in enumerate(names) if name == "h2"] == [
        "http://localhost:8000/de/offers/1/?a=1&b=2",
        "http://localhost:8000/de/offers/2/",
    ]


def test_a_title_of_the_other_direction_stands_by_itself() -> None:
    html = body(sent(news("ar", title="Wohnung (ab Mai)")), "html")
    assert 'dir="rtl"' in html
    assert "<bdi>Wohnung (ab Mai)</bdi>" in html
    assert "<bdi>in Wohnung (ab Mai)</bdi>" in html


def test_markup_in_a_name_stays_a_name() -> None:
    script = "<script>alert(1)</script>"
    for mail in (sent(greeting(name=script)), sent(news(title=script))):
        assert "<script" not in body(mail, "html")


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("ar", "rtl"), ("fa", "rtl")])
def test_the_html_names_language_and_direction(language: str, direction: str) -> None:
    html = Words(body(sent(greeting(language)), "html"))
    assert dict(html.tags)["html"] == {"lang": language, "dir": direction}
    # Web mail takes html and body away: what stands in them has to say it again.
    assert dict(html.tags)["main"] == dict(html.tags)["footer"] == dict(html.tags)["html"]


def test_words_of_another_script_turn_by_themselves() -> None:
    html = body(sent(greeting("ar")), "html")
    assert '<p dir="auto">' in html
    assert re.search(r'<bdi dir="ltr">http://localhost:8000/[^<]*</bdi>', html)


def test_the_html_has_one_heading_and_loads_nothing() -> None:
    tags = Words(body(sent(news()), "html")).tags
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
