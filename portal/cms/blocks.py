"""The blocks that editors build pages from. Each has a template in templates/cms/blocks/."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail_localize.segments import StringSegmentValue

from portal.cms.addresses import addresses
from portal.cms.enums import SectionKind
from portal.media import films

# What rich text may hold: nothing that a component or a block does better.
RICH = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]
PLAIN = ["bold", "italic", "link"]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        template = "cms/blocks/heading.html"
        preview_value = _("Living here")


class TextBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "cms/blocks/text.html"
        preview_value = _("A paragraph of text.")


class PictureBlock(blocks.StructBlock):
    """A picture, which tells by itself what it shows; here that may be said in other words."""

    image = ImageChooserBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=255)
    description = blocks.CharBlock(
        label=_("description"),
        required=False,
        max_length=255,
        help_text=_("Only where it differs from the picture's own."),
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "cms/blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("quote"), max_length=600)
    name = blocks.CharBlock(label=_("name"), max_length=120)
    role = blocks.CharBlock(label=_("who that is"), required=False, max_length=160)
    image = ImageChooserBlock(label=_("picture of the person"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote with a face")
        template = "cms/blocks/quote.html"
        preview_value: ClassVar = {
            "text": _("On the second day my neighbour brought soup."),
            "name": "Amina",
            "role": _("nurse"),
        }


class HeadedBlock(blocks.StructBlock):
    """Has a line above it, if somebody writes one."""

    heading = blocks.CharBlock(label=_("heading"), required=False, max_length=120)


class NumberBlock(blocks.StructBlock):
    number = blocks.CharBlock(label=_("number"), max_length=20)
    label = blocks.CharBlock(label=_("what it counts"), max_length=80)


class NumbersBlock(HeadedBlock):
    numbers = blocks.ListBlock(NumberBlock(), label=_("numbers"), min_num=1, max_num=8)

    class Meta:
        icon = "order"
        label = _("Facts and numbers")
        template = "cms/blocks/numbers.html"
        preview_value: ClassVar = {
            "heading": _("The region in numbers"),
            "numbers": [
                {"number": "38", "label": _("Organisations")},
                {"number": "9", "label": _("Languages")},
            ],
        }


class TargetBlock(blocks.StructBlock):
    """Where a link leads: a page of ours, in the reader's language, or an address."""

    page = blocks.PageChooserBlock(label=_("page"), required=False)
    url = blocks.URLBlock(label=_("or address"), required=False)


def _address(target: Any, found: dict[Any, str]) -> str:
    page = target.get("page")
    return found.get(page.translation_key, "") if page else target.get("url") or ""


class CardBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.TextBlock(label=_("text"), required=False, max_length=400)
    image = ImageChooserBlock(label=_("picture"), required=False)
    target = TargetBlock(label=_("leads to"))


class CardsBlock(HeadedBlock):
    cards = blocks.ListBlock(CardBlock(), label=_("cards"), min_num=1, max_num=12)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """`shown`: each card with its address, in one query for all of them."""
        context = super().get_context(value, parent_context)
        found = addresses(page for card in value["cards"] if (page := card["target"].get("page")))
        shown = [(card, _address(card["target"], found)) for card in value["cards"]]
        return context | {"shown": shown}

    class Meta:
        icon = "grip"
        label = _("Cards")
        template = "cms/blocks/cards.html"


class EntryBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title or question"), max_length=200)
    text = blocks.RichTextBlock(label=_("text"), features=RICH)


class AccordionBlock(HeadedBlock):
    entries = blocks.ListBlock(EntryBlock(), label=_("entries"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Accordion")
        template = "cms/blocks/accordion.html"
        preview_value: ClassVar = {
            "heading": _("questions and answers"),
            "entries": [{"title": _("Living here"), "text": _("A paragraph of text.")}],
        }


class TableBlock(WagtailTableBlock):
    """Wagtail's table; wagtail-localize is told that its cells and caption are to be translated."""

    class Meta:
        icon = "table"
        label = _("Table")
        template = "cms/blocks/table.html"

    def get_translatable_segments(self, value: dict[str, Any] | None) -> list[StringSegmentValue]:
        if not value:
            return []
        cells = [
            StringSegmentValue(f"{row},{column}", cell)
            for row, cells in enumerate(value["data"])
            for column, cell in enumerate(cells)
            if cell
        ]
        caption = value.get("table_caption")
        return [StringSegmentValue("caption", caption), *cells] if caption else cells

    def restore_translated_segments(self, value: dict[str, Any], segments: Any) -> dict[str, Any]:
        for segment in segments:
            text = segment.string.render_text()
            if segment.path == "caption":
                value["table_caption"] = text
            else:
                row, column = (int(number) for number in segment.path.split(","))
                value["data"][row][column] = text
        return value


class VideoBlock(blocks.StructBlock):
    """A film that lies on our own server; it starts when somebody starts it."""

    title = blocks.CharBlock(label=_("title"), max_length=160)
    video = DocumentChooserBlock(label=_("film (MP4 or WebM)"))
    poster = ImageChooserBlock(label=_("still picture"), required=False)
    captions = DocumentChooserBlock(label=_("subtitles (WebVTT)"), required=False)
    transcript = blocks.RichTextBlock(label=_("in writing"), features=PLAIN, required=False)

    class Meta:
        icon = "media"
        label = _("Film")
        template = "cms/blocks/video.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors = films.wrong(("video", cleaned["video"]), ("captions", cleaned["captions"]))
        if errors:
            raise StructBlockValidationError(errors)
        return cleaned


class DownloadBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=160)
    document = DocumentChooserBlock(label=_("file"))

    class Meta:
        icon = "download"
        label = _("Download")
        template = "cms/blocks/download.html"


class CallBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.TextBlock(label=_("text"), required=False, max_length=400)
    label = blocks.CharBlock(label=_("button"), max_length=60)
    target = TargetBlock(label=_("leads to"))

    class Meta:
        icon = "pick"
        label = _("Call to action")
        template = "cms/blocks/call.html"
        preview_value: ClassVar = {
            "title": _("You do not know where to ask?"),
            "text": "",
            "label": _("Find contacts"),
            "target": {"page": None, "url": "https://example.org/"},
        }


class SectionValue(blocks.StructValue):
    @property
    def kind_label(self) -> str:
        return str(SectionKind(self["kind"]).label) if self["kind"] else ""


class SectionBlock(blocks.StructBlock):
    """A part of a region's page: what life there is like in one respect."""

    kind = blocks.ChoiceBlock(label=_("about"), choices=SectionKind.choices)
    title = blocks.CharBlock(
        label=_("title"), required=False, max_length=120, help_text=_("Else what it is about.")
    )
    text = blocks.RichTextBlock(label=_("text"), features=RICH)
    image = ImageChooserBlock(label=_("picture"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Section: living here")
        template = "cms/blocks/section.html"
        value_class = SectionValue


CONTENT: list[tuple[str, blocks.Block]] = [
    ("heading", HeadingBlock(max_length=160)),
    ("text", TextBlock(features=RICH)),
    ("picture", PictureBlock()),
    ("quote", QuoteBlock()),
    ("numbers", NumbersBlock()),
    ("cards", CardsBlock()),
    ("accordion", AccordionBlock()),
    ("table", TableBlock()),
    ("video", VideoBlock()),
    ("download", DownloadBlock()),
    ("call", CallBlock()),
]
SECTION: list[tuple[str, blocks.Block]] = [("section", SectionBlock())]
