"""Pages on which an organisation writes its posting in another language.

A translation is an edit like any other: it is saved with the version that was seen, and goes
through the office's review.
"""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from offers.postings import actions, rules, texts
from offers.postings.enums import TextState
from offers.postings.exceptions import EditConflict, MachineFailed, PostingError, TooManyDrafts
from offers.postings.form_parts import TEXT_PARTS
from offers.postings.machine import Machine, counted
from offers.postings.member_views import posting_to_edit, why_not_editable
from offers.postings.models import Posting
from offers.postings.translation_form import TranslationForm, Words
from partners.accounts.requests import PersonRequest

LONGEST_NUMBER = 18  # digits that every database takes for a key


def _standing_in(draft: Posting, language: str) -> texts.Standing:
    """How the draft stands in a language other than its own; 404 for what is none of ours."""
    found = next((one for one in texts.standings(draft) if one.language == language), None)
    if found is None or found.state == TextState.SOURCE:
        raise Http404
    return found


@login_required
def translate(request: PersonRequest, pk: int, language: str) -> HttpResponse:
    posting = posting_to_edit(request, pk)
    draft = posting.get_latest_revision_as_object()
    standing = _standing_in(draft, language)
    editable = rules.is_editable(posting)
    if request.method != "POST":
        if not editable:
            messages.warning(request, why_not_editable(posting))
            return redirect("postings:mine", pk)
        return _page(request, draft, standing, TranslationForm.of(draft, language))
    form = TranslationForm.of(draft, language, request.POST)
    if not editable:
        blocked = why_not_editable(posting)
        return _page(request, draft, standing, form, HTTPStatus.CONFLICT, blocked=blocked)
    if request.POST.get("then") == "draft":
        return _drafted(request, draft, standing, form)
    if not form.is_valid():
        return _page(request, draft, standing, form)
    return _save(request, draft, standing, form)


def _page(
    request: PersonRequest,
    draft: Posting,
    standing: texts.Standing,
    form: TranslationForm,
    status: int = HTTPStatus.OK,
    **more: Any,
) -> HttpResponse:
    context = {
        "posting": draft,
        "source": draft.source_text,
        "source_name": get_language_info(draft.source_language)["name_local"],
        "standing": standing,
        "form": form,
        "rows": [(form[part], getattr(draft.source_text, part)) for part in TEXT_PARTS],
        "machine": Machine.between(draft.source_language, standing.language),
        "blocked": "",
        "conflict": False,
        "differences": [],
        "before": None,
    }
    return render(request, "postings/translate.html", context | more, status=status)


def _drafted(
    request: PersonRequest, draft: Posting, standing: texts.Standing, form: TranslationForm
) -> HttpResponse:
    """The form filled in by the machine; what stood there before is shown beside it."""
    machine = Machine.between(draft.source_language, standing.language)
    source = draft.source_text
    if machine is None or source is None:
        raise Http404
    before = form.typed
    try:
        with counted(request):
            words = machine.draft({part: getattr(source, part) for part in before})
    except (MachineFailed, TooManyDrafts) as error:
        messages.error(request, str(error))
        too_many = isinstance(error, TooManyDrafts)
        status = HTTPStatus.TOO_MANY_REQUESTS if too_many else HTTPStatus.OK
        return _page(request, draft, standing, form, status)
    messages.info(request, _("This is the machine's draft. Look through it, then save it."))
    filled = TranslationForm.drafted_by_machine(draft, standing.language, words)
    return _page(request, draft, standing, filled, before=_worth_keeping(before, words))


def _worth_keeping(before: Words, words: Words) -> Words | None:
    return before if any(before.values()) and before != words else None


def _save(
    request: PersonRequest, draft: Posting, standing: texts.Standing, form: TranslationForm
) -> HttpResponse:
    version = form.cleaned_data["version"] or 0
    try:
        actions.translate(request.user, draft, standing.language, form.words, version)
    except EditConflict:
        stored = type(draft).objects.get(pk=draft.pk).get_latest_revision_as_object()
        more = {"conflict": True, "differences": form.rebase(stored)}
        return _page(
            request,
            stored,
            _standing_in(stored, standing.language),
            form,
            HTTPStatus.CONFLICT,
            **more,
        )
    except PostingError as error:
        return _page(request, draft, standing, form, HTTPStatus.CONFLICT, blocked=str(error))
    messages.success(request, _("Saved."))
    return redirect("postings:mine", draft.pk)


@login_required
def remove(request: PersonRequest, pk: int, language: str) -> HttpResponse:
    """Asks first."""
    posting = posting_to_edit(request, pk)
    draft = posting.get_latest_revision_as_object()
    standing = _standing_in(draft, language)
    if standing.text is None:
        raise Http404
    if request.method != "POST":
        context = {
            "posting": draft,
            "standing": standing,
            "action": f"?version={draft.version}",
        }
        return render(request, "postings/remove_text.html", context)
    if not rules.is_editable(posting):
        messages.warning(request, why_not_editable(posting))
        return redirect("postings:mine", pk)
    try:
        actions.translate(request.user, draft, language, None, _version_seen(request))
    except PostingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Removed."))
    return redirect("postings:mine", pk)


def _version_seen(request: PersonRequest) -> int:
    """The version of which the page asked; 0, which is none, where it does not say."""
    seen = request.GET.get("version", "")
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) <= LONGEST_NUMBER else 0
