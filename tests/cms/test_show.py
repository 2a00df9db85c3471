"""Every page type is shown, empty and full, in its language."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from offers.postings.enums import State
from portal.cms.models import ArticleIndexPage, ArticlePage, ExampleIndexPage, MaterialIndexPage
from tests.cms import builders as make
from tests.cms import every_block
from tests.postings.builders import need, offer
from tests.support.queries import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(client_of) -> Client:
    return client_of(None)


BUILDERS = {
    "region": lambda: make.region("16077"),
    "article": make.article,
    "example": lambda: make.example(territory=make.territory("16077001"), situation="<p>Da</p>"),
    "material": lambda: make.material(publisher="Kreis", edition="2026"),
    "topic": lambda: make.topic_page("housing"),
    "factor": lambda: make.topic_page("networks", "factor"),
    "finder": make.finder,
    "faq": make.faq,
    "form": make.form_page,
    "imprint": lambda: make.legal("imprint"),
    "articles": lambda: make.published(ArticleIndexPage(title="Artikel", slug="artikel")),
    "examples": lambda: make.published(ExampleIndexPage(title="Beispiele", slug="beispiele")),
    "materials": lambda: make.published(MaterialIndexPage(title="Material", slug="material")),
}


@pytest.mark.parametrize("name", BUILDERS)
def test_an_empty_page_is_shown(visitor, name: str) -> None:
    page = BUILDERS[name]()
    answer = visitor.get(page.url)
    assert answer.status_code == 200
    assert page.title in answer.text
    assert '<nav class="portal-breadcrumb"' in answer.text


def test_the_way_to_a_page_leaves_out_what_is_a_draft(visitor) -> None:
    region = make.region("16077")
    page = make.article(below=region)
    way = re.compile(r'<nav class="portal-breadcrumb".*?</nav>', re.DOTALL)
    assert f'href="{region.url}"' in way.search(visitor.get(page.url).text)[0]
    region.unpublish()
    assert re.findall(r'href="([^"]*)"', way.search(visitor.get(page.url).text)[0]) == ["/de/"]


def test_every_block_is_shown(visitor, company, owner) -> None:
    offer(company, State.PUBLISHED, title="Kurs am Abend", topics=["housing"])
    need(company, State.PUBLISHED, title="Fünf Wohnungen", topics=["housing"])
    target = make.faq()
    page = make.region("16077", body=every_block.everything(target.pk), summary="Kurz gesagt")
    answer = visitor.get(page.url)
    for words in (
        "Leben im Kreis",
        "<b>langer</b>",
        "Ein Marktplatz mit Bäumen",
        "Foto: Kim Muster",
        "Schön hier.",
        "Seen",
        "Sprechzeiten",
        "<video",
        'kind="captions"',
        "(PDF,",
        "Der Bus fährt.",
        "Kurs am Abend",
        "Fünf Wohnungen",
        "In Zahlen",
        f'href="{target.url}"',
        '<meta name="description" content="Kurz gesagt">',
    ):
        assert words in answer.text, words
    assert "autoplay" not in answer.text


def test_pictures_come_in_modern_formats_with_their_size(visitor) -> None:
    page = make.article(lead_image=make.picture())
    answer = visitor.get(page.url).text
    assert 'type="image/avif"' in answer
    assert 'type="image/webp"' in answer
    assert 'width="64"' in answer
    assert 'height="48"' in answer
    assert 'fetchpriority="high"' in answer


def cards(number: int) -> str:
    """A block of cards, each of which leads to another page."""
    pages = [make.in_all_languages(make.article(f"Ziel {number}-{n}")) for n in range(number)]
    shown = [
        {"title": page.title, "text": "", "image": None, "target": {"page": page.pk, "url": ""}}
        for page in pages
    ]
    return every_block.stored([("cards", {"heading": "", "cards": every_block.listed(*shown)})])


@pytest.mark.parametrize("language", ["de", "tr"])
def test_cards_cost_no_query_each(visitor, language) -> None:
    addresses = []
    for number in (2, 10):
        page = make.in_all_languages(make.article(f"Mit {number} Karten", body=cards(number)))
        addresses.append(page.url.replace("/de/", f"/{language}/"))
        shown = visitor.get(addresses[-1]).text
        for n in range(number):
            assert f'href="/{language}/ziel-{number}-{n}/"' in shown
    few, many = (counted(lambda url=url: visitor.get(url)) for url in addresses)
    assert many == few


def test_a_card_leads_to_no_page_that_is_off(visitor) -> None:
    page = make.article("Mit Karten", body=cards(2))
    ArticlePage.objects.get(slug="ziel-2-1", locale=page.locale).unpublish()
    shown = visitor.get(page.url).text
    assert "/de/ziel-2-0/" in shown
    assert "/de/ziel-2-1/" not in shown


def test_the_start_page_keeps_its_own_words_until_there_are_blocks(visitor) -> None:
    assert "portal-way" in visitor.get("/de/").text
    make.republish(make.home(), body=every_block.content())
    answer = visitor.get("/de/").text
    assert "portal-way" not in answer
    assert "Leben im Kreis" in answer


def test_a_territory_has_one_page_a_language() -> None:
    make.region("16077")
    with pytest.raises(ValidationError):
        make.region("16077", title="Noch eine")


def test_a_region_shows_its_own_offers_on_a_map(visitor) -> None:
    page = make.region("16077")
    assert "/de/offers/map/?territory=16077" in visitor.get(page.url).text
