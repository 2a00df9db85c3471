"""What templates of pages and blocks need."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Page

from offers.postings import texts
from partners.organisations.models import Organisation
from partners.territories.models import Territory
from portal.cms import live, page_texts
from portal.cms.live_blocks import LIVE
from portal.cms.models.base import PortalPage
from portal.templatetags.components import breadcrumb

register = template.Library()

LIVE_TYPES = {name for name, _block in LIVE}


@register.filter
def is_live(block: Any) -> bool:
    """Whether the block shows what is on the portal, in the reader's language."""
    return block.block_type in LIVE_TYPES


@register.simple_tag(takes_context=True)
def page_breadcrumb(context: Context, page: Page) -> SafeString | str:
    """The way to a page, from the start page of its language."""
    above = page.get_ancestors().live().filter(depth__gt=1).select_related("locale")
    request = context["request"]
    steps = [(one.title, one.get_url(request) or "") for one in above]
    # The title of the start page is the name of the portal, which stands above anyway.
    steps[:1] = [(_("Start"), url) for _title, url in steps[:1]]
    parts = [part for step in steps for part in step]
    return breadcrumb(*parts, page.title) if parts else ""


@register.inclusion_tag("postings/text_notice.html", takes_context=True)
def page_text_notice(context: Context, page: Page) -> dict[str, Any]:
    """Whether the text is a translation, and how it stands: as on a posting's page."""
    notice = page_texts.notice(page)
    source = page_texts.original(page) if notice else None
    return {
        "notice": notice,
        "note": texts.words(notice) if notice else "",
        "original_url": source.get_url(context["request"]) if source else "",
    }


@register.filter
def target_url(target: Any) -> str:
    """Where a link of a block leads: the page in the reader's language, else the address."""
    page = target.get("page")
    if page:
        return page.localized.url or ""
    return target.get("url") or ""


def _territory(context: Context) -> Territory | None:
    page = context.get("page")
    return page.territory_shown if isinstance(page, PortalPage) else None


@register.simple_tag(takes_context=True)
def newest(context: Context, kind: str, topic: str = "", number: int = 3) -> live.Newest:
    """The newest `offers`, `events` or `needs` in the page's territory that the reader may see."""
    reader = context["request"].user
    found = live.topic_called(topic or "")
    return live.newest(kind, reader, number or 3, _territory(context), found)


@register.simple_tag(takes_context=True)
def counts(context: Context) -> live.Counts:
    return live.counts(context["request"], _territory(context))


@register.simple_tag(takes_context=True)
def office(context: Context) -> Organisation | None:
    """The organisation that answers for the page's territory."""
    return live.office_of(_territory(context))
