"""Events in the Wagtail admin, beside offers and needs: the office's list and its decision."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from events.events.models import Event
from offers.review.admin import PostingReviewViewSet
from offers.review.filters import PostingFilters, kinds
from offers.review.panels import form_of
from partners.taxonomy.enums import Vocabulary


class EventFilters(PostingFilters):
    kind = kinds(Vocabulary.EVENT_KIND)

    class Meta:
        model = Event
        fields: list[Any] = []


WHEN = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("all_day"),
        FieldPanel("recurrence"),
        FieldPanel("doors_at"),
    ],
    heading=_("When"),
)
WHERE = MultiFieldPanel(
    [FieldPanel("attendance"), FieldPanel("venue"), FieldPanel("online_url")],
    heading=_("Where"),
)
DETAILS = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("price_eur"), FieldPanel("price_note")]),
        FieldPanel("childcare"),
        FieldPanel("wheelchair"),
    ],
    heading=_("Details"),
)


class EventReviewViewSet(PostingReviewViewSet):
    model = Event
    url_namespace = "event_review"
    url_prefix = "review/events"
    icon = "date"
    menu_label = _("Events")
    menu_order = 130
    filterset_class = EventFilters
    edit_handler = form_of(WHEN, WHERE, DETAILS)
