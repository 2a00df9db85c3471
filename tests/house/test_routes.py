"""The table of rights is complete, and true."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from partners.accounts.models import User
from tests.house.matrix import LOG_IN, ROLES, TREES, WITHOUT_CSRF_TOKEN, Row, Tree
from tests.house.rows import ROWS
from tests.support.routes import Route, address, all_routes

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]


def tree_of(route: Route) -> Tree | None:
    trees = [tree for tree in TREES if route.path.startswith(tree.path)]
    return max(trees, key=lambda tree: len(tree.path), default=None)


OURS = [r for r in all_routes() if r.is_ours and not r.path.startswith("admin/")]


@pytest.fixture
def cast(request: pytest.FixtureRequest, settings: Settings) -> Callable[[str], object]:
    # Demanding it would send staff elsewhere from every page; that door has tests of its own.
    settings.SECOND_FACTOR_DEMANDED = False
    return lambda name: None if name == "visitor" else request.getfixturevalue(name)


def outcome(response: HttpResponse) -> int | str:
    if response.status_code == 302 and reverse("account_login") in response["Location"]:
        return LOG_IN
    return response.status_code


def test_every_route_of_ours_has_a_row() -> None:
    assert {r.name for r in OURS} - {row.route for row in ROWS} == set()


def test_every_row_has_a_route() -> None:
    assert {row.route for row in ROWS} - {r.name for r in OURS} == set()


def test_every_route_of_others_lies_in_a_known_tree() -> None:
    assert [r for r in all_routes() if r not in OURS and tree_of(r) is None] == []


def test_every_tree_has_routes() -> None:
    assert set(TREES) == {tree_of(r) for r in all_routes() if r not in OURS}


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done here has not been done afterwards: the next role finds all as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_role_gets_what_the_table_says(row: Row, cast: Callable, client_of: ClientOf) -> None:
    url = address(row.route, **row.of(cast))
    data = row.data(cast)
    got = {}
    for role in ROLES:
        client = client_of(cast(role))
        with undone():
            got[role] = outcome(getattr(client, row.method)(url, data))
    assert got == row.expected


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.path)
def test_each_tree_answers_as_the_table_says(
    tree: Tree, cast: Callable, client_of: ClientOf
) -> None:
    got = {role: outcome(client_of(cast(role)).get(tree.sample)) for role in ROLES}
    assert got == tree.expected


ONE_ROW_A_ROUTE = {row.route: row for row in reversed(ROWS)}
CHANGING = ("post", "put", "patch", "delete")


def without_token(row: Row, cast: Callable) -> dict[str, int]:
    """How each changing method is answered."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast("administrator"), "allauth.account.auth_backends.AuthenticationBackend")
    url = address(row.route, **row.of(cast))
    data = row.data(cast)
    return {method: getattr(client, method)(url, data).status_code for method in CHANGING}


@pytest.mark.parametrize(
    "row",
    [row for name, row in ONE_ROW_A_ROUTE.items() if name not in WITHOUT_CSRF_TOKEN],
    ids=str,
)
def test_nothing_is_changed_without_a_token(row: Row, cast: Callable) -> None:
    assert without_token(row, cast) == dict.fromkeys(CHANGING, 403)


@pytest.mark.parametrize("route", WITHOUT_CSRF_TOKEN)
def test_what_needs_no_token_can_only_be_posted_to(route: str, cast: Callable) -> None:
    got = without_token(ONE_ROW_A_ROUTE[route], cast)
    assert got == dict.fromkeys(CHANGING, 405) | {"post": 200}
