"""The page after logging in: what waits for this person."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from offers.matching.listing import waiting_by_organisation
from offers.matching.notifications import UNMET
from offers.review.queue import waiting_for
from partners.accounts.forms import ProfileForm
from partners.accounts.models import User
from partners.accounts.requests import PersonRequest
from partners.deliveries.actions import choose
from partners.deliveries.forms import WantedMailsForm
from partners.deliveries.messages import groups
from partners.organisations.models import Invitation, Organisation
from partners.organisations.notifications import REVIEW
from partners.organisations.permissions import acts_for_office
from portal.cms.notifications import FORMS, PAGES

OF_OFFICES = (REVIEW, UNMET, PAGES, FORMS)


@login_required
def start(request: PersonRequest) -> HttpResponse:
    user = request.user
    office = _decides(user)
    context = {
        "memberships": user.memberships.select_related(
            "organisation__kind", "organisation__seat"
        ).prefetch_related("organisation__kind__names"),
        "invitations": Invitation.objects.open()
        .filter(email__in=user.verified_addresses())
        .select_related("organisation"),
        "matches": waiting_by_organisation(user),
        "second_factor": is_mfa_enabled(user),
        "office": office,
        "waiting": Organisation.objects.for_office(user).pending().count() if office else 0,
        "postings_waiting": waiting_for(user).count() if office else 0,
    }
    return render(request, "cockpit/start.html", context)


@login_required
def profile(request: PersonRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("cockpit:profile")
    return render(request, "cockpit/profile.html", {"form": form})


@login_required
def mails(request: PersonRequest) -> HttpResponse:
    """Which kinds of mails the person wants at her address."""
    user = request.user
    decides = _decides(user)
    offered = [group for group in groups() if decides or group not in OF_OFFICES]
    posted = request.POST if request.method == "POST" else None  # nothing checked is an answer too
    form = WantedMailsForm(user.email, offered, posted)
    if form.is_valid():
        choose(user.email, form.wanted())
        messages.success(request, _("Saved."))
        return redirect("cockpit:mails")
    return render(request, "cockpit/mails.html", {"form": form})


def _decides(user: User) -> bool:
    return user.is_superuser or acts_for_office(user)
