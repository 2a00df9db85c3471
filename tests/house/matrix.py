"""Who may do what, route by route: what the rows in `rows/` are written with.

A route of ours without a row fails the suite. 404 hides what is not theirs; 403 tells a member
that the role does not suffice; 302 is the way on after something was done.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from offers.matching import expansion, links
from offers.matching.models import Match
from offers.postings.enums import State, Visibility
from partners.accounts import tokens
from partners.deliveries.actions import promise
from partners.deliveries.stop_links import token_of
from partners.organisations.enums import Verification
from partners.organisations.models import Invitation
from partners.organisations.notifications import MembershipOffered
from tests.events.builders import event
from tests.postings.builders import need, offer

ROLES = (
    "visitor",
    "newcomer",
    "owner",
    "colleague",
    "reader",
    "office",
    "office_elsewhere",
    "other_company",
    "administrator",
)
LOG_IN = "sent to the log-in"

Fixtures = Callable[[str], Any]
"""Gives the fixture of this name."""
Arguments = dict[str, object]
Outcome = int | str


def nothing(_get: Fixtures) -> Arguments:
    return {}


def company(get: Fixtures) -> Arguments:
    """A verified company in the territory of `office`, that of owner, colleague and reader."""
    return {"slug": get("company").slug}


def waiting(get: Fixtures) -> Arguments:
    """The same company before its verification."""
    unverified = get("company")
    unverified.verification = Verification.PENDING
    unverified.save()
    return {"slug": unverified.slug}


def colleague(get: Fixtures) -> Arguments:
    return company(get) | {"pk": get("colleague").memberships.get().pk}


def foreign_member(get: Fixtures) -> Arguments:
    """A membership of another organisation, under the address of this one."""
    return company(get) | {"pk": get("other_company").memberships.get().pk}


def _invite_newcomer(get: Fixtures) -> Invitation:
    address = get("newcomer").email
    return Invitation.objects.create(organisation=get("company"), email=address)


def invitation(get: Fixtures) -> Arguments:
    return company(get) | {"pk": _invite_newcomer(get).pk}


def token(get: Fixtures) -> Arguments:
    return {"token": _invite_newcomer(get).token}


def draft(get: Fixtures) -> Arguments:
    """An offer that the company has not submitted."""
    return {"pk": offer(get("company")).pk}


def public_offer(get: Fixtures) -> Arguments:
    return {"pk": offer(get("company"), State.PUBLISHED).pk}


def needed_draft(get: Fixtures) -> Arguments:
    """A need that the company has not submitted."""
    return {"pk": need(get("company")).pk}


def public_need(get: Fixtures) -> Arguments:
    return {"pk": need(get("company"), State.PUBLISHED).pk}


def discreet_need(get: Fixtures) -> Arguments:
    """A need that only the company and the office in charge may see."""
    shown_to = Visibility.OFFICES
    return {"pk": need(get("company"), State.PUBLISHED, visibility=shown_to).pk}


def event_draft(get: Fixtures) -> Arguments:
    """An event that the company has not submitted."""
    return {"pk": event(get("company")).pk}


def public_event(get: Fixtures) -> Arguments:
    return {"pk": event(get("company"), State.PUBLISHED).pk}


def occurrence(get: Fixtures) -> Arguments:
    """A time at which an event of the company takes place."""
    return {"pk": event(get("company"), State.PUBLISHED).occurrences.get().pk}


def _pair(get: Fixtures) -> Match:
    """A need of the company and an offer of the other company that match."""
    shown = {"topics": ["housing"], "place": "16077001"}
    need(get("company"), State.PUBLISHED, **shown)
    offer(get("other_company").organisations.get(), State.PUBLISHED, **shown)
    expansion.expand_due()
    return Match.objects.get()


def pair(get: Fixtures) -> Arguments:
    return {"pk": _pair(get).pk}


def both(get: Fixtures) -> Arguments:
    match = _pair(get)
    return {"need_pk": match.need_id, "supply_pk": match.supply_id}


def foreign_pair(get: Fixtures) -> Arguments:
    """A need that only the office in charge may see, and somebody's offer."""
    hidden = need(get("company"), State.PUBLISHED, visibility=Visibility.OFFICES)
    shown = offer(get("other_company").organisations.get(), State.PUBLISHED)
    return {"need_pk": hidden.pk, "supply_pk": shown.pk}


