"""The link by which contacts without an account answer: signed, stored nowhere.

It is bound to the posting and to its contact address: once another address stands there, the link
of the old one is worth nothing.
"""

from django.core import signing
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.crypto import salted_hmac

from offers.postings.enums import Visibility
from offers.postings.models import Posting
from partners.deliveries.actions import normalise_address

_signer = signing.Signer(salt="matching.contact")


def contact_address(posting: Posting) -> str:
    """The normalised contact address; empty where mails cannot reach it."""
    try:
        return normalise_address(posting.contact_email)
    except ValidationError:
        return ""


def is_for(posting: Posting, other: Posting, address: str) -> bool:
    """Whether this address is still that of the contact, and may hear of the other posting."""
    return other.visibility == Visibility.EVERYONE and contact_address(posting) == address


def page_url(posting: Posting) -> str:
    """The path of the page on which the contact of this posting answers."""
    return reverse("matching:by_link", args=[token_of(posting)])


def posting_of(token: str) -> Posting | None:
    """The posting whose contact the link was sent to; None for a forged or outdated one."""
    try:
        pk, digest = _signer.unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    posting = Posting.objects.filter(pk=pk).select_related("organisation").first()
    if posting is None or _digest(posting) != digest:
        return None
    return posting.specific


def token_of(posting: Posting) -> str:
    """What the link carries."""
    return _signer.sign_object([posting.pk, _digest(posting)])


def _digest(posting: Posting) -> str:
    """Stands for the address, which itself must not be in an address bar."""
    return salted_hmac("matching.contact", contact_address(posting)).hexdigest()[:16]
