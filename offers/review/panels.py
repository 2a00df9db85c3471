"""The form in which the office reads and mends a posting."""

from collections.abc import Mapping
from typing import Any

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.admin.panels.group import ObjectList

from offers.postings import actions, facts, texts
from offers.postings.enums import KIND_FIELDS, TextState
from offers.review.forms import MendingForm


class AtAGlance(Panel):
    """Who posts this and where: what the office looks at first, and does not change here."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "review/at_a_glance.html"

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Any:
            posting = self.instance
            details = actions.details_of(posting)
            names = ("place", "reach", "languages")
            return super().get_context_data(parent_context) | {
                "posting": posting,
                "organisation": posting.organisation,
                "compare_url_name": f"{posting.page_name}_review:revisions_compare",
                "facts": facts.facts(type(posting), details, names),
            }


class TextStanding(Panel):
    """Where one of the texts comes from, and whether its original has changed since."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "review/text_standing.html"

        def is_shown(self) -> bool:
            """Not in the empty form behind the button that adds a text."""
            return super().is_shown() and bool(self.instance.language)

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Any:
            text = self.instance
            # A form that was sent in vain makes rows that know no posting.
            posting = getattr(text, "posting", None)
            source = posting.source_text if posting else None
            return super().get_context_data(parent_context) | {
                "origin": text.get_origin_display(),
                "is_stale": texts.state_of(text, source) == TextState.STALE,
            }


TEXTS = InlinePanel(
    "texts",
    heading=_("Texts"),
    label=_("Text"),
    min_num=1,
    panels=[
        TextStanding(heading=_("Origin")),
        FieldPanel("language"),
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("body"),
    ],
)
FACETS = MultiFieldPanel(
    [
        FieldPanel("kind"),
        FieldPanel("topics", widget=CheckboxSelectMultiple),
        FieldPanel("audiences", widget=CheckboxSelectMultiple),
        FieldPanel("expires_on"),
    ],
    heading=_("Sorting"),
)
CONTACT = MultiFieldPanel(
    [
        FieldPanel("link"),
        FieldRowPanel([FieldPanel("contact_name"), FieldPanel("contact_phone")]),
        FieldPanel("contact_email"),
    ],
    heading=_("Contact"),
)
OF_OFFERS = MultiFieldPanel([FieldPanel(name) for name in KIND_FIELDS], heading=_("Details"))
OF_NEEDS = MultiFieldPanel(
    [FieldPanel("headcount"), FieldPanel("wanted_by"), FieldPanel("visibility")],
    heading=_("Details"),
)


def form_of(*own: Panel) -> ObjectList:
    """All postings are mended alike, but for what only some have."""
    heading = _("Who and where")
    return ObjectList(
        [AtAGlance(heading=heading), TEXTS, FACETS, *own, CONTACT], base_form_class=MendingForm
    )
