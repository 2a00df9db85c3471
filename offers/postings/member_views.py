"""Pages on which an organisation writes and looks after its offers and needs.

Strangers learn nothing (404); members whose role does not suffice are told so (403).
"""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from offers.postings import actions, facts, overview, permissions, rules, texts
from offers.postings.enums import State
from offers.postings.exceptions import EditConflict, PostingError
from offers.postings.forms import FORMS, RenewForm
from offers.postings.models import USUAL_LIFE, Posting
from offers.postings.posting_form import PostingForm
from offers.postings.views import page_of
from partners.accounts.requests import PersonRequest
from partners.organisations.enums import EDITING_ROLES
from partners.organisations.models import Organisation
from partners.organisations.permissions import role_of

PAGE_SIZE = 50


def _own_organisation(request: HttpRequest, slug: str) -> tuple[Organisation, bool]:
    """The organisation, for its members only, and whether this one may write for it."""
    organisation = get_object_or_404(Organisation.objects.with_facts(), slug=slug)
    role = role_of(request.user, organisation)
    if role is None:
        raise Http404
    return organisation, role in EDITING_ROLES


def _own(request: HttpRequest, pk: int) -> Posting:
    posting = get_object_or_404(Posting, pk=pk).specific
    if not permissions.is_member(request.user, posting):
        raise Http404
    return posting


def posting_to_edit(request: HttpRequest, pk: int) -> Posting:
    """A posting of the person's organisation, if she may write for it."""
    posting = _own(request, pk)
    if not permissions.can_edit(request.user, posting):
        raise PermissionDenied
    return posting


@login_required
def of_organisation(request: PersonRequest, slug: str) -> HttpResponse:
    organisation, can_edit = _own_organisation(request, slug)
    only = request.GET.get("state", "")
    only = only if only in State.values else ""
    groups = overview.by_state(organisation, only)
    page = Paginator(groups[0].postings, PAGE_SIZE) if only and groups else None
    context = {
        "organisation": organisation,
        "groups": groups,
        "page": page.get_page(request.GET.get("page")) if page else None,
        "only": only,
        "can_edit": can_edit,
    }
    return render(request, "postings/of_organisation.html", context)


@login_required
def begin(request: PersonRequest, model: str) -> HttpResponse:
    """Leads whoever wants to write to the form of her organisation."""
    if model not in FORMS:
        raise Http404
    writing = Organisation.objects.filter(
        memberships__user=request.user, memberships__role__in=EDITING_ROLES
    )
    organisations = list(writing.with_facts())
    if len(organisations) == 1:
        return redirect("postings:new", organisations[0].slug, model)
    if organisations:
        context = {"organisations": organisations, "model": model}
        return render(request, "postings/begin.html", context)
    messages.info(request, _("First register your organisation: offers and needs are its own."))
    return redirect("organisations:register")


@login_required
def new(request: PersonRequest, slug: str, model: str) -> HttpResponse:
    organisation, can_edit = _own_organisation(request, slug)
    if model not in FORMS:
        raise Http404
    if not can_edit:
        raise PermissionDenied
    form_class = FORMS[model]
    kind = request.GET.get("kind", "")
    context: dict[str, Any] = {"organisation": organisation, "model": model, "posting": None}
    if request.method != "POST":
        form = form_class.blank(organisation, kind=kind)
        kinds = form.kinds_to_choose
        # Fields of an offer follow from its kind: without JavaScript it has to be known first.
        if model == "offer" and kind not in dict(kinds):
            return render(request, "postings/choose_kind.html", context | {"kinds": kinds})
        return _written(request, form, context)
    if wish := request.POST.get("refresh"):
        form = form_class.redrawn(organisation, request.POST, wish)
        return _written(request, form, context)
    form = form_class(organisation, request.POST)
    if not form.is_valid():
        return _written(request, form, context)
    posting = actions.create(request.user, form.model(organisation=organisation), form.details)
    return _on_from_saving(request, posting)


@login_required
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    posting = posting_to_edit(request, pk)
    editable = rules.is_editable(posting)
    if request.method != "POST" and not editable:
        messages.warning(request, why_not_editable(posting))
        return redirect("postings:mine", pk)
    draft = posting.get_latest_revision_as_object()
    form_class = FORMS[posting.page_name]
    organisation = posting.organisation
    context: dict[str, Any] = {
        "organisation": organisation,
        "model": posting.page_name,
        "posting": posting,
        "reason": overview.reason_of_return(posting),
    }
    if request.method != "POST":
        return _written(request, form_class.of(draft), context)
    if wish := request.POST.get("refresh"):
        form = form_class.redrawn(organisation, request.POST, wish)
        return _written(request, form, context)
    form = form_class.of(draft, request.POST)
    if not editable:
        context["blocked"] = why_not_editable(posting)
        return _written(request, form, context, HTTPStatus.CONFLICT)
    if not form.is_valid():
        return _written(request, form, context)
    return _save(request, posting, form, context)


