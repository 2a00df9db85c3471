"""The page on which a contact without an account answers, by the link in the mail.

Looking changes nothing: mail programs open links by themselves. Only what is public is shown.
"""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from offers.matching import actions, links, listing
from offers.matching.enums import Side
from offers.matching.exceptions import Overtaken
from offers.matching.forms import AnswerForm
from offers.matching.listing import Row
from offers.matching.models import Match, MatchQuerySet
from offers.postings.enums import Visibility
from offers.postings.exceptions import PostingError
from offers.postings.models import Posting

SHOWN = 100


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    posting = links.posting_of(token)
    if posting is None:
        raise Http404
    if request.method == "POST":
        return _answer(request, posting)
    return _show(request, posting)


def _answer(request: HttpRequest, posting: Posting) -> HttpResponse:
    number = request.POST.get("match", "")
    known = number.isascii() and number.isdecimal() and len(number) < 19
    found = _public(posting).filter(pk=number).first() if known else None
    if found is None:
        messages.error(request, _("This is no longer on show, so it cannot be answered."))
        return redirect(request.path)
    side = found.side_of(posting)
    form = AnswerForm(found, side, request.POST)
    if not form.is_valid():
        return _show(request, posting, form, found)
    try:
        actions.answer(found, side, **form.cleaned_data)
    except PostingError as error:
        messages.error(request, str(error))
        found.refresh_from_db()
        if isinstance(error, Overtaken):
            form = form.renewed(found, side)
        return _show(request, posting, form, found, status=HTTPStatus.CONFLICT)
    messages.success(
        request, _("Answered. The other side sees it, and gets a mail if it wants to.")
    )
    return redirect(request.path)


def _show(
    request: HttpRequest,
    posting: Posting,
    typed: AnswerForm | None = None,
    about: Match | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """All public matches of the posting, each with its form; `typed` is that of `about`."""
    found = listing.for_rows(listing.waiting_first(_public(posting)))[:SHOWN]
    rows = listing.rows(found, posting.organisation, with_names=False)
    pairs: list[tuple[Row, AnswerForm]] = [
        (row, typed if typed and about == row.match else AnswerForm(row.match, row.side))
        for row in rows
    ]
    context = {"posting": posting, "pairs": pairs, "organisation": posting.organisation}
    return render(request, "matching/by_link.html", context, status=status)


def _public(posting: Posting) -> MatchQuerySet:
    """Those whose other side everybody may see."""
    side = Side.SUPPLY if posting.page_name == "need" else Side.NEED
    return (
        Match.objects.current()
        .about(posting)
        .filter(**{f"{side.value}__visibility": Visibility.EVERYONE})
    )
