"""Pages for tests: each builder publishes one, below the German start page if not told where."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Locale, Page
from wagtail_localize.synctree import create_aliases_for_new_page

from partners.taxonomy.models import Term
from portal.cms.models import (
    ArticlePage,
    ContactFinderPage,
    ExamplePage,
    FAQPage,
    FormPage,
    HomePage,
    LegalPage,
    MaterialPage,
    RegionPage,
    TopicPage,
)
from portal.media.models import PortalDocument, PortalImage
from tests.cast import territory


def home(language: str = "de") -> HomePage:
    return HomePage.objects.get(locale__language_code=language)


def term(slug: str, vocabulary: str = "topic") -> Term:
    return Term.objects.get(vocabulary=vocabulary, slug=slug)


def picture(description: str = "Ein Marktplatz mit Bäumen") -> PortalImage:
    content = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(content, "PNG")
    file = ContentFile(content.getvalue(), "platz.png")
    return PortalImage.objects.create(
        title="Platz", description=description, credit="Foto: Kim Muster", file=file
    )


def document(name: str = "plan.pdf", content: bytes = b"%PDF-1.4") -> PortalDocument:
    return PortalDocument.objects.create(title=name, file=ContentFile(content, name))


def published(page: Page, below: Page | None = None) -> Any:
    """The page as an editor would have published it."""
    (below or home()).add_child(instance=page)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def in_all_languages(page: Any) -> Any:
    """With an alias in every other language, as the editor makes them."""
    create_aliases_for_new_page(page)
    return page


def in_language(page: Any, language: str) -> Any:
    return page.get_translations().get(locale__language_code=language).specific


def republish(page: Any, **changes: Any) -> Any:
    draft = page.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def region(ags: str, title: str = "", below: Page | None = None, **fields: Any) -> RegionPage:
    place = territory(ags)
    page = RegionPage(title=title or place.name, slug=f"region-{ags}", territory=place, **fields)
    return published(page, below)


def article(title: str = "Ein Tag im Kreis", below: Page | None = None, **fields: Any) -> Any:
    return _tagged(ArticlePage, title, below, fields)


def example(title: str = "Sprachkurs am Band", below: Page | None = None, **fields: Any) -> Any:
    return _tagged(ExamplePage, title, below, fields)


def material(title: str = "Leitfaden", below: Page | None = None, **fields: Any) -> Any:
    fields.setdefault("link", "https://example.org/leitfaden")
    return _tagged(MaterialPage, title, below, fields)


def _tagged(model: Any, title: str, below: Page | None, fields: dict[str, Any]) -> Any:
    topics, factors = fields.pop("topics", ()), fields.pop("factors", ())
    page = model(title=title, **fields)
    page.topics = [term(slug) for slug in topics]
    page.factors = [term(slug, "factor") for slug in factors]
    return published(page, below)


def topic_page(slug: str, vocabulary: str = "topic", **fields: Any) -> TopicPage:
    return published(TopicPage(title=slug, topic=term(slug, vocabulary), **fields))


def finder(**fields: Any) -> ContactFinderPage:
    fields = {"fallback_name": "Landesstelle", "fallback_email": "hilfe@example.org"} | fields
    return published(ContactFinderPage(title="Wer hilft wo?", slug="kontakt", **fields))


def faq(**fields: Any) -> FAQPage:
    return published(FAQPage(title="Fragen", slug="fragen", **fields))


def legal(kind: str, **fields: Any) -> LegalPage:
    return published(LegalPage(title=kind, slug=kind.replace("_", "-"), kind=kind, **fields))


def form_page(**fields: Any) -> FormPage:
    page = FormPage(title="Schreiben Sie uns", slug="schreiben", **fields)
    locale = Locale.objects.get(language_code="de")
    for label, field_type, required in (
        ("Ihr Name", "singleline", True),
        ("Nachricht", "multiline", True),
        ("Antwort an", "email", False),
    ):
        page.form_fields.create(
            label=label, field_type=field_type, required=required, locale=locale
        )
    return published(page)
