"""Puts the demo's pages on show: in German, and as far as `pages.toml` has them in other languages.

Translations are made as the editor makes them, so that they can be gone on with there.
"""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from wagtail.models import Locale
from wagtail_localize.models import LocaleSynchronization, StringTranslation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from partners.taxonomy.models import Term
from partners.territories.models import Territory
from portal.cms.actions import adapt
from portal.cms.models import HomePage
from portal.demo.blocks import Blocks, rich
from portal.media.models import PortalDocument, PortalImage

FOLDER = Path(__file__).parent
RICH_FIELDS = ("intro", "thanks", "situation", "done", "partners", "cost", "outcome")
STREAMS = ("body", "shared", "questions", "enforcement")
# Facts of a page that are the same in every language.
PLAIN = ("slug", "show_in_menus", "kind", "link", "publisher", "fallback_email", "fallback_phone")

Entry = dict[str, Any]


class Pages:
    """Reads the entries of the file, in their order: what others link to comes first."""

    def __init__(self) -> None:
        self.pages: dict[str, Any] = {}
        self.terms = {(term.vocabulary, term.slug): term for term in Term.objects.all()}
        self.languages = LocaleSynchronization.objects.select_related("locale").order_by("pk")
        self.german = Locale.objects.get(language_code="de")
        self.data = tomllib.loads((FOLDER / "pages.toml").read_text())
        self.pictures = dict(self._pictures())
        self.blocks = Blocks(self.pictures, self.pages)

    def load(self) -> None:
        for entry in self.data["page"]:
            self.pages[entry["key"]] = self._page(entry)
            if entry.get("adapts"):
                self._adapt_story(entry["key"])
            self._spread(entry)

    def _pictures(self) -> Iterator[tuple[str, PortalImage]]:
        for name, description in self.data["pictures"].items():
            content = (FOLDER / "pictures" / f"{name}.webp").read_bytes()
            file = ContentFile(content, f"demo-{name}.webp")
            yield (
                name,
                PortalImage.objects.create(title=name, description=description, file=file),
            )

    def _page(self, entry: Entry) -> Any:
        if entry["type"] == "home":
            page: Any = HomePage.objects.get(locale=self.german)
            self._fill(page, entry, "de")
        else:
            page = apps.get_model("cms", f"{entry['type']}Page")(locale=self.german)
            self._fill(page, entry, "de")
            page.live = False
            parent = self.pages.get(entry.get("below", "")) or HomePage.objects.get(
                locale=self.german
            )
            parent.refresh_from_db()
            parent.add_child(instance=page)
            self._fields(page, entry)
        # Publishing checks it.
        page.save_revision(clean=False).publish()
        return type(page).objects.get(pk=page.pk)

    def _fill(self, page: Any, entry: Entry, language: str) -> None:
        """Facts from the entry, words from its part in the language."""
        facts = {name: entry[name] for name in PLAIN if name in entry} | self._found(entry)
        for name, value in (facts | self._said(entry, language)).items():
            setattr(page, name, value)

    def _said(self, entry: Entry, language: str) -> Entry:
        said = {name: value for name, value in entry[language].items() if name != "fields"}
        for name, value in said.items():
            if name in STREAMS:
                said[name] = self.blocks.stream(f"{entry['key']}/{name}", value)
            elif name in RICH_FIELDS:
                said[name] = rich(value)
        return said

    def _found(self, entry: Entry) -> Entry:
        """What the entry names by a key."""
        finders: dict[str, Callable[[Any], Entry]] = {
            "picture": lambda key: {"lead_image": self.pictures[key]},
            "territory": lambda ags: {"territory": Territory.objects.get(ags=ags)},
            "topic": lambda slug: {"topic": self.terms["topic", slug]},
            "topics": lambda slugs: {"topics": [self.terms["topic", slug] for slug in slugs]},
            "factors": lambda slugs: {"factors": [self.terms["factor", slug] for slug in slugs]},
            "feedback_form": lambda key: {"feedback_form": self.pages[key]},
            "document": lambda _text: {"document": self._document(entry)},
        }
        found: Entry = {}
        for name, find in finders.items():
            if name in entry:
                found |= find(entry[name])
        return found

    def _document(self, entry: Entry) -> PortalDocument:
        content = entry["document"].encode()
        file = ContentFile(content, f"demo-{entry['key']}.txt")
        return PortalDocument.objects.get_or_create(
            title=entry["de"]["title"], defaults={"file": file}
        )[0]

    def _fields(self, page: Any, entry: Entry) -> None:
        for number, (label, kind, required) in enumerate(entry["de"].get("fields", ())):
            page.form_fields.create(
                label=label,
                field_type=kind,
                required=required,
                sort_order=number,
                locale=self.german,
            )

    def _adapt_story(self, key: str) -> None:
        """The town makes the county's first chapter its own; the others show all as it is told."""
        town = self.pages[key]
        adapt(town, town.chapters[0], None)
        town.get_latest_revision().publish()
        self.pages[key] = type(town).objects.get(pk=town.pk)

    def _spread(self, entry: Entry) -> None:
        """Into all languages, before the next page: translated where it has words, else an alias.

        An alias that is made of the translation it follows need not be changed when that comes.
        """
        versions = {self.german.pk: self.pages[entry["key"]]}
        for row in self.languages:
            if row.locale.language_code in entry:
                versions[row.locale_id] = self._translate(entry, row.locale)
            elif entry["type"] != "home":
                source = versions[row.sync_from_id]
                versions[row.locale_id] = source.copy_for_translation(row.locale, alias=True)

    def _translate(self, entry: Entry, locale: Locale) -> Any:
        page = self.pages[entry["key"]]
        source, _created = TranslationSource.get_or_create_from_instance(page)
        self._store_words(entry, source, locale)
        made, _created = source.create_or_update_translation(locale, publish=False, fallback=True)
        made.latest_revision.publish()
        return type(page).objects.get(pk=made.pk)

    def _store_words(self, entry: Entry, source: TranslationSource, locale: Locale) -> None:
        """Pairs the words of both languages by their place on the page."""
        said = self._words_in(entry, locale.language_code)
        counted: dict[str, int] = {}
        found = []
        for segment in source.stringsegment_set.order_by("order").select_related("context"):
            place = segment.context.path
            number = counted[place] = counted.get(place, -1) + 1
            if place != "slug" and (place, number) in said:
                found.append(
                    StringTranslation(
                        translation_of_id=segment.string_id,
                        context=segment.context,
                        locale=locale,
                        data=said[place, number],
                    )
                )
        # A place may say the same twice.
        StringTranslation.objects.bulk_create(found, ignore_conflicts=True)

    def _words_in(self, entry: Entry, language: str) -> dict[tuple[str, int], str]:
        page = self.pages[entry["key"]]
        filled = type(page).objects.get(pk=page.pk)
        self._fill(filled, entry, language)
        labels = [label for label, *_rest in entry[language].get("fields", ())]
        fields = page.form_fields.order_by("sort_order") if labels else ()
        return _words(filled) | {
            (f"form_fields.{field.translation_key}.label", 0): label
            for field, label in zip(fields, labels, strict=True)
        }


def _words(page: Any) -> dict[tuple[str, int], str]:
    """Every translatable string by its place, and its number there."""
    found: dict[tuple[str, int], str] = {}
    counted: dict[str, int] = {}
    segments = [one for one in extract_segments(page) if isinstance(one, StringSegmentValue)]
    for segment in sorted(segments, key=lambda one: one.order):
        number = counted[segment.path] = counted.get(segment.path, -1) + 1
        found[segment.path, number] = segment.string.data
    return found
