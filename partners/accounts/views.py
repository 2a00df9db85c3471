"""Pages on which people make and revoke their personal tokens."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from partners.accounts import tokens as actions
from partners.accounts.forms import TokenForm
from partners.accounts.requests import PersonRequest


@login_required
@never_cache
def tokens(request: PersonRequest) -> HttpResponse:
    """Lists them and makes new ones; the answer to the making is the only place of the secret."""
    form = TokenForm(request.user, request.POST or None)
    context = {"form": form, "tokens": request.user.personal_tokens.valid()}
    if request.method == "POST" and form.is_valid():
        token, secret = actions.create(request.user, form.cleaned_data["name"])
        return render(request, "tokens/created.html", {"token": token, "secret": secret})
    return render(request, "tokens/list.html", context)


@login_required
def revoke_token(request: PersonRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(request.user.personal_tokens.valid(), pk=pk)
    if request.method == "POST":
        actions.revoke(token)
        messages.success(request, _("Revoked: %(name)s") % {"name": token})
        return redirect("tokens:list")
    return render(request, "tokens/revoke.html", {"token": token})
