"""A full page of every type that the demo does not bring itself."""

from collections.abc import Callable

from wagtail.models import Page

from portal.cms.models import (
    ArticleIndexPage,
    ArticlePage,
    ContactFinderPage,
    ExampleIndexPage,
    ExamplePage,
    FAQPage,
    FormPage,
    LegalPage,
    MaterialIndexPage,
    MaterialPage,
    RegionPage,
    TopicPage,
)
from tests.cms import builders as make
from tests.cms import every_block

LONG = (
    "Anerkennungsberatungsstellenverzeichnis des Landkreises Altenburger Land und seiner Nachbarn"
)
TAGGED = {"topics": ["housing", "language"], "factors": ["networks"]}

BUILDERS: dict[type[Page], Callable[[], Page]] = {
    FAQPage: make.faq,
    RegionPage: lambda: make.region(
        "16077", body=every_block.everything(), summary="Zwischen Leipzig und Jena."
    ),
    ArticlePage: lambda: make.article(LONG, body=every_block.content(), **TAGGED),
    ExamplePage: lambda: make.example(
        territory=make.territory("16077001"), situation="<p>Am Anfang</p>", **TAGGED
    ),
    MaterialPage: lambda: make.material(publisher="Landkreis", edition="2026", **TAGGED),
    TopicPage: lambda: make.topic_page("housing", body=every_block.content()),
    ContactFinderPage: make.finder,
    FormPage: make.form_page,
    LegalPage: lambda: make.legal("accessibility", body=every_block.content()),
    ArticleIndexPage: lambda: make.published(ArticleIndexPage(title="Artikel", slug="artikel")),
    ExampleIndexPage: lambda: make.published(ExampleIndexPage(title="Beispiele", slug="praxis")),
    MaterialIndexPage: lambda: make.published(MaterialIndexPage(title="Material", slug="material")),
}


def publish_missing() -> None:
    """Menus show three of them, as an office would have it."""
    for kind, build in BUILDERS.items():
        if not kind.objects.live().exists():
            build()
    for kind in (RegionPage, ArticleIndexPage, ContactFinderPage):
        kind.objects.update(show_in_menus=True)
