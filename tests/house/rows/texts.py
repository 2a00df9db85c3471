"""Rows of texts in several languages: written by members, overlooked by offices."""

from tests.house.matrix import DO, STAFF, WRITE, Arguments, Fixtures, Row, draft, only
from tests.postings.builders import offer


def in_english(get: Fixtures) -> Arguments:
    """A translation that a draft has not got yet."""
    return draft(get) | {"language": "en"}


def translated(get: Fixtures) -> Arguments:
    """A translation that a draft has."""
    return {"pk": offer(get("company"), texts={"en": "A flat"}).pk, "language": "en"}


def original(get: Fixtures) -> Arguments:
    return draft(get) | {"language": "de"}


NOWHERE = only(404) | {"reader": 403}

ROWS = [
    Row("postings:translate", WRITE, of=in_english),
    Row("postings:translate", WRITE, "post", of=in_english),
    Row("postings:translate", NOWHERE, of=original),
    Row("postings:remove_text", WRITE, of=translated),
    Row("postings:remove_text", DO, "post", of=translated),
    Row("postings:remove_text", NOWHERE, of=in_english),
    Row("cockpit:languages", only(200, *STAFF)),
]
