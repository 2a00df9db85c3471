"""Everybody finds verified organisations; what waits is seen by its members and its office."""

import pytest

from partners.organisations.enums import Verification
from tests.cast import organisation
from tests.support.queries import counted

URL = "/de/organisations/"


@pytest.fixture
def applicant(owner, company):
    company.verification = Verification.PENDING
    company.save()
    return company


def test_a_visitor_finds_verified_organisations(client_of, company, owner):
    page = client_of(None).get(URL).text
    assert company.name in page
    assert "Altenburg (Altenburger Land)" in page


def test_by_a_part_of_the_name(client_of, company, other_company):
    page = client_of(None).get(URL, {"q": "klinik"}).text
    assert company.name in page
    assert "Tischlerei" not in page


@pytest.mark.parametrize("words", ["ärzte", "ÄRZTE", "Aerzte"])
def test_umlauts_are_found_however_written(client_of, db, words):
    organisation("Ärzteverein", "club", "16077001")
    assert "Ärzteverein" in client_of(None).get(URL, {"q": words}).text


@pytest.mark.parametrize("words", ["zzz", "\x00", "'", '"', "%", "😀", "x" * 5000])
def test_odd_words_break_nothing(client_of, company, words):
    assert client_of(None).get(URL, {"q": words, "page": words}).status_code == 200


def test_three_empty_states(client_of, db):
    assert "Noch nimmt keine Organisation teil" in client_of(None).get(URL).text
    organisation("Chor", "club", "16077001")
    assert "Keine Organisation heißt so" in client_of(None).get(URL, {"q": "zzz"}).text


def test_the_number_of_queries_does_not_grow(client_of, db):
    def look() -> int:
        return counted(lambda: client_of(None).get(URL))

    organisation("Chor 0", "club", "16077001")
    client_of(None).get(URL)  # what every process keeps from then on
    assert look() == 8
    for number in range(1, 25):
        organisation(f"Chor {number}", "company", "16077032")
    assert look() == 8


def test_what_waits_is_not_listed(client_of, applicant):
    for user in (None, applicant.members.get()):
        assert applicant.name not in client_of(user).get(URL).text


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("owner", 200),
        ("reader", 200),
        ("office", 200),
        ("administrator", 200),
        ("office_elsewhere", 404),
        ("other_company", 404),
    ],
)
def test_who_sees_what_waits(client_of, applicant, who, status, request):
    client = client_of(request.getfixturevalue(who))
    assert client.get(applicant.get_absolute_url()).status_code == status


def test_a_visitor_does_not_see_what_waits(client_of, applicant):
    assert client_of(None).get(applicant.get_absolute_url()).status_code == 404


def test_text_of_organisations_is_never_markup(client_of, company):
    company.about = "<script>alert(1)</script>"
    company.save()
    page = client_of(None).get(company.get_absolute_url()).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_who_waits_is_told_who_decides(client_of, owner, office, applicant):
    page = client_of(owner).get(applicant.get_absolute_url()).text
    assert "Zuständig: Amt Altenburger Land" in page
