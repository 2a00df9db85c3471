"""The board of what is missing or stale, language by language, for whoever curates a territory."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from offers.postings.enums import TextState
from offers.postings.models import Posting
from partners.accounts.models import User
from partners.accounts.requests import PersonRequest
from partners.organisations.permissions import acts_for_office
from partners.taxonomy.languages import interface_languages
from portal.cockpit import coverage

PAGE_SIZE = 50
POSTINGS, PAGES = "postings", "pages"
TITLES = {POSTINGS: _("Offers and needs on show"), PAGES: _("Pages that you edit")}
LISTED = [state for state in TextState if state != TextState.SOURCE]


@login_required
def languages(request: PersonRequest) -> HttpResponse:
    user = request.user
    if not (user.is_superuser or acts_for_office(user)):
        raise Http404
    boards = {POSTINGS: coverage.of_postings(user)}
    pages = coverage.of_pages(user)
    if any(number for row in pages for _state, number in row.counts):
        boards[PAGES] = pages
    what, language, state = _wanted(request.GET, boards)
    context = {
        "boards": [(name, TITLES[name], rows) for name, rows in boards.items()],
        "columns": [state.label for state in TextState],
        "languages": interface_languages(),
        "states": LISTED,
        "kinds": [(name, TITLES[name]) for name in boards],
        "what": what,
        "language": language,
        "language_name": get_language_info(language)["name_local"],
        "state": state,
    }
    listed = _list(user, what, language, state, request.GET.get("page"))
    return render(request, "cockpit/languages.html", context | listed)


def _wanted(sent: QueryDict, boards: dict[str, list[coverage.Row]]) -> tuple[str, str, TextState]:
    """What to list; if nothing sensible is asked for, where something is missing."""
    what = sent.get("what", "")
    what = what if what in boards else POSTINGS
    lacking = (row.language for row in boards[what] if dict(row.counts)[TextState.MISSING])
    language = sent.get("language", "")
    if language not in dict(interface_languages()):
        language = next(lacking, interface_languages()[0][0])
    state = sent.get("state", "")
    return what, language, TextState(state) if state in LISTED else TextState.MISSING


def _list(user: User, what: str, language: str, state: TextState, number: Any) -> dict[str, Any]:
    if what == PAGES:
        page = Paginator(coverage.pages(user, language, state), PAGE_SIZE).get_page(number)
        originals = coverage.originals(user, page.object_list)
        return {"page": page, "items": [_about_page(row, originals) for row in page.object_list]}
    found = coverage.postings(user, language, state).for_card()
    page = Paginator(found, PAGE_SIZE).get_page(number)
    return {"page": page, "items": [_about_posting(posting) for posting in page.object_list]}


def _about_posting(posting: Posting) -> dict[str, Any]:
    source = posting.source_text or posting.text
    place = [posting.place.label] if posting.place else []
    return {
        "title": source.title if source else str(posting),
        "language": source.language if source else posting.source_language,
        "about": " · ".join([str(posting.kind), str(posting.organisation), *place]),
        "url": posting.review_url,
    }


def _about_page(version: Any, originals: dict[Any, Any]) -> dict[str, Any]:
    """An alias is translated from the editor of its original."""
    original = originals.get(version.translation_key, version)
    to_mend = original if version.state == TextState.MISSING else version
    return {
        "title": original.title,
        "language": original.locale.language_code,
        "about": "",
        "url": reverse("wagtailadmin_pages:edit", args=[to_mend.pk]),
    }
