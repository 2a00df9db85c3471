"""The page after logging in says what waits for this person."""

import pytest

from partners.organisations.enums import Verification
from tests.cast import organisation

URL = "/de/cockpit/"


def test_a_newcomer_is_shown_the_way(client_of, newcomer):
    page = client_of(newcomer).get(URL).text
    assert "Sie gehören noch zu keiner Organisation" in page
    assert "/de/organisations/register/" in page


def test_members_find_their_organisation(client_of, owner, company):
    page = client_of(owner).get(URL).text
    assert company.name in page
    assert "Verantwortlich" in page
    assert "Ihre Zuständigkeit" not in page


@pytest.mark.parametrize(("who", "number"), [("office", 2), ("office_elsewhere", 1)])
def test_an_office_sees_what_waits_in_its_territory(client_of, who, number, request):
    user = request.getfixturevalue(who)
    for name, seat in (("A", "16077001"), ("B", "16077032"), ("C", "16076079")):
        organisation(name, "club", seat, Verification.PENDING)
    assert f"{number} Organisation" in client_of(user).get(URL).text


def test_an_office_with_nothing_to_do_is_told_so(client_of, office):
    assert "Keine Organisation wartet auf Ihre Entscheidung." in client_of(office).get(URL).text


def test_a_visitor_is_asked_to_log_in(client_of, db):
    assert client_of(None).get(URL).url == "/de/accounts/login/?next=/de/cockpit/"


def test_the_number_of_queries_does_not_grow(client_of, office, django_assert_max_num_queries):
    client = client_of(office)
    for number in range(20):
        org = organisation(f"Chor {number}", "club", "16077001")
        org.memberships.create(user=office, role="reader")
    with django_assert_max_num_queries(26):
        client.get(URL)
