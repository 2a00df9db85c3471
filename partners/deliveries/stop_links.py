"""The address in a mail under which its recipient stops mails of that kind.

Its token is the signed number of the delivery: nobody can make one up, it holds no address, and
it works for as long as the mail may lie in somebody's mailbox.
"""

from django.core.signing import Signer
from django.urls import reverse

from partners.deliveries.messages import absolute_url
from partners.deliveries.models import Delivery


def _signer() -> Signer:
    return Signer(salt="partners.deliveries.stop")


def token_of(delivery: Delivery) -> str:
    return _signer().sign(str(delivery.pk))


def key_in(token: str) -> int:
    """The number of the delivery. Raises BadSignature if we never gave out this token."""
    return int(_signer().unsign(token))


def stop_url(delivery: Delivery) -> str:
    """Absolute, in the language that is active."""
    return absolute_url(reverse("deliveries:stop", args=[token_of(delivery)]))
