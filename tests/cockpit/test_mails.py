"""People choose which kinds of mails they want."""

import pytest

from partners.deliveries.actions import stop
from partners.deliveries.models import Stop
from partners.organisations.notifications import INVITATIONS, REVIEW

URL = "/de/cockpit/mails/"
OF_EVERYBODY = {"invitations", "matching", "registration"}
OF_OFFICES = OF_EVERYBODY | {"review", "unmet", "pages", "forms"}


def ticked(*groups: str) -> dict[str, str]:
    return dict.fromkeys(groups, "on")


def stops() -> set[tuple[str, str]]:
    return set(Stop.objects.values_list("recipient", "group"))


def test_the_way_there_is_on_ones_own_page(client_of, newcomer):
    assert f'href="{URL}"' in client_of(newcomer).get("/de/cockpit/").text


def test_at_first_all_mails_are_wanted(client_of, office):
    form = client_of(office).get(URL).context["form"]
    assert {field.name: field.value() for field in form} == dict.fromkeys(OF_OFFICES, True)


def test_each_kind_is_explained(client_of, newcomer):
    page = client_of(newcomer).get(URL).text
    assert "Einladungen" in page
    assert "Organisationen, die Sie einladen, Mitglied zu werden." in page
    assert newcomer.email in page


def test_what_is_not_checked_is_stopped(client_of, office):
    answer = client_of(office).post(URL, ticked(*OF_OFFICES - {"invitations"}), follow=True)
    assert answer.redirect_chain == [(URL, 302)]
    assert "Gespeichert." in answer.text
    assert stops() == {(office.email, "invitations")}
    form = answer.context["form"]
    wanted = {field.name for field in form if field.value()}
    assert wanted == OF_OFFICES - {"invitations"}


def test_what_is_checked_again_comes_again(client_of, newcomer):
    stop(newcomer.email, INVITATIONS)
    client_of(newcomer).post(URL, ticked(*OF_EVERYBODY))
    assert stops() == set()


def test_only_ones_own_mails_are_meant(client_of, newcomer, owner):
    stop(owner.email, INVITATIONS)
    client_of(newcomer).post(URL, ticked(*OF_EVERYBODY) | {"recipient": owner.email})
    assert stops() == {(owner.email, "invitations")}


def test_the_address_is_found_whatever_its_spelling(client_of, newcomer):
    stop("nina@xn--mller-kva.example", INVITATIONS)
    newcomer.email = "nina@müller.example"
    newcomer.save()
    form = client_of(newcomer).get(URL).context["form"]
    assert form["invitations"].value() is False


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("newcomer", False),
        ("owner", False),
        ("reader", False),
        ("office", True),
        ("administrator", True),
    ],
)
def test_only_who_decides_is_asked_about_what_waits(client_of, who, offered, request):
    form = client_of(request.getfixturevalue(who)).get(URL).context["form"]
    assert ("review" in form.fields) == offered


def test_what_is_not_offered_stays_as_it_is(client_of, newcomer):
    stop(newcomer.email, REVIEW)
    client_of(newcomer).post(URL, ticked(*OF_OFFICES))
    assert stops() == {(newcomer.email, "review")}


def test_a_visitor_is_asked_to_log_in(client_of, db):
    assert client_of(None).post(URL, {}).url == f"/de/accounts/login/?next={URL}"
    assert stops() == set()
