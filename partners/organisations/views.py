"""Pages of an organisation: the directory, its profile, registering and editing it."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partners.accounts.models import User
from partners.accounts.requests import PersonRequest
from partners.limits import bounded_page
from partners.organisations import actions, permissions, structured
from partners.organisations.exceptions import EditConflict
from partners.organisations.forms import OrganisationForm
from partners.organisations.models import Organisation

PAGE_SIZE = 20


def visible_or_404(request: HttpRequest, slug: str) -> Organisation:
    organisation = Organisation.objects.with_facts().filter(slug=slug).first()
    if organisation is None or not permissions.can_see(request.user, organisation):
        raise Http404
    return organisation


@require_safe
@bounded_page
def directory(request: HttpRequest) -> HttpResponse:
    """All verified organisations by name, for everybody."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    organisations = Organisation.objects.verified().with_facts()
    if words:
        organisations = organisations.matching(words)
    page = Paginator(organisations, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "organisations/directory.html", {"page": page, "words": words})


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = visible_or_404(request, slug)
    context = {
        "organisation": organisation,
        "languages": organisation.languages.prefetch_related("names"),
        "can_edit": permissions.can_edit(request.user, organisation),
        "can_see_members": permissions.can_see_members(request.user, organisation),
        "structured": structured.organisation(organisation) if organisation.is_verified else None,
    }
    return render(request, "organisations/detail.html", context)


@login_required
def register(request: PersonRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None, initial=_own_contact(request.user))
    if request.method == "POST" and form.is_valid():
        organisation = actions.register(request.user, form.details)
        messages.success(
            request, _("Registered. The office in charge now checks your organisation.")
        )
        return redirect(organisation)
    return render(request, "organisations/register.html", {"form": form})


@login_required
def edit(request: PersonRequest, slug: str) -> HttpResponse:
    organisation = visible_or_404(request, slug)
    if not permissions.can_edit(request.user, organisation):
        raise Http404
    form = OrganisationForm(request.POST or None, instance=organisation)
    # The form writes what was typed into its own instance: the page shows the stored one.
    stored = Organisation.objects.with_facts().get(pk=organisation.pk)
    context: dict[str, Any] = {"form": form, "organisation": stored, "conflict": False}
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.update(
                request.user, organisation, form.details, form.cleaned_data["version"] or 0
            )
        except EditConflict:
            stored.refresh_from_db()
            context |= {"conflict": True, "differences": form.rebase(stored)}
            return render(request, "organisations/edit.html", context, status=HTTPStatus.CONFLICT)
        messages.success(request, _("Saved."))
        return redirect(saved)
    return render(request, "organisations/edit.html", context)


def _own_contact(user: User) -> dict[str, str]:
    return {"contact_name": user.get_full_name(), "contact_email": user.email}
