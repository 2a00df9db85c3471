"""What templates need of postings."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from offers.postings.enums import State
from offers.postings.models import Need, Offer
from partners.organisations.models import Organisation
from partners.organisations.permissions import role_of

register = template.Library()

SHOWN = 6

BADGES = {
    State.DRAFT: "neutral",
    State.SUBMITTED: "info",
    State.RETURNED: "warning",
    State.PUBLISHED: "success",
    State.EXPIRED: "neutral",
    State.CLOSED: "neutral",
}


@register.filter
def in_language(text: str, language: str) -> SafeString:
    """The text, marked with its language where that is not the page's."""
    if language == get_language():
        return format_html("{}", text)
    return format_html('<span lang="{}" dir="auto">{}</span>', language, text)


@register.filter
def state_badge(state: str) -> str:
    """The kind of badge that goes with a state."""
    return BADGES[State(state)]


@register.simple_tag(takes_context=True)
def postings_of(context: Context, organisation: Organisation) -> dict[str, Any]:
    """The newest `offers` and `needs` of an organisation, and whether the reader `is_member`."""
    user = context["request"].user
    found: dict[str, Any] = {"is_member": role_of(user, organisation) is not None}
    for name, model in (("offers", Offer), ("needs", Need)):
        rows = model.objects.published().visible_to(user).filter(organisation=organisation)
        found[name] = list(rows.for_card().order_by("-first_published_at", "-pk")[:SHOWN])
    return found
