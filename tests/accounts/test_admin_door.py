"""The Wagtail admin has one door: the portal's own log-in."""

import pytest


@pytest.mark.parametrize("method", ["get", "post"])
def test_wagtails_log_in_leads_to_ours(client_of, administrator, method):
    typed = {"username": administrator.email, "password": "geheim-1234"}
    answer = getattr(client_of(None), method)("/admin/login/?next=/admin/", typed)
    assert answer.status_code == 302
    assert answer.url.startswith("/de/accounts/login/")


def test_wagtails_password_reset_is_closed(client_of, db):
    assert client_of(None).get("/admin/password_reset/").status_code == 404


def test_a_visitor_is_sent_to_our_log_in(client_of, db):
    answer = client_of(None).get("/admin/")
    assert answer.url == "/de/accounts/login/?next=/admin/"


@pytest.mark.parametrize("who", ["owner", "newcomer"])
def test_people_of_companies_find_no_admin(client_of, who, request):
    assert client_of(request.getfixturevalue(who)).get("/admin/").status_code == 404


@pytest.mark.parametrize("who", ["office", "administrator"])
def test_offices_and_administrators_do(client_of, who, request):
    assert client_of(request.getfixturevalue(who)).get("/admin/").status_code == 200


@pytest.mark.parametrize(
    "page",
    [
        "users/",
        "users/new/",
        "groups/",
        "reports/site-history/",
        "reports/workflow/",
        "sites/",
        "locales/",
        "redirects/import/",
        "searchpicks/queries/chooser/",
        "searchpicks/reports/search-terms/",
        "workflows/list/",
        "collections/",
        "offices/",
        "terms/",
        "deliveries/",
        "nothing-here/",
    ],
)
def test_offices_reach_nothing_that_is_not_narrowed_to_them(client_of, office, page):
    assert client_of(office).get(f"/admin/{page}").status_code == 404


def test_administrators_keep_users(client_of, administrator, newcomer):
    client = client_of(administrator)
    assert newcomer.email in client.get("/admin/users/").text
    assert client.get(f"/admin/users/edit/{newcomer.pk}/").status_code == 200
    assert client.get("/admin/users/new/").status_code == 200
