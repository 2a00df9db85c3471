"""The public page of an offer or a need."""

from datetime import date

import pytest

from offers.postings import actions
from offers.postings.enums import State, Visibility
from offers.postings.models import Offer
from partners.territories.models import Territory
from tests.cast import territory
from tests.postings.builders import details, need, offer, publish

pytestmark = pytest.mark.usefixtures("owner")


def page(posting, language: str = "de") -> str:
    return f"/{language}/{posting.page_name}s/{posting.pk}/"


@pytest.fixture
def visitor(client_of):
    return client_of(None)


def test_it_says_everything(visitor, company) -> None:
    shown = offer(
        company,
        State.PUBLISHED,
        kind="housing",
        title="Drei Zimmer",
        rooms=3,
        rent_eur=700,
        furnished=True,
        living_area_m2=68,
        starts_on=date(2027, 1, 1),
        audiences=["women"],
        languages=["de", ("en", "B1")],
        reach="radius",
        radius_km=25,
        link="https://example.org/haus",
        contact_phone="+49 3447 1",
    )
    text = visitor.get(page(shown)).text
    for fact in (
        "Drei Zimmer",
        "Kurz gesagt.",
        "Ausführlich erzählt.",
        "700 €",
        "68 m²",
        "1. Januar 2027",
        "Frauen",
        "Deutsch, Englisch B1",
        "25 km rund um Altenburg (Altenburger Land)",
        'href="https://example.org/haus"',
        'href="mailto:kontakt@example.org?subject=Drei%20Zimmer"',
        'href="tel:+4934471"',
        "Klinikum Musterstadt",
        "Geprüft",
        "?topic=housing",
    ):
        assert fact in text, fact


def test_a_need_says_for_how_many_and_until_when(visitor, company) -> None:
    shown = need(company, State.PUBLISHED, headcount=5, wanted_by=date(2027, 3, 1))
    text = visitor.get(page(shown)).text
    assert "5 Personen" in text
    assert "1. März 2027" in text


def test_what_costs_nothing_says_so(visitor, company) -> None:
    shown = offer(company, State.PUBLISHED, kind="course", price_eur=0)
    assert "Kostenlos" in visitor.get(page(shown)).text


@pytest.mark.parametrize("state", [s for s in State if s != State.PUBLISHED])
def test_what_is_not_on_show_is_not_there_but_for_its_people(
    visitor, client_of, reader, other_company, office, company, state
) -> None:
    hidden = offer(company, state)
    assert visitor.get(page(hidden)).status_code == 404
    assert client_of(other_company).get(page(hidden)).status_code == 404
    assert client_of(reader).get(page(hidden))["Location"] == f"/de/postings/{hidden.pk}/"


def test_an_offer_is_no_need(visitor, company) -> None:
    shown = offer(company, State.PUBLISHED)
    assert visitor.get(f"/de/needs/{shown.pk}/").status_code == 404


def test_its_own_people_are_led_to_its_own_page(client_of, owner, company) -> None:
    shown = offer(company, State.PUBLISHED)
    assert f"/de/postings/{shown.pk}/" in client_of(owner).get(page(shown)).text


def test_words_are_never_markup(visitor, company) -> None:
    evil = "<script>alert(1)</script>"
    shown = offer(company, State.PUBLISHED, title=evil, summary=evil, body=evil, contact_name=evil)
    text = visitor.get(page(shown)).text
    assert evil not in text
    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 4


def test_a_text_in_another_language_is_marked(visitor, company) -> None:
    shown = offer(company, State.PUBLISHED, title="Garten")
    text = visitor.get(page(shown, "en")).text
    assert '<span lang="de" dir="auto">Garten</span>' in text
    assert "You read it in German" in text


def test_the_reader_gets_her_language(visitor, company) -> None:
    shown = offer(company, State.PUBLISHED, texts={"en": "A garden"})
    text = visitor.get(page(shown, "en")).text
    assert "A garden" in text
    assert "only in" not in text


def test_a_stale_translation_is_confessed(visitor, company, owner) -> None:
    shown = offer(company, State.PUBLISHED, texts={"en": "A garden"})
    changed = details(Offer, title="Ganz anders", texts={"en": "A garden"})
    actions.save(owner, shown, changed, shown.version)
    publish(Offer.objects.get(pk=shown.pk))
    assert "has changed since this translation" in visitor.get(page(shown, "en")).text
    assert "has changed since" not in visitor.get(page(shown)).text


def test_the_distance_shows_when_asked_for(visitor, company) -> None:
    shown = offer(company, State.PUBLISHED, place="16077032")
    for ags, lat, lon in (("16077001", 50.99, 12.43), ("16077032", 51.04, 12.29)):
        territory(ags)
        Territory.objects.filter(ags=ags).update(lat=lat, lon=lon)
    text = visitor.get(page(shown) + "?near=Altenburg").text
    assert "11,3 km von Altenburg" in text
    assert "km von" not in visitor.get(page(shown) + "?near=Quatsch&utm_source=x").text


def test_other_offers_of_the_organisation_follow(visitor, company, other_company) -> None:
    shown = offer(company, State.PUBLISHED, title="Dieses")
    offer(company, State.PUBLISHED, title="Jenes")
    offer(company, title="Entwurf")
    need(company, State.PUBLISHED, title="Bedarf")
    offer(other_company.organisations.get(), State.PUBLISHED, title="Fremdes")
    others = visitor.get(page(shown)).context["others"]
    assert [str(other) for other in others] == ["Jenes"]


def test_others_that_the_reader_may_not_see_do_not_follow(visitor, company) -> None:
    shown = need(company, State.PUBLISHED)
    need(company, State.PUBLISHED, visibility=Visibility.OFFICES)
    assert visitor.get(page(shown)).context["others"] == []


def test_the_organisations_page_shows_what_it_posts(visitor, client_of, owner, company) -> None:
    offer(company, State.PUBLISHED, title="Angebot eins")
    need(company, State.PUBLISHED, title="Bedarf eins")
    need(company, State.PUBLISHED, title="Heimlich", visibility=Visibility.OFFICES)
    offer(company, title="Entwurf eins")
    address = f"/de/organisations/{company.slug}/"
    text = visitor.get(address).text
    assert ("Angebot eins" in text, "Bedarf eins" in text) == (True, True)
    assert ("Heimlich" in text, "Entwurf eins" in text) == (False, False)
    assert f"{address}postings/" not in text
    assert f"{address}postings/" in client_of(owner).get(address).text
