"""Why is this offer not among them? For any pair the page says which condition fails."""

import pytest

from offers.matching import expansion
from offers.postings.enums import State, Visibility
from tests.postings.builders import need, offer

pytestmark = pytest.mark.django_db


def test_a_match_holds_in_everything(pair, owner, client_of):
    page = client_of(owner).get(f"/de/matches/why/{pair.need_id}/{pair.supply_id}/")
    assert "Sie passen zusammen" in page.text
    assert page.context["explained"].failing == []


def test_what_fails_is_named_beside_what_both_say(flat_wanted, joinery, owner, client_of):
    far = offer(joinery, State.PUBLISHED, place="16076079", topics=["health"], kind="housing")
    page = client_of(owner).get(f"/de/matches/why/{flat_wanted.pk}/{far.pk}/")
    assert page.context["explained"].failing == [
        "Sie haben kein Handlungsfeld gemeinsam.",
        "Das Angebot reicht nicht bis zum Ort des Bedarfs.",
    ]
    assert "Weida (Greiz)" in page.text
    assert "Gesundheit und Pflege" in page.text


def test_both_sides_may_ask_and_nobody_else(
    pair, owner, reader, other_company, office, office_elsewhere, newcomer, client_of
):
    url = f"/de/matches/why/{pair.need_id}/{pair.supply_id}/"
    for person in (owner, reader, other_company):
        assert client_of(person).get(url).status_code == 200
    for person in (office, office_elsewhere, newcomer):
        assert client_of(person).get(url).status_code == 404
    assert client_of(None).get(url).status_code == 302


def test_what_one_may_not_see_is_not_explained(company, joinery, owner, other_company, client_of):
    hidden = need(company, State.PUBLISHED, visibility=Visibility.OFFICES)
    shown = offer(joinery, State.PUBLISHED, kind="housing")
    draft = offer(joinery, kind="housing")
    assert (
        client_of(other_company).get(f"/de/matches/why/{hidden.pk}/{shown.pk}/").status_code == 404
    )
    assert client_of(owner).get(f"/de/matches/why/{hidden.pk}/{draft.pk}/").status_code == 404
    assert client_of(owner).get(f"/de/matches/why/{hidden.pk}/{hidden.pk}/").status_code == 404
    assert client_of(owner).get(f"/de/matches/why/{shown.pk}/{hidden.pk}/").status_code == 404
    page = client_of(owner).get(f"/de/matches/why/{hidden.pk}/{shown.pk}/")
    assert "Die anbietende Organisation darf den Bedarf nicht sehen." in page.text


@pytest.mark.parametrize(
    "asked", ["Gartenhaus", "#{}", "{}", "https://portal.example/de/offers/{}/"]
)
def test_it_is_asked_by_words_number_or_address(flat_wanted, joinery, owner, asked, client_of):
    house = offer(joinery, State.PUBLISHED, title="Gartenhaus", kind="housing", place="16076079")
    expansion.expand_due()
    page = client_of(owner).get(
        f"/de/postings/{flat_wanted.pk}/matches/", {"q": asked.format(house.pk)}
    )
    [missed] = page.context["asked_for"]
    assert missed.posting.pk == house.pk
    assert missed.failing == ["Das Angebot reicht nicht bis zum Ort des Bedarfs."]
    assert f"/de/matches/why/{flat_wanted.pk}/{house.pk}/" in page.text


@pytest.mark.parametrize("asked", ["Quastenflosser", "999999", "9" * 40, "\x00", "#", "/"])
def test_what_there_is_not_is_said(flat_wanted, owner, asked, client_of):
    page = client_of(owner).get(f"/de/postings/{flat_wanted.pk}/matches/", {"q": asked})
    assert page.status_code == 200
    assert page.context["asked_for"] == []


def test_what_is_among_them_is_said_too(pair, owner, client_of):
    page = client_of(owner).get(f"/de/postings/{pair.need_id}/matches/", {"q": "Werkswohnung"})
    assert "Es ist dabei." in page.text


def test_what_the_asker_may_not_see_is_not_found(company, joinery, other_company, client_of):
    hidden = need(company, State.PUBLISHED, title="Geheim", visibility=Visibility.OFFICES)
    shown = offer(joinery, State.PUBLISHED, kind="housing")
    client, url = client_of(other_company), f"/de/postings/{shown.pk}/matches/"
    for asked in ("Geheim", str(hidden.pk)):
        assert client.get(url, {"q": asked}).context["asked_for"] == []


def test_near_misses_are_shown_unasked(flat_wanted, joinery, owner, client_of):
    offer(joinery, State.PUBLISHED, title="Haus in Weida", kind="housing", place="16076079")
    page = client_of(owner).get(f"/de/postings/{flat_wanted.pk}/matches/")
    assert [missed.posting.text.title for missed in page.context["nearly"]] == ["Haus in Weida"]
    assert "Beinahe passend" in page.text


def test_the_public_page_leads_members_there(flat_wanted, joinery, owner, client_of):
    far = offer(joinery, State.PUBLISHED, kind="housing", place="16076079")
    page = client_of(owner).get(f"/de/offers/{far.pk}/").text
    assert "Passt es zu Ihren Bedarfen?" in page
    assert f"/de/matches/why/{flat_wanted.pk}/{far.pk}/" in page
    assert "Passt es zu" not in client_of(None).get(f"/de/offers/{far.pk}/").text
