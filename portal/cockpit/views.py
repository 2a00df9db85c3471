"""The page after logging in: what waits for this person."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from offers.matching.listing import waiting_by_organisation
from offers.postings.models import Need, Offer
from offers.review.queue import waiting_for
from partners.accounts.forms import ProfileForm
from partners.accounts.requests import PersonRequest
from partners.organisations.models import Invitation, Organisation
from partners.organisations.permissions import acts_for_office


@login_required
def start(request: PersonRequest) -> HttpResponse:
    user = request.user
    office = user.is_superuser or acts_for_office(user)
    waits = list(waiting_for(user).values_list("content_type", flat=True)) if office else []
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
        "offers_waiting": waits.count(Offer.get_content_type().pk),
        "needs_waiting": waits.count(Need.get_content_type().pk),
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
