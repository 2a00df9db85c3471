"""Who may do what, route by route: a row per route, method and object.

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


ROWS = [
    Row("health:live", everyone(200)),
    Row("health:ready", everyone(200)),
    Row("gallery", everyone(200)),
    Row("mailbox:index", everyone(200)),
    Row("mailbox:show", everyone(404), of=no_mail),
    Row("mailbox:html", everyone(404), of=no_mail),
    Row("territories:places", everyone(200)),
    Row("cockpit:start", everyone(200, visitor=LOG_IN)),
    Row("cockpit:profile", everyone(200, visitor=LOG_IN)),
    Row("cockpit:profile", everyone(200, visitor=LOG_IN), "post"),
    Row("cockpit:mails", everyone(200, visitor=LOG_IN)),
    Row("cockpit:mails", everyone(302, visitor=LOG_IN), "post"),
    Row("deliveries:stop", everyone(200), of=mail),
    Row("deliveries:stop", everyone(200), "post", of=mail),
    Row("deliveries:stop", everyone(404), "post", of=forged_mail),
    Row("deliveries:resume", everyone(302), "post", of=mail),
    Row("deliveries:resume", everyone(404), "post", of=forged_mail),
    Row("organisations:directory", everyone(200)),
    Row("organisations:register", everyone(200, visitor=LOG_IN)),
    Row("organisations:register", everyone(200, visitor=LOG_IN), "post"),
    Row("organisations:detail", everyone(200), of=company),
    Row(
        "organisations:detail",
        only(200, *MEMBERS, "office") | {"visitor": 404},
        of=waiting,
    ),
    Row("organisations:edit", only(200, *EDITORS), of=company),
    Row("organisations:edit", only(200, *EDITORS), "post", of=company),
    Row("organisations:edit", only(200, *EDITORS), of=waiting),
    Row("organisations:members", only(200, *MEMBERS), of=company),
    Row(
        "organisations:members",
        only(200, *MANAGERS) | {"colleague": 403, "reader": 403},
        "post",
        of=company,
    ),
    Row(
        "organisations:change_role",
        only(302, *MANAGERS) | {"colleague": 403, "reader": 403},
        "post",
        of=colleague,
        data=tell(role="reader"),
    ),
    Row(
        "organisations:change_role",
        only(404) | {"colleague": 403, "reader": 403},
        "post",
        of=foreign_member,
        data=tell(role="reader"),
    ),
    Row("organisations:remove", only(200, *MANAGERS, "colleague"), of=colleague),
    Row("organisations:remove", only(302, *MANAGERS, "colleague"), "post", of=colleague),
    Row("organisations:remove", only(404), "post", of=foreign_member),
    Row(
        "organisations:revoke",
        only(302, *MANAGERS) | {"colleague": 403, "reader": 403},
        "post",
        of=invitation,
    ),
    Row("organisations:invitation", everyone(200), of=token),
    Row("organisations:invitation", everyone(200, newcomer=302), "post", of=token),
    Row("postings:offers", everyone(200)),
    Row("postings:needs", everyone(200)),
    Row("postings:offer", everyone(200), of=public_offer),
    Row("postings:offer", everyone(404) | dict.fromkeys(TEAM, 302), of=draft),
    Row(
        "postings:need",
        everyone(404) | dict.fromkeys((*MEMBERS, "office"), 200),
        of=discreet_need,
    ),
    Row("postings:of_organisation", only(200, *TEAM), of=company),
    Row("postings:begin", everyone(302, visitor=LOG_IN), of=a_need),
    Row("postings:new", WRITE, of=new_need),
    Row("postings:new", WRITE, "post", of=new_need),
    Row("postings:mine", only(200, *TEAM), of=draft),
    Row("postings:preview", only(200, *TEAM), of=draft),
    Row("postings:edit", WRITE, of=draft),
    Row("postings:edit", WRITE, "post", of=draft),
    Row("postings:submit", DO, "post", of=draft),
    Row("postings:withdraw", DO, "post", of=draft),
    Row("postings:duplicate", DO, "post", of=public_offer),
    Row("postings:renew", WRITE, of=public_offer),
    Row("postings:renew", WRITE, "post", of=public_offer),
    Row("postings:close", WRITE, of=public_offer),
    Row("postings:close", DO, "post", of=public_offer),
    Row("matching:of_organisation", only(200, *TEAM), of=company),
    Row("matching:of_posting", only(200, *TEAM), of=draft),
    Row("matching:match", only(200, *TEAM, "other_company"), of=pair),
    Row(
        "matching:match",
        only(200, "owner", "colleague", "other_company") | {"reader": 403},
        "post",
        of=pair,
    ),
    Row("matching:why", only(200, *TEAM, "other_company"), of=both),
    Row("matching:why", only(200, *TEAM), of=foreign_pair),
    Row("matching:by_link", everyone(200), of=contact_link),
    Row("matching:by_link", everyone(302), "post", of=contact_link),
    Row("tokens:list", everyone(200, visitor=LOG_IN)),
    Row("tokens:list", everyone(200, visitor=LOG_IN), "post", data=tell(name="Programm")),
    Row("tokens:revoke", only(200, "owner"), of=own_token),
    Row("tokens:revoke", only(302, "owner"), "post", of=own_token),
    *[
        row
        for model, published, written in (
            ("offer", public_offer, draft),
            ("need", public_need, needed_draft),
        )
        for row in (
            Row(f"api:{model}-list", everyone(200)),
            Row(f"api:{model}-list", everyone(415, visitor=401), "post"),
            Row(f"api:{model}-mine", everyone(200, visitor=401)),
            Row(f"api:{model}-detail", everyone(200), of=published),
            Row(f"api:{model}-detail", everyone(404) | dict.fromkeys(TEAM, 200), of=written),
            Row(f"api:{model}-detail", CHANGE, "put", of=published),
            Row(f"api:{model}-detail", CHANGE, "patch", of=written),
            Row(f"api:{model}-submit", CHANGE, "post", of=written),
            Row(f"api:{model}-withdraw", CHANGE, "post", of=written),
            Row(f"api:{model}-close", CHANGE, "post", of=published),
        )
    ],
    Row(
        "api:need-detail",
        everyone(404) | dict.fromkeys((*TEAM, "office", "administrator"), 200),
        of=discreet_need,
    ),
    Row("api:territory-list", everyone(200)),
    Row("api:territory-detail", everyone(200), of=county),
    Row("api:organisation-list", everyone(200)),
    Row("api:organisation-detail", everyone(200), of=company),
    Row(
        "api:organisation-detail",
        everyone(404) | dict.fromkeys((*MEMBERS, "office"), 200),
        of=waiting,
    ),
    Row("api:topic-list", everyone(200)),
    Row("api:topic-detail", everyone(200), of=term("housing")),
    Row("api:audience-list", everyone(200)),
    Row("api:audience-detail", everyone(200), of=term("women")),
    Row("api:schema", everyone(200)),
    Row("api:docs", everyone(200)),
    Row("api:not_found", everyone(404), of=nowhere),
]
