"""Pages on which mails of a kind are stopped, by the link in each of them and without a log-in."""

from django.contrib import messages as notices
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from partners.deliveries import actions, messages
from partners.deliveries.messages import Group
from partners.deliveries.models import Delivery, Stop
from partners.deliveries.stop_links import key_in


@csrf_exempt  # mail programs post without cookie or CSRF token (RFC 8058): the signed one suffices
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing, for scanners follow every link in a mail; only a POST stops.

    It answers itself: mail programs may not follow a redirect.
    """
    recipient, group = _recipient_and_group(token)
    if request.method == "POST":
        actions.stop(recipient, group)
    context = {
        "token": token,
        "group": group,
        "address": _half_hidden(recipient),
        "stopped": Stop.objects.of(recipient).filter(group=group.code).exists(),
    }
    return render(request, "deliveries/stop.html", context)


@require_POST
def resume(request: HttpRequest, token: str) -> HttpResponse:
    actions.resume(*_recipient_and_group(token))
    notices.success(request, _("You get these mails again."))
    return redirect("deliveries:stop", token)


def _recipient_and_group(token: str) -> tuple[str, Group]:
    """Whom the mail with this token went to, and its kind. Raises Http404 for any other token."""
    try:
        delivery = get_object_or_404(Delivery, pk=key_in(token))
        group = messages.get(delivery.message).group
    except (BadSignature, LookupError) as error:
        raise Http404 from error
    if group is None:
        raise Http404
    return delivery.recipient, group


def _half_hidden(address: str) -> str:
    """Enough to recognise one's own: `k…@example.org`."""
    local, _at, domain = address.rpartition("@")
    return f"{local[0]}…@{domain}"
