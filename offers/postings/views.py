"""The public page of one offer or need."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from offers.postings import actions, facts, permissions, structured
from offers.postings.enums import Reach
from offers.postings.models import Need, Offer, Posting, PostingQuerySet
from offers.search.distance import kilometres
from offers.search.filters import OfferFilter
from offers.search.similar import similar
from partners.deliveries.messages import absolute_url
from partners.organisations.models import Office

OTHERS_SHOWN = 3
SIMILAR_SHOWN = 3


def offer(request: HttpRequest, pk: int) -> HttpResponse:
    return detail(request, Offer.objects.published(), pk, structured.job_posting)


def need(request: HttpRequest, pk: int) -> HttpResponse:
    return detail(request, Need.objects.published(), pk)


def detail(
    request: HttpRequest,
    on_show: PostingQuerySet,
    pk: int,
    describe: Callable[[Any], dict[str, Any] | None] | None = None,
) -> HttpResponse:
    """What is not on show, or not for this reader, is not there; members get to its own page.

    `describe` puts a posting in the words of schema.org.
    """
    posting = get_object_or_404(on_show.model._default_manager.for_card(), pk=pk)
    is_member = permissions.is_member(request.user, posting)
    if not on_show.visible_to(request.user).filter(pk=pk).exists():
        if is_member:
            return redirect("postings:mine", pk)
        raise Http404
    context = page_of(request, posting) | {
        "is_member": is_member,
        "is_preview": False,
        "similar": similar(posting, request.user, SIMILAR_SHOWN),
        "structured": describe(posting) if describe else None,
        "report": _report(posting),
    }
    return render(request, "postings/detail.html", context)


def page_of(request: HttpRequest, posting: Posting) -> dict[str, Any]:
    """All that the public page of a posting shows, for the page and for its preview."""
    details = actions.details_of(posting)
    near = OfferFilter(request.GET, request.user).criteria.near
    text = posting.text
    names = [name for name in posting.page_facts if name != "reach" or _reaches_further(posting)]
    subject = quote(text.title if text else "")
    return {
        "posting": posting,
        "organisation": posting.organisation,
        "text": text,
        "facts": facts.facts(type(posting), details, names),
        "near": near,
        "distance_km": kilometres(posting, near) if near else None,
        "mail_url": f"mailto:{posting.contact_email}?subject={subject}",
        "others": _others(request, posting),
        "list_name": f"{posting.route()}s",
        "list_title": capfirst(str(posting._meta.verbose_name_plural)),
    }


def _report(posting: Posting) -> dict[str, str]:
    """Whom to tell that something is wrong or out of date; empty where no office is in charge."""
    office = Office.objects.up_from(posting.curated_ags).first()
    if office is None:
        return {}
    subject = _("Not right: %(title)s") % {"title": posting.text.title if posting.text else ""}
    query = {"subject": subject, "body": absolute_url(posting.get_absolute_url())}
    mail_url = f"mailto:{office.organisation.contact_email}?{urlencode(query, quote_via=quote)}"
    return {"name": office.organisation.name, "mail_url": mail_url}


def _reaches_further(posting: Posting) -> bool:
    return posting.place is None or posting.reach != Reach.PLACE


def _others(request: HttpRequest, posting: Posting) -> list[Posting]:
    """The newest other ones of the same organisation that this reader may see."""
    rows = type(posting)._default_manager.published().visible_to(request.user).for_card()
    others = rows.filter(organisation=posting.organisation).exclude(pk=posting.pk)
    return list(others.order_by("-first_published_at", "-pk")[:OTHERS_SHOWN])
