"""Rows of registration for events."""

from django.core.signing import Signer

from events.events.models import Occurrence
from events.registration import links
from events.registration.models import Registration
from tests.house.matrix import Arguments, Fixtures, Row, everyone, only, tell
from tests.registration.builders import open_event, registered


def _evening(get: Fixtures) -> Occurrence:
    return open_event(get("company"), onsite=5)


def _guest(get: Fixtures) -> Registration:
    return registered(_evening(get), "gast@example.org")


def evening(get: Fixtures) -> Arguments:
    """One occurrence of a published event of the company, for which one can register."""
    return {"pk": _evening(get).pk}


def event(get: Fixtures) -> Arguments:
    return {"pk": _evening(get).event_id}


def guest(get: Fixtures) -> Arguments:
    """Who has a seat at it, and no log-in."""
    return {"pk": _guest(get).pk}


def link(get: Fixtures) -> Arguments:
    """What the mail to the guest carries; whoever has it is let in."""
    return {"token": links.token_of(_guest(get))}


def forged_link(get: Fixtures) -> Arguments:
    return {"token": Signer(salt="somebody else's").sign_object([_guest(get).pk, ""])}


def door(get: Fixtures) -> Arguments:
    """What the code on the guest's phone carries; it opens nothing to anybody but the organiser."""
    return {"token": links.door_url(_guest(get)).split("/")[-2]}


# Names, addresses and needs of people: for those only who write for the organisation.
SEE = only(200, "owner", "colleague") | {"reader": 403}
DO = only(302, "owner", "colleague") | {"reader": 403}

ROWS = [
    Row("registration:register", everyone(200), of=evening),
    Row("registration:register", everyone(200), "post", of=evening),
    Row("registration:sent", everyone(200), of=evening),
    Row("registration:by_link", everyone(200), of=link),
    Row("registration:by_link", everyone(404), of=forged_link),
    Row("registration:by_link", everyone(302), "post", of=link, data=tell(do="cancel")),
    Row("registration:change", everyone(200), of=link),
    Row("registration:change", everyone(404), "post", of=forged_link),
    Row("registration:feedback", everyone(200), of=link),
    Row("registration:set_up", SEE, of=event),
    Row("registration:set_up", SEE, "post", of=event),
    Row("registration:of_occurrence", SEE, of=evening),
    Row("registration:export", SEE, of=evening),
    Row("registration:write", SEE, of=evening),
    Row("registration:write", DO, "post", of=evening, data=tell(subject="Raum", text="Im Saal.")),
    Row("registration:results", SEE, of=evening),
    Row("registration:cancel", SEE, of=guest),
    Row("registration:cancel", DO, "post", of=guest, data=tell(reason="Doppelt")),
    Row("registration:check_in", SEE, of=door),
    Row("registration:check_in", DO, "post", of=door),
    Row("registration:badges", SEE, of=evening),
    Row("registration:certificates", SEE, of=evening),
]
