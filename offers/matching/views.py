"""Pages on which an organisation sees its matches and answers them. Strangers learn nothing."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from offers.matching import actions, conditions, explanation, listing, permissions
from offers.matching.enums import MatchState, Side
from offers.matching.exceptions import Overtaken
from offers.matching.forms import AnswerForm
from offers.matching.models import Match, MatchQuerySet
from offers.postings.exceptions import PostingError
from offers.postings.models import Need, Posting
from offers.postings.permissions import can_see, is_member
from partners.accounts.requests import PersonRequest
from partners.organisations.models import Organisation
from partners.organisations.permissions import role_of

PAGE_SIZE = 20


@login_required
@require_safe
def of_organisation(request: PersonRequest, slug: str) -> HttpResponse:
    """All that fits what this organisation has on show."""
    organisation = get_object_or_404(Organisation.objects.with_facts(), slug=slug)
    if role_of(request.user, organisation) is None:
        raise Http404
    own = Match.objects.current().of_organisations([organisation])
    found = listing.visible_to(request.user, own)
    context = {"organisation": organisation, "posting": None}
    return _list(request, organisation, found, context, "matching/of_organisation.html")


@login_required
@require_safe
def of_posting(request: PersonRequest, pk: int) -> HttpResponse:
    """What fits one posting, what was answered earlier, and why something is not among it."""
    posting = get_object_or_404(Posting, pk=pk).specific
    if not is_member(request.user, posting):
        raise Http404
    organisation = posting.organisation
    about = listing.visible_to(request.user, Match.objects.about(posting))
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    earlier = _earlier(about)
    context = {
        "organisation": organisation,
        "posting": posting,
        "is_need": isinstance(posting, Need),
        "earlier": listing.rows(earlier, organisation),
        "words": words,
        "asked_for": explanation.of_words(posting, words, request.user) if words else [],
        "nearly": explanation.near_misses(posting) if posting.is_published else [],
    }
    return _list(request, organisation, about.current(), context, "matching/of_posting.html")


def _earlier(matches: MatchQuerySet) -> MatchQuerySet:
    """Those that were answered and no longer fit."""
    gone = matches.exclude(pk__in=matches.current().values("pk"))
    return listing.for_rows(gone.exclude(state=MatchState.OPEN)).order_by("-pk")[:PAGE_SIZE]


def _list(
    request: HttpRequest,
    organisation: Organisation,
    found: MatchQuerySet,
    context: dict[str, Any],
    template: str,
) -> HttpResponse:
    only = request.GET.get("state", "")
    only = only if only in MatchState.values else ""
    counts = found.counts_by_state()
    shown = found.filter(state=only) if only else found
    ordered = listing.for_rows(listing.waiting_first(shown))
    page = Paginator(ordered, PAGE_SIZE).get_page(request.GET.get("page"))
    context |= {
        "page": page,
        "rows": listing.rows(page.object_list, organisation),
        "states": [(state, counts[state]) for state in MatchState if state in counts],
        "only": only,
        "total": sum(counts.values()),
    }
    return render(request, template, context)


@login_required
def match(request: PersonRequest, pk: int) -> HttpResponse:
    """One pair: why it fits, what was answered, and the answer to give."""
    known = listing.visible_to(request.user, Match.objects.all())
    found = get_object_or_404(listing.for_rows(known), pk=pk)
    side = permissions.side_of(request.user, found)
    if side is None or not _is_of_interest(found):
        raise Http404
    may_answer = permissions.can_answer(request.user, found)
    if request.method != "POST":
        return _show(request, found, side, AnswerForm(found, side), may_answer)
    if not may_answer:
        raise PermissionDenied
    form = AnswerForm(found, side, request.POST)
    if not form.is_valid():
        return _show(request, found, side, form, may_answer)
    try:
        actions.answer(found, side, **form.cleaned_data, person=request.user)
    except PostingError as error:
        return _show_conflict(request, found, side, form, error)
    messages.success(
        request, _("Answered. The other side sees it, and gets a mail if it wants to.")
    )
    return redirect(found)


def _show_conflict(
    request: PersonRequest, found: Match, side: Side, form: AnswerForm, error: PostingError
) -> HttpResponse:
    """What was typed stays; what has changed is said above it."""
    fresh = listing.for_rows(Match.objects.filter(pk=found.pk)).get()
    if isinstance(error, Overtaken):
        form = form.renewed(fresh, side)
    messages.error(request, str(error))
    return _show(request, fresh, side, form, may_answer=True, status=HTTPStatus.CONFLICT)


def _show(
    request: PersonRequest,
    found: Match,
    side: Side,
    form: AnswerForm,
    may_answer: bool,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    own = found.posting_of(side)
    row = listing.rows([found], own.organisation)[0]
    fits = found.lapsed_at is None and conditions.fits(found.need, found.supply)
    context = {
        "row": row,
        "organisation": own.organisation,
        "fits": fits,
        "form": form,
        "may_answer": may_answer and fits and bool(form.possible),
        "closable": found.state == MatchState.SOLVED and side == Side.NEED and own.is_published,
    }
    return render(request, "matching/match.html", context, status=status)


def _is_of_interest(match: Match) -> bool:
    """It fits, or something was answered while it did."""
    return match.lapsed_at is None or match.state != MatchState.OPEN


@login_required
@require_safe
def why(request: PersonRequest, need_pk: int, supply_pk: int) -> HttpResponse:
    """For any pair, condition by condition, whether it holds; for members of either side."""
    need: Need = get_object_or_404(Need.objects.for_card(), pk=need_pk)
    supply: Posting = get_object_or_404(Posting.objects.for_card(), pk=supply_pk).specific
    if isinstance(supply, Need):
        raise Http404
    pair = (need, supply)
    if not all(can_see(request.user, posting) for posting in pair):
        raise Http404
    if not any(is_member(request.user, posting) for posting in pair):
        raise Http404
    return render(request, "matching/why.html", {"explained": explanation.of_pair(need, supply)})