def _written(
    request: HttpRequest,
    form: PostingForm,
    context: dict[str, Any],
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The form as its page draws it."""
    return render(request, form.template, context | {"form": form}, status=status)


def why_not_editable(posting: Posting) -> str:
    if posting.closed_at:
        return _("It is closed. Renew it as it was, or duplicate it.")
    return _("The office is looking at it. Withdraw it first if you want to change it.")


def _save(
    request: PersonRequest, posting: Posting, form: PostingForm, context: dict[str, Any]
) -> HttpResponse:
    try:
        saved = actions.save(request.user, posting, form.details, form.cleaned_data["version"] or 0)
    except EditConflict:
        stored = type(posting).objects.get(pk=posting.pk).get_latest_revision_as_object()
        context |= {"conflict": True, "differences": form.rebase(stored)}
        return _written(request, form, context, HTTPStatus.CONFLICT)
    return _on_from_saving(request, saved)


def _on_from_saving(request: PersonRequest, posting: Posting) -> HttpResponse:
    messages.success(request, _("Saved."))
    if request.POST.get("then") == "preview":
        return redirect("postings:preview", posting.pk)
    return redirect("postings:mine", posting.pk)


@login_required
def mine(request: PersonRequest, pk: int) -> HttpResponse:
    """Where one posting stands, and what can be done with it."""
    posting = _own(request, pk)
    draft = posting.get_latest_revision_as_object()
    details = actions.details_of(draft)
    public = actions.details_of(posting) if posting.is_published else details
    can_edit = permissions.can_edit(request.user, posting)
    context = {
        "posting": posting,
        "draft": draft,
        "organisation": posting.organisation,
        "facts": facts.facts(type(posting), details, facts.everything(type(posting))),
        "differences": facts.differences(type(posting), public, details),
        "reason": overview.reason_of_return(posting),
        "standings": list(texts.standings(draft)),
        "history": overview.history(posting),
        "can_edit": can_edit,
        "editable": can_edit and rules.is_editable(posting),
        "submittable": can_edit and rules.is_submittable(draft),
        "renewable": can_edit and rules.is_renewable(posting),
        "closable": can_edit and posting.is_published,
        "withdrawable": can_edit and rules.is_withdrawable(posting),
        "at_once": permissions.publishes_at_once(request.user, posting),
    }
    return render(request, "postings/mine.html", context)


@login_required
def preview(request: PersonRequest, pk: int) -> HttpResponse:
    """The newest draft as its public page will look."""
    posting = _own(request, pk)
    draft = posting.get_latest_revision_as_object()
    can_edit = permissions.can_edit(request.user, posting)
    context = page_of(request, draft) | {
        "is_preview": True,
        "editable": can_edit and rules.is_editable(posting),
        "submittable": can_edit and rules.is_submittable(draft),
        "at_once": permissions.publishes_at_once(request.user, posting),
    }
    return render(request, "postings/preview.html", context)


@login_required
@require_POST
def submit(request: PersonRequest, pk: int) -> HttpResponse:
    posting = posting_to_edit(request, pk)
    try:
        actions.submit(request.user, posting)
    except PostingError as error:
        messages.error(request, str(error))
    else:
        posting.refresh_from_db()
        told = _("It is on show now.") if posting.is_published and not posting.review_state else ""
        messages.success(
            request, told or _("Submitted. The office in charge looks at it; you hear by e-mail.")
        )
    return redirect("postings:mine", pk)


@login_required
@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    posting = posting_to_edit(request, pk)
    try:
        actions.withdraw(request.user, posting)
    except PostingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Withdrawn: you can change it, then submit it again."))
    return redirect("postings:mine", pk)


@login_required
@require_POST
def duplicate(request: PersonRequest, pk: int) -> HttpResponse:
    copy = actions.duplicate(request.user, posting_to_edit(request, pk))
    messages.success(request, _("This is the copy: change what differs, then submit it."))
    return redirect("postings:edit", copy.pk)


@login_required
def renew(request: PersonRequest, pk: int) -> HttpResponse:
    posting = posting_to_edit(request, pk)
    usual = timezone.localdate() + USUAL_LIFE
    form = RenewForm(request.POST or None, initial={"until": usual})
    if request.method == "POST" and form.is_valid():
        try:
            actions.renew(request.user, posting, form.cleaned_data["until"])
        except PostingError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Renewed: it is on show."))
        return redirect("postings:mine", pk)
    return render(request, "postings/renew.html", {"posting": posting, "form": form})


@login_required
def close(request: PersonRequest, pk: int) -> HttpResponse:
    """Asks first."""
    posting = posting_to_edit(request, pk)
    if request.method != "POST":
        return render(request, "postings/close.html", {"posting": posting})
    try:
        actions.close(request.user, posting)
    except PostingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Closed: it is no longer on show."))
    return redirect("postings:mine", pk)
