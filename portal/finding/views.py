"""The search page, the list of pages found, and the suggestions below the search box."""

import re
from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from offers.words import questions
from partners.limits import TooExpensive, bounded, bounded_page
from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.models import Term
from portal.cms.models import ContactFinderPage
from portal.finding import suggestions
from portal.finding.page_search import find_pages, in_full
from portal.finding.search import FEW, Result, find, recommended
from portal.finding.spelling import did_you_mean

PAGE_SIZE = 20
LONGEST = 200  # characters
_BOX = re.compile(r"[a-z][a-z-]{0,40}\Z")


@require_safe
@bounded_page
def search(request: HttpRequest) -> HttpResponse:
    """Everything that this reader may see and that has all the words, by kind."""
    text = _typed(request)
    question = questions.read(text)
    groups = find(request, question) if question else []
    total = sum(group.count for group in groups)
    context = {
        "text": text,
        "question": question,
        "groups": groups,
        "total": total,
        "promoted": recommended(request, text) if question else [],
        "meant": did_you_mean(text) if question and total < FEW else "",
        "contact_url": "" if total else _contact_finder(request),
        "topics": [] if question else Term.objects.of(Vocabulary.TOPIC).with_names(),
    }
    return render(request, "finding/search.html", context)


@require_safe
@bounded_page
def pages(request: HttpRequest) -> HttpResponse:
    """All pages that have the words."""
    text = _typed(request)
    question = questions.read(text)
    found = find_pages(question) if question else []
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [Result.of_page(row, request) for row in in_full(page)]
    context = {"text": text, "page_obj": page, "rows": rows}
    return render(request, "finding/pages.html", context)


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """The fragment that htmx fetches while somebody types; empty where that took too long."""
    box = request.GET.get("box", "")
    try:
        with bounded():
            found, status = suggestions.suggest(_typed(request)), HTTPStatus.OK
    except TooExpensive:
        found, status = [], HTTPStatus.SERVICE_UNAVAILABLE
    context = {"suggestions": found, "box": box if _BOX.match(box) else "search"}
    return render(request, "finding/suggestions.html", context, status=status)


def _typed(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]


def _contact_finder(request: HttpRequest) -> str:
    finders = ContactFinderPage.objects.live().public().filter(locale=Locale.get_active())
    finder = finders.select_related("locale").first()
    return finder.get_url(request) or "" if finder else ""
