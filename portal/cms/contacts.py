"""Who answers for a place: the nearest office, those above it, and the state's advice network."""

from typing import NamedTuple

from partners.organisations.models import Office, Organisation
from partners.territories import keys
from partners.territories.models import Territory

ADVICE_NETWORK = "advice_network"
STATE = 2  # digits of a state's key
NETWORKS = 5


class Contacts(NamedTuple):
    """`offices` are ordered, the nearest first."""

    offices: list[Office]
    networks: list[Organisation]


def contacts(place: Territory) -> Contacts:
    networks = Organisation.objects.verified().filter(
        keys.inside("seat__ags", place.current_ags[:STATE]),
        kind__slug=ADVICE_NETWORK,
    )
    offices = Office.objects.up_from(place.current_ags)
    return Contacts(list(offices), list(networks.order_by("name", "pk")[:NETWORKS]))
