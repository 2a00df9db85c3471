"""What somebody has registered for belongs into her own calendar."""

from django.db.models import Q

from events.registration.models import Registration
from partners.accounts.models import User


def of_registrations(user: User) -> Q:
    """Events at which one of her proven addresses has, or waits for, a seat."""
    rows = Registration.objects.open().filter(email__in=user.verified_addresses())
    return Q(pk__in=rows.values("occurrence__event"))
