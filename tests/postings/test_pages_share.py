"""Passing a posting on, finding what is like it, and telling the office what is wrong."""

from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from offers.postings.enums import State, Visibility
from partners.organisations.models import Organisation
from partners.territories.models import Territory
from tests.cast import member, organisation, territory
from tests.postings.builders import need, offer

pytestmark = pytest.mark.usefixtures("owner")
POINTS = {"16077001": (50.99, 12.43), "16077032": (51.04, 12.29), "16076079": (50.77, 12.06)}


@pytest.fixture
def visitor(client_of):
    return client_of(None)


@pytest.fixture
def neighbour(db: None) -> Organisation:
    for ags, (lat, lon) in POINTS.items():
        territory(ags)
        Territory.objects.filter(ags=ags).update(lat=lat, lon=lon)
    club = organisation("Nachbarschaft", "club", "16077032")
    member(club, "Nora")
    return club


def page(posting) -> str:
    return f"/de/{posting.page_name}s/{posting.pk}/"


def similar(client, posting) -> list[str]:
    return [str(other) for other in client.get(page(posting)).context["similar"]]


def test_its_address_is_there_to_be_copied_and_scanned(visitor, company) -> None:
    shown = offer(company, State.PUBLISHED)
    text = visitor.get(page(shown)).text
    address = f"http://localhost:8000/de/offers/{shown.pk}/"
    assert f'<link rel="canonical" href="{address}">' in text
    assert f'dir="ltr">{address}</p>' in text
    assert f'data-share="{address}"' in text
    code = text.split('aria-label="QR code')[-1] if "QR code" in text else text
    assert "<svg" in code
    assert " style=" not in text


def test_others_that_show_the_link_find_title_and_summary(visitor, company) -> None:
    shown = offer(company, State.PUBLISHED, title='Wohnung "am Bach"', summary="Hell & ruhig.")
    text = visitor.get(page(shown)).text
    assert '<meta property="og:title" content="Wohnung &quot;am Bach&quot;">' in text
    assert '<meta property="og:description" content="Hell &amp; ruhig.">' in text


def test_what_is_alike_follows_the_nearest_first(visitor, company, neighbour) -> None:
    shown = offer(company, State.PUBLISHED, kind="housing", topics=["housing"])
    for title, place, kind, topics in (
        ("Weida", "16076079", "housing", ["health"]),
        ("Altenburg", "16077001", "course", ["housing"]),
        ("Meuselwitz", "16077032", "housing", ["housing", "family"]),
        ("Ganz anders", "16077001", "course", ["language"]),
    ):
        made = {"title": title, "place": place, "kind": kind, "topics": topics}
        offer(neighbour, State.PUBLISHED, **made)
    assert similar(visitor, shown) == ["Altenburg", "Meuselwitz", "Weida"]


def test_only_what_is_nearby_is_alike(visitor, company, neighbour) -> None:
    Territory.objects.filter(ags="16076079").update(lat=53.5, lon=10)
    shown = offer(company, State.PUBLISHED)
    offer(neighbour, State.PUBLISHED, place="16076079")
    offer(neighbour, State.PUBLISHED, place=None, reach="everywhere")
    assert similar(visitor, shown) == []


def test_without_a_place_the_newest_are_alike(visitor, company, neighbour) -> None:
    shown = offer(company, State.PUBLISHED, place=None, reach="everywhere")
    for number in range(4):
        offer(neighbour, State.PUBLISHED, title=f"Nummer {number}")
    assert similar(visitor, shown) == ["Nummer 3", "Nummer 2", "Nummer 1"]
    assert "nearby" not in visitor.get(page(shown).replace("/de/", "/en/")).text


def test_what_the_reader_may_not_see_is_not_alike(
    visitor, client_of, office, company, neighbour
) -> None:
    shown = need(company, State.PUBLISHED)
    need(neighbour, State.PUBLISHED, title="Geheim", visibility=Visibility.OFFICES)
    need(neighbour, title="Entwurf")
    need(neighbour, State.EXPIRED, title="Vorbei")
    need(company, State.PUBLISHED, title="Vom selben Haus")
    offer(neighbour, State.PUBLISHED, title="Kein Bedarf")
    assert similar(visitor, shown) == []
    assert similar(client_of(office), shown) == ["Geheim"]


def test_the_office_in_charge_hears_what_is_wrong(visitor, office, company) -> None:
    shown = offer(company, State.PUBLISHED, title="Haus & Hof?")
    answer = visitor.get(page(shown))
    assert answer.context["report"]["name"] == "Amt Altenburger Land"
    mail = answer.context["report"]["mail_url"]
    assert mail.startswith("mailto:kontakt@example.org?subject=")
    assert "Haus & Hof?&body=http://localhost:8000/de/offers/" in unquote(mail)
    assert mail.replace("&", "&amp;") in answer.text


def test_without_an_office_nobody_is_named(visitor, company) -> None:
    assert visitor.get(page(offer(company, State.PUBLISHED))).context["report"] == {}


def test_a_page_costs_the_same_whatever_is_alike(visitor, company, neighbour) -> None:
    shown = offer(company, State.PUBLISHED, kind="job")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            visitor.get(page(shown))
        return len(queries)

    for _ in range(2):
        offer(neighbour, State.PUBLISHED, languages=["de"], audiences=["women"])
    few = cost()
    for _ in range(5):
        offer(neighbour, State.PUBLISHED, languages=["de"], audiences=["women"])
    assert cost() == few
