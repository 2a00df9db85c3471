"""Texts of postings in several languages, by program."""

from collections.abc import Callable
from typing import Any

import pytest

from offers.postings import actions
from offers.postings.enums import Origin, State
from offers.postings.models import Offer
from partners.accounts.models import User
from tests.api.conftest import Program
from tests.api.test_write import flat, version_of
from tests.postings.builders import details, offer, publish

pytestmark = pytest.mark.django_db

ENGLISH = {"title": "A flat", "summary": "Three rooms.", "body": ""}


@pytest.fixture
def writer(program_of: Callable[[User | None], Program], owner: User) -> Program:
    return program_of(owner)


def in_two(company: Any, **english: str) -> Offer:
    return offer(company, State.PUBLISHED, texts={"en": ENGLISH | english})


def change_source(posting: Offer, user: User) -> None:
    """A colleague writes the German text anew and publishes it; the English stays."""
    posting.refresh_from_db()
    changed = details(Offer, title="Ein ganzes Haus", texts={"en": ENGLISH})
    publish(actions.save(user, posting, changed, posting.version))


def test_the_text_shown_says_where_it_comes_from(program: Program, company, owner) -> None:
    shown = in_two(company)
    for answer in (program.ask(f"offers/{shown.pk}/"), program.ask("offers/")["results"][0]):
        said = {name: answer[name] for name in ("text_language", "text_origin", "text_stale")}
        assert said == {"text_language": "en", "text_origin": "human", "text_stale": False}
    german = program.ask("offers/", lang="de")["results"][0]
    assert (german["text_language"], german["text_origin"]) == ("de", "source")


def test_readers_of_other_languages_get_the_fallback(program: Program, company, owner) -> None:
    in_two(company)
    for language, shown in {"uk": "en", "ar": "en", "de-simple": "de"}.items():
        assert program.ask("offers/", lang=language)["results"][0]["text_language"] == shown


def test_every_text_says_its_origin_and_whether_it_is_stale(
    program: Program, company, owner
) -> None:
    shown = in_two(company, origin=Origin.MACHINE)
    change_source(shown, owner)
    answer = program.ask(f"offers/{shown.pk}/")
    assert {code: (t["origin"], t["stale"]) for code, t in answer["texts"].items()} == {
        "de": ("source", False),
        "en": ("machine", True),
    }
    assert (answer["text_origin"], answer["text_stale"]) == ("machine", True)


def test_a_program_says_that_a_machine_translated(writer: Program, company) -> None:
    texts = flat(company)["texts"] | {"en": ENGLISH | {"origin": "machine"}, "uk": ENGLISH}
    answer = writer.send("POST", "offers/", flat(company, texts=texts))
    assert answer.status_code == 201, answer.content
    made = answer.json()["texts"]
    assert {code: text["origin"] for code, text in made.items()} == {
        "de": "source",
        "en": "machine",
        "uk": "human",
    }


def test_what_was_read_can_be_sent_back_and_marks_stay(writer: Program, company, owner) -> None:
    shown = in_two(company, origin=Origin.MACHINE)
    change_source(shown, owner)
    read = writer.ask(f"offers/{shown.pk}/")
    answer = writer.send("PUT", f"offers/{shown.pk}/", read, version_of(shown))
    assert answer.status_code == 200, answer.content
    assert answer.json()["texts"] == read["texts"]


def test_new_words_are_current_again(writer: Program, company, owner) -> None:
    shown = in_two(company)
    change_source(shown, owner)
    texts = writer.ask(f"offers/{shown.pk}/")["texts"]
    texts["en"]["title"] = "A whole house"
    answer = writer.send("PATCH", f"offers/{shown.pk}/", {"texts": texts}, version_of(shown))
    assert answer.json()["texts"]["en"]["stale"] is False


def test_the_source_is_the_source_whatever_is_sent(writer: Program, company) -> None:
    texts = {"de": ENGLISH | {"origin": "machine"}, "en": ENGLISH | {"origin": "source"}}
    made = writer.send("POST", "offers/", flat(company, texts=texts)).json()["texts"]
    assert (made["de"]["origin"], made["en"]["origin"]) == ("source", "human")


@pytest.mark.parametrize(
    "texts",
    [
        {"de": ENGLISH, "xx": ENGLISH},
        {"en": ENGLISH},
        {"de": ENGLISH, "en": ENGLISH | {"origin": "robot"}},
        {"de": ENGLISH, "en": {"title": "A flat"}},
        {"de": ENGLISH, "en": ENGLISH | {"title": "x" * 121}},
        {"de": ENGLISH, "en": None},
        [ENGLISH],
    ],
)
def test_what_is_wrong_is_said_at_the_texts(writer: Program, company, texts: Any) -> None:
    answer = writer.send("POST", "offers/", flat(company, texts=texts))
    assert (answer.status_code, list(answer.json())) == (400, ["texts"])
    assert not Offer.objects.exists()


def test_a_language_named_twice_is_refused_and_named(writer: Program, company, owner) -> None:
    draft = offer(company)
    body = '{"texts": {"de": {"title": "A", "summary": "B"}, "en": {}, "en": {}}}'
    answer = writer.generic(
        "PATCH",
        f"/api/v1/offers/{draft.pk}/",
        body,
        "application/json",
        headers={"If-Match": version_of(draft)},
    )
    assert answer.status_code == 400
    assert "“en”" in answer.json()["detail"]


def test_the_schema_describes_the_marks(client) -> None:
    parts = client.get("/api/v1/schema/").json()["components"]["schemas"]
    assert {"text_language", "text_origin", "text_stale"} <= parts["PostingResult"][
        "properties"
    ].keys()
    assert {"title", "origin", "stale"} <= parts["TextResult"]["properties"].keys()
    assert "origin" in parts["TextInput"]["properties"]