def contact_link(get: Fixtures) -> Arguments:
    """What the mail to the contact of the need carries; whoever has it is let in."""
    return {"token": links.token_of(_pair(get).need)}


def term(slug: str) -> Callable[[Fixtures], Arguments]:
    return lambda _get: {"slug": slug}


def county(get: Fixtures) -> Arguments:
    get("company")
    return {"ags": "16077"}


def mail(_get: Fixtures) -> Arguments:
    """A mail that its recipient may stop; whoever holds it may, with a log-in or without."""
    offered = promise(
        MembershipOffered,
        to="nina@example.org",
        subject_key="invitation:1",
        payload={"invitation": 1},
        language="de",
    )
    return {"token": token_of(offered)}


def forged_mail(get: Fixtures) -> Arguments:
    return {"token": f"{mail(get)['token']}x"}


def own_token(get: Fixtures) -> Arguments:
    return {"pk": tokens.create(get("owner"), "Programm")[0].pk}


def nowhere(_get: Fixtures) -> Arguments:
    return {"rest": "nothing/"}


def new_need(get: Fixtures) -> Arguments:
    return company(get) | {"model": "need"}


def a_need(_get: Fixtures) -> Arguments:
    return {"model": "need"}


def everyone(outcome: Outcome, **others: Outcome) -> dict[str, Outcome]:
    """Every role gets this, but for those named."""
    assert others.keys() <= set(ROLES), others
    return dict.fromkeys(ROLES, outcome) | others


def only(outcome: Outcome, *roles: str, otherwise: Outcome = 404) -> dict[str, Outcome]:
    """These roles get this; a visitor is sent to the log-in, and the rest gets `otherwise`."""
    return everyone(otherwise, visitor=LOG_IN) | dict.fromkeys(roles, outcome)


@dataclass(frozen=True, eq=False)
class Row:
    """One line of the table: a route, for one object, by one method."""

    route: str
    expected: dict[str, Outcome]
    method: str = "get"
    of: Callable[[Fixtures], Arguments] = nothing
    data: Callable[[Fixtures], Arguments] = nothing

    def __str__(self) -> str:
        return f"{self.method} {self.route} of {self.of.__name__}"


@dataclass(frozen=True, eq=False)
class Tree:
    """Addresses that somebody else's code serves, all below `path`; `sample` stands for them."""

    path: str
    sample: str
    expected: dict[str, Outcome]


MEMBERS = ("owner", "colleague", "reader", "administrator")
EDITORS = ("owner", "colleague", "office", "administrator")
MANAGERS = ("owner", "administrator")
TEAM = ("owner", "colleague", "reader")
WRITE = only(200, "owner", "colleague") | {"reader": 403}
DO = only(302, "owner", "colleague") | {"reader": 403}
# Programs are told by number: who they are is not known, the role does not suffice, no such thing,
# the version is missing, and no JSON was sent.
CHANGE = everyone(404, visitor=401, owner=428, colleague=428, reader=403)
STAFF = ("office", "office_elsewhere", "administrator")

# Routes that may be posted to without a CSRF token, and why. All others refuse.
WITHOUT_CSRF_TOKEN = {
    "deliveries:stop": (
        "Mail programs post here by themselves, without a cookie (RFC 8058). The signed token in "
        "the address is the authority, and all it can do is to stop mails of one kind."
    ),
}

TREES = [
    # Crawled address by address in test_admin_crawl.py.
    Tree("admin/", "/admin/", only(200, *STAFF)),
    Tree("documents/", "/documents/1/secret.pdf", everyone(404)),
    Tree("<language>/accounts/", "/de/accounts/email/", everyone(200, visitor=LOG_IN)),
    Tree("<language>/_util/", "/de/_util/login/", everyone(LOG_IN)),
    Tree("<language>/^", "/de/", everyone(200)),
]


def tell(**data: object) -> Callable[[Fixtures], Arguments]:
    return lambda _get: data


def no_mail(_get: Fixtures) -> Arguments:
    return {"key": "1"}
