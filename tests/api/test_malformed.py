"""Whatever is sent, the answer is an answer and never an error of ours."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offers.postings.enums import State
from tests.api.conftest import Program
from tests.postings.builders import offer
from tests.support.scale import size

pytestmark = pytest.mark.django_db

NAMES = (
    *("topic", "kind", "audience", "language", "level", "territory", "near", "radius", "remote"),
    *("organisation", "valid_on", "q", "ordering", "page_size", "cursor", "facets", "lang"),
    *("inside", "mine", "", "utm_source", "starts_after", "starts_before", "attendance"),
)
NASTY = (
    *(
        "\x00",
        "a\x00b",
        "x" * 5000,
        "'",
        '"',
        "a\"b'",
        "%",
        "\\",
        "🙂",
        "👩‍👩‍👧",
        "\ud7ff",
        "\u202e",
    ),
    *("9" * 5000, "-1", "1e9", "٣", "NaN", "true", "True", "null", "[]", "{}", "../..", "${7*7}"),
    *(
        "0001-01-01",
        "9999-12-31",
        "16077001",
        "16",
        "B1",
        "2026-12-24T18:00+01:00",
        "0001-01-01T00:00+14:00",
        "onsite",
        "housing",
        "newest",
        "distance",
        "de",
    ),
    *("WyJuZXdlc3QiLCJuZXh0IiwxLDFd:1xV36J:abc", "klinikum-musterstadt", " ", "\r\n", "ß", "%00"),
)
VALUES = st.one_of(st.sampled_from(NASTY), st.text(max_size=40))
QUERIES = st.dictionaries(st.sampled_from(NAMES), st.lists(VALUES, max_size=3), max_size=4)
PATHS = (
    "offers/",
    "needs/",
    "events/",
    "territories/",
    "organisations/",
    "topics/",
    "schema/",
    "offers/mine/",
)
FEW = settings(
    max_examples=size(80, 3000),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.sampled_from(NASTY)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from((*NASTY[:8], "language", "ags", "de")), inner, max_size=3),
    ),
    max_leaves=6,
)
FIELDS = (
    *("organisation", "kind", "topics", "audiences", "languages", "place", "reach", "radius_km"),
    *("territories", "source_language", "texts", "expires_on", "link", "contact_name", "seats"),
    *("contact_email", "contact_phone", "rooms", "price_eur", "starts_on", "furnished", "schedule"),
)


@pytest.fixture
def shown(company, owner) -> Any:
    return offer(company, State.PUBLISHED, languages=[("de", "B1")])


@given(path=st.sampled_from(PATHS), query=QUERIES)
@FEW
def test_no_parameter_breaks_a_list(program: Program, shown, path: str, query: dict) -> None:
    answer = program.get(f"/api/v1/{path}", query)
    assert answer.status_code in (200, 400, 401), answer.content
    if answer.status_code == 400:
        for messages in answer.json().values():
            assert messages
            assert all(isinstance(message, str) for message in messages)


@given(query=QUERIES)
@FEW
def test_no_parameter_breaks_a_page(program: Program, shown, query: dict) -> None:
    assert program.get("/en/offers/", query).status_code == 200


@given(changes=st.dictionaries(st.sampled_from(FIELDS), JSON, min_size=1, max_size=3))
@FEW
def test_no_body_breaks_writing(program_of, shown, owner, changes: dict) -> None:
    writer = program_of(None)
    writer.force_login(owner, "allauth.account.auth_backends.AuthenticationBackend")
    writer.handler.enforce_csrf_checks = False
    body = writer.get(f"/api/v1/offers/{shown.pk}/").json() | changes
    answer = writer.send("PATCH", f"offers/{shown.pk}/", body, f'"{body["version"]}"')
    assert answer.status_code in (200, 400), answer.content


@pytest.mark.parametrize(
    "path",
    ["offers/0/", "offers/abc/", "offers/" + "9" * 19 + "/", "topics/a%00b/", "territories/%F0/"],
)
def test_no_address_breaks_it(program: Program, path: str) -> None:
    answer = program.get(f"/api/v1/{path}")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/json"


def test_more_parameters_than_anybody_needs_are_refused(program: Program) -> None:
    answer = program.get("/api/v1/offers/?" + "&".join(f"a{number}=1" for number in range(1500)))
    assert answer.status_code == 400


@pytest.mark.parametrize("method", ["OPTIONS", "DELETE", "TRACE", "PUT", "FOO"])
@pytest.mark.parametrize("path", ["offers/", "topics/", "schema/"])
def test_methods_that_there_are_not_are_refused(program_of, owner, method: str, path: str) -> None:
    assert program_of(owner).send(method, path).status_code == 405


@pytest.mark.parametrize("kind", ["text/html", "application/xml", "nonsense", "*/*;q=x", "\x00"])
def test_whatever_kind_of_answer_is_wanted_there_is_one(program: Program, kind: str) -> None:
    answer = program.get("/api/v1/topics/", headers={"Accept": kind})
    assert answer.status_code in (200, 406)
