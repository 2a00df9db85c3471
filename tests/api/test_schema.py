"""The schema says what there is, and the API keeps to it."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from offers.postings.enums import State
from partners.accounts import tokens
from tests.events.builders import event
from tests.postings.builders import need, offer
from tests.support.scale import size

pytestmark = pytest.mark.django_db

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture
def one_connection(db: None) -> Iterator[None]:
    """A request of its own closes the connection at its end, and with it the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def schema_of(client) -> dict:
    answer = client.get("/api/v1/schema/")
    assert answer.status_code == 200
    return answer.json()


def test_it_is_openapi_3_1_and_names_only_our_paths(client) -> None:
    schema = schema_of(client)
    assert schema["openapi"] == "3.1.0"
    assert all(path.startswith("/api/v1/") for path in schema["paths"])
    roots = {path.split("/")[3] for path in schema["paths"]}
    assert roots == {
        *("offers", "needs", "events", "territories", "organisations", "topics", "audiences")
    }


def test_every_parameter_of_the_filter_is_described(client) -> None:
    described = schema_of(client)["paths"]["/api/v1/offers/"]["get"]["parameters"]
    assert [parameter["name"] for parameter in described if not parameter.get("description")] == []
    assert {parameter["name"] for parameter in described} == {
        *("topic", "kind", "audience", "language", "level", "territory", "near", "radius"),
        *("remote", "organisation", "valid_on", "q", "ordering", "page_size", "cursor"),
        *("facets", "lang"),
    }
    of_events = schema_of(client)["paths"]["/api/v1/events/"]["get"]["parameters"]
    assert {"starts_after", "starts_before", "attendance"} <= {
        parameter["name"] for parameter in of_events if parameter.get("description")
    }


@pytest.mark.once
def test_the_answers_are_as_documented(one_connection, company, owner) -> None:
    """Generated requests, good and bad, by somebody who may write."""
    for state in (State.DRAFT, State.PUBLISHED):
        offer(company, state, languages=[("de", "B1")])
        need(company, state)
        event(company, state, recurrence="FREQ=WEEKLY;COUNT=3")
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", get_wsgi_application())
    # Its client asks for compressed answers and does not unpack them.
    headers = {
        "Authorization": f"Bearer {tokens.create(owner, 'Test')[1]}",
        "Accept-Encoding": "identity",
    }
    for operation in schema.get_all_operations():

        @settings(
            max_examples=size(12, 100),
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.ok().as_strategy())
        def try_it(case: schemathesis.Case) -> None:
            case.call_and_validate(headers=headers, checks=CHECKS)

        try_it()
