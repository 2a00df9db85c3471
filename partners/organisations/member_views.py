"""Pages about membership: who belongs to an organisation, invitations, roles."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from partners.accounts.requests import PersonRequest
from partners.organisations import actions, adapter, permissions
from partners.organisations.exceptions import OrganisationError
from partners.organisations.forms import InvitationForm, RoleForm
from partners.organisations.models import Invitation, Organisation
from partners.organisations.views import visible_or_404


def _managed_or_refused(request: PersonRequest, slug: str) -> Organisation:
    """Strangers learn nothing (404); members without the right are told so (403)."""
    organisation = visible_or_404(request, slug)
    if not permissions.can_see_members(request.user, organisation):
        raise Http404
    if not permissions.can_manage_members(request.user, organisation):
        raise PermissionDenied
    return organisation


@login_required
def members(request: PersonRequest, slug: str) -> HttpResponse:
    organisation = visible_or_404(request, slug)
    if not permissions.can_see_members(request.user, organisation):
        raise Http404
    form = InvitationForm(request.POST or None)
    if request.method == "POST":
        organisation = _managed_or_refused(request, slug)
        if form.is_valid() and _invite(request, organisation, form):
            return redirect("organisations:members", slug)
    context = {
        "organisation": organisation,
        "form": form,
        "rows": [
            (
                membership,
                RoleForm(initial={"role": membership.role}, auto_id=f"id_{membership.pk}_%s"),
            )
            for membership in organisation.memberships.select_related("user")
        ],
        "invitations": organisation.invitations.open(),
        "can_manage": permissions.can_manage_members(request.user, organisation),
    }
    return render(request, "organisations/members.html", context)


def _invite(request: PersonRequest, organisation: Organisation, form: InvitationForm) -> bool:
    try:
        invitation = actions.invite(
            request.user, organisation, form.cleaned_data["email"], form.cleaned_data["role"]
        )
    except OrganisationError as error:
        form.add_error("email", str(error))
        return False
    messages.success(
        request, _("An invitation is on its way to %(email)s.") % {"email": invitation.email}
    )
    return True


@login_required
@require_POST
def change_role(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    organisation = _managed_or_refused(request, slug)
    membership = get_object_or_404(organisation.memberships, pk=pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            actions.change_role(request.user, membership, form.cleaned_data["role"])
            messages.success(request, _("The role has been changed."))
        except OrganisationError as error:
            messages.error(request, str(error))
    else:
        messages.error(request, _("There is no such role."))
    return redirect("organisations:members", slug)


@login_required
def remove(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Asks first. Owners remove anybody; everybody else may leave."""
    organisation = visible_or_404(request, slug)
    memberships = organisation.memberships.select_related("user")
    if not permissions.can_manage_members(request.user, organisation):
        memberships = memberships.filter(user=request.user)
    membership = get_object_or_404(memberships, pk=pk)
    leaving = membership.user_id == request.user.pk
    if request.method != "POST":
        context = {"organisation": organisation, "membership": membership, "leaving": leaving}
        return render(request, "organisations/remove.html", context)
    try:
        actions.remove(request.user, membership)
    except OrganisationError as error:
        messages.error(request, str(error))
        return redirect("organisations:members", slug)
    if leaving:
        messages.success(
            request, _("You are no longer a member of %(name)s.") % {"name": organisation}
        )
        return redirect("cockpit:start")
    messages.success(request, _("The membership has ended."))
    return redirect("organisations:members", slug)


@login_required
@require_POST
def revoke(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    organisation = _managed_or_refused(request, slug)
    invitation = get_object_or_404(organisation.invitations, pk=pk)
    actions.revoke(request.user, invitation)
    messages.success(request, _("The invitation has been withdrawn."))
    return redirect("organisations:members", slug)


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link in the mail: shows the invitation, accepts it on POST."""
    found = Invitation.objects.proven_by(token).select_related("organisation", "invited_by").first()
    if found is None:
        raise Http404
    query = urlencode({"next": request.path})
    context = {
        "invitation": found,
        "usable": Invitation.objects.open().filter(pk=found.pk).exists(),
        "login_url": f"{reverse('account_login')}?{query}",
        "signup_url": f"{reverse('account_signup')}?{query}",
        "mine": request.user.is_authenticated and request.user.has_verified(found.email),
    }
    if request.user.is_anonymous:
        # Whoever holds the link reads this mailbox: no second confirmation on registering.
        adapter.remember(request, found)
    elif request.method == "POST":
        try:
            actions.accept(request.user, found)
        except OrganisationError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Welcome to %(name)s.") % {"name": found.organisation})
            return redirect(found.organisation)
    return render(request, "organisations/invitation.html", context)
