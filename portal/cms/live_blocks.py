"""Blocks that show what is on the portal at this moment, as far as the reader may see it."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.models import Term
from portal.cms.blocks import HeadedBlock


def topics() -> list[tuple[str, str]]:
    return [(term.slug, term.name) for term in Term.objects.of(Vocabulary.TOPIC).with_names()]


class _PostingsBlock(HeadedBlock):
    topic = blocks.ChoiceBlock(label=_("only this topic"), choices=topics, required=False)
    number = blocks.IntegerBlock(label=_("how many"), default=3, min_value=1, max_value=12)


class OffersBlock(_PostingsBlock):
    class Meta:
        icon = "tasks"
        label = _("Newest offers")
        template = "cms/blocks/offers.html"


class EventsBlock(_PostingsBlock):
    class Meta:
        icon = "date"
        label = _("Coming events")
        template = "cms/blocks/events.html"


class NeedsBlock(_PostingsBlock):
    class Meta:
        icon = "help"
        label = _("Open needs")
        template = "cms/blocks/needs.html"


class OfficeBlock(HeadedBlock):
    """How to reach the office in charge of the page's territory."""

    class Meta:
        icon = "mail"
        label = _("Contact of the office")
        template = "cms/blocks/office.html"


class CountsBlock(HeadedBlock):
    """How much there is: offers, organisations, languages, municipalities."""

    class Meta:
        icon = "history"
        label = _("The region in numbers")
        template = "cms/blocks/counts.html"


LIVE: list[tuple[str, blocks.Block]] = [
    ("offers", OffersBlock()),
    ("events", EventsBlock()),
    ("needs", NeedsBlock()),
    ("office", OfficeBlock()),
    ("counts", CountsBlock()),
]
