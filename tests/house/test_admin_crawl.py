"""Every address of the Wagtail admin, asked for by people who are no administrators.

Wagtail's own views know nothing of territories. So each is closed to offices unless it is named
here, and what is named shows only what lies in the office's territory.
"""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import resolve
from pytest_django import Settings
from wagtail.models import Page

from partners.accounts.models import User
from partners.organisations.models import Organisation
from portal.access import OFFICE_ADMIN_VIEWS, POSTING_VIEWS
from portal.desk.borders import NARROWED
from tests.support.routes import Route, all_routes

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ClientOf = Callable[[User | None], Client]

# Hidden by our redirect to the one log-in; a view that does nothing but fail; and one that ends
# the crawl. Before the others stand ours of the same address (`portal/desk/urls.py`).
OUT_OF_REACH = {
    "wagtailadmin_login",
    "wagtailadmin_error_test",
    "wagtailadmin_logout",
    "wagtail_localize:machine_translate",
    "wagtail_localize:update_translations",
} | {
    f"{space}:{view}"
    for space in ("wagtailredirects", "wagtailsearchpromotions")
    for view in ("index", "index_results", "add", "edit", "delete")
}
ADMIN = [
    route
    for route in all_routes()
    if route.path.startswith("admin/") and route.name not in OUT_OF_REACH
]

# What an office may open; with True only for organisations in its territory.
OPEN_TO_OFFICES = {
    "wagtailadmin_home": False,
    "wagtailadmin_account": False,
    "wagtailadmin_sprite": False,
    "wagtailadmin_javascript_catalog": False,
    "organisation_review:index": False,
    "organisation_review:index_results": False,
    "organisation_review:inspect": True,
    "organisation_review:history": True,
    "organisation_review:history_results": True,
    "offer_review:list": False,
    "offer_review:list_results": False,
    "need_review:list": False,
    "need_review:list_results": False,
    "event_review:list": False,
    "event_review:list_results": False,
}
# Views of single postings are open too; `tests/review/test_borders.py` asks each for a posting on
# either side of the border. Nothing here has the number of a posting: they are all 404. So are the
# views of pages, pictures and documents (`tests/editing/test_admin_crawl.py`).
OF_POSTINGS = {
    f"{model}_review:{view}" for model in ("offer", "need", "event") for view in POSTING_VIEWS
}
# They show nothing: some answer to POST only, the last catches what is left over.
HARMLESS = {
    "wagtailadmin_dismissibles",
    "wagtailadmin_editing_sessions:ping",
    "wagtailadmin_editing_sessions:release",
    "",
}
# What anybody's browser may fetch: pictures and words of the editor itself.
PUBLIC = {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"}

WORDS = {
    "app_label": "organisations",
    "app_name": "organisations",
    "content_type_app_name": "organisations",
    "model_name": "organisation",
    "content_type_model_name": "organisation",
    "action": "delete",
    "action_name": "publish",
    "filter_spec": "original",
    "revision_id_a": "earliest",
    "revision_id_b": "latest",
    "token": "a-b",
    "uidb64": "MQ",
}
REGEX_PART = re.compile(r"\(\?P<(\w+)>[^)]*\)")


def url_of(route: Route, pk: int) -> str:
    """An address that leads to this view, with `pk` wherever it wants a number."""

    def value(match: re.Match[str]) -> str:
        return WORDS.get(match[1], str(pk))

    path = REGEX_PART.sub(value, route.path)
    path = re.sub(r"<(?:\w+:)?(\w+)>", value, path)
    path = path.replace("^.*/$", "unknown/").replace("\\.", ".")
    return "/" + re.sub(r"[\^$]", "", path)


@pytest.fixture
def own(settings: Settings, plain_404: None, office: User, company: Organisation) -> Organisation:
    settings.SECOND_FACTOR_DEMANDED = False
    return company


@pytest.fixture
def foreign(own: Organisation, other_company: User) -> Organisation:
    return other_company.organisations.get()


def test_the_crawl_reaches_the_view_it_means() -> None:
    named = [route for route in ADMIN if route.name]
    assert [resolve(url_of(route, 1)).view_name for route in named] == [it.name for it in named]


def test_every_open_view_exists() -> None:
    named = OPEN_TO_OFFICES.keys() | OF_POSTINGS | HARMLESS
    assert named <= {route.name for route in ADMIN}
    assert named | OUT_OF_REACH >= OFFICE_ADMIN_VIEWS


def test_an_office_opens_nothing_but_what_is_named(
    own: Organisation, foreign: Organisation, office: User, client_of: ClientOf
) -> None:
    client = client_of(office)
    opened = {}
    for route in [route for route in ADMIN if route.name not in NARROWED]:
        for organisation in (own, foreign):
            status = client.get(url_of(route, organisation.pk)).status_code
            if status not in (403, 404) and route.name not in HARMLESS:
                opened.setdefault(route.name, {})[organisation] = status
    wanted = {
        name: {own: 200} if narrowed else {own: 200, foreign: 200}
        for name, narrowed in OPEN_TO_OFFICES.items()
    }
    assert opened == wanted


def test_an_office_changes_nothing_there(
    own: Organisation, foreign: Organisation, office: User, client_of: ClientOf
) -> None:
    client = client_of(office)
    opened = OPEN_TO_OFFICES.keys() | HARMLESS | NARROWED.keys()
    closed = [route for route in ADMIN if route.name not in opened]
    answers = {
        url: client.post(url, {}).status_code
        for route in closed
        for url in (url_of(route, own.pk), url_of(route, foreign.pk))
    }
    assert {url: status for url, status in answers.items() if status not in (403, 404)} == {}


@pytest.mark.parametrize("role", ["owner", "other_company", "newcomer"])
def test_people_of_no_office_find_no_admin(
    role: str, own: Organisation, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(role))
    statuses = {
        route.name: client.get(url_of(route, own.pk)).status_code
        for route in ADMIN
        if route.name not in HARMLESS
    }
    assert {name for name, status in statuses.items() if status not in (403, 404)} == set()


def test_a_visitor_is_sent_to_the_one_log_in(own: Organisation, client_of: ClientOf) -> None:
    client = client_of(None)
    for route in ADMIN:
        response = client.get(url_of(route, own.pk))
        if response.status_code == 302:
            assert "/login/" in response["Location"], route
        elif route.name not in PUBLIC:
            assert response.status_code in (403, 404), route


def test_an_administrator_meets_the_views_that_offices_do_not(
    own: Organisation, administrator: User, client_of: ClientOf
) -> None:
    """Otherwise the crawl above would prove nothing: it must ask for things that are there."""
    client = client_of(administrator)
    existing = {Page.objects.latest("pk").pk, own.pk, administrator.pk}
    opened = {
        route.name
        for route in ADMIN
        for pk in existing
        if client.get(url_of(route, pk)).status_code == 200
    }
    assert {"wagtailadmin_explore", "wagtailadmin_pages:edit", "wagtailusers_users:edit"} <= opened
    assert len(opened) > 80
