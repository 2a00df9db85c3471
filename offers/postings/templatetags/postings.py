"""What templates need of postings."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override

from offers.postings import texts
from offers.postings.enums import State, TextState
from offers.postings.models import Posting
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
TEXT_BADGES = {
    TextState.SOURCE: "neutral",
    TextState.HUMAN: "success",
    TextState.MACHINE: "info",
    TextState.STALE: "warning",
    TextState.MISSING: "neutral",
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


@register.filter
def text_badge(state: str) -> str:
    """The kind of badge that goes with how a posting stands in a language."""
    return TEXT_BADGES[TextState(state)]


@register.simple_tag
def text_note(posting: Posting) -> str:
    """A few words on the text that the reader gets: a translation, by machine, outdated."""
    return texts.note(posting)


@register.inclusion_tag("postings/text_notice.html")
def text_notice(posting: Posting) -> dict[str, Any]:
    """What the reader should know about the text above it, with a way to the original."""
    with override(posting.source_language):
        original_url = posting.get_absolute_url()
    return {
        "notice": texts.notice(posting),
        "note": texts.note(posting),
        "original_url": original_url,
    }


@register.simple_tag(takes_context=True)
def postings_of(context: Context, organisation: Organisation) -> dict[str, Any]:
    """The newest `offers`, `needs` … of an organisation, and whether the reader `is_member`."""
    user = context["request"].user
    found: dict[str, Any] = {"is_member": role_of(user, organisation) is not None}
    for model in Posting.children():
        shown: Any = model._default_manager.all()
        rows = shown.published().visible_to(user).filter(organisation=organisation).for_card()
        newest = rows.order_by("-first_published_at", "-pk")[:SHOWN]
        found[f"{model._meta.model_name}s"] = list(newest)
    return found
