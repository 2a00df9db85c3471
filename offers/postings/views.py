"""The public page of one offer or need."""

from typing import Any
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from offers.postings import actions, facts, permissions, structured
from offers.postings.enums import Reach
from offers.postings.models import Need, Offer, Posting
from offers.search.distance import kilometres
from offers.search.filters import OfferFilter
from offers.search.similar import similar
from partners.deliveries.messages import absolute_url
from partners.organisations.models import Office

OTHERS_SHOWN = 3
SIMILAR_SHOWN = 3


def offer(request: HttpRequest, pk: int) -> HttpResponse:
    return _detail(request, Offer, pk)


def need(request: HttpRequest, pk: int) -> HttpResponse:
    return _detail(request, Need, pk)


def _detail(request: HttpRequest, model: type[Posting], pk: int) -> HttpResponse:
    """What is not on show, or not for this reader, is not there; members get to its own page."""
    posting = get_object_or_404(model._default_manager.for_card(), pk=pk)
    on_show = model._default_manager.published().visible_to(request.user)
    is_member = permissions.is_member(request.user, posting)
    if not on_show.filter(pk=pk).exists():
        if is_member:
            return redirect("postings:mine", pk)
        raise Http404
    context = page_of(request, posting) | {
        "is_member": is_member,
        "is_preview": False,
        "similar": similar(posting, request.user, SIMILAR_SHOWN),
        "structured": structured.job_posting(posting),
        "report": _report(posting),
    }
    return render(request, "postings/detail.html", context)


def page_of(request: HttpRequest, posting: Posting) -> dict[str, Any]:
    """All that the public page of a posting shows, for the page and for its preview."""
    details = actions.details_of(posting)
    near = OfferFilter(request.GET, request.user).criteria.near
    text = posting.text
    names = [name for name in facts.ON_THE_PAGE if name != "reach" or _reaches_further(posting)]
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
        "list_name": f"postings:{posting.page_name}s",
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
