"""The demo region, and of every kind of public page in it one that stands for it.

Page types are found by looking at what Wagtail knows, routes by the table of rights. A kind
without a sample fails `test_every_kind_of_public_page_has_a_sample`: nobody would measure it.
"""

from collections.abc import Callable

from django.db.models import Model
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, get_page_models

from events.events.models import Event, Occurrence
from events.events.months import Month
from events.registration import links as registrations
from events.registration.models import Registration, SeatKind
from offers.matching import links
from offers.matching.models import Match
from offers.postings.models import Need, Offer
from partners.accounts.models import User
from partners.deliveries.actions import promise
from partners.deliveries.stop_links import token_of
from partners.organisations.enums import Role
from partners.organisations.models import Invitation, Organisation
from partners.organisations.notifications import MembershipOffered
from portal.demo import loader
from tests.house.rows import ROWS
from tests.measured import sample_pages
from tests.measured.visitor import Samples
from tests.registration.builders import registered

# The German, where texts are written; the other way round; and from right to left.
LANGUAGES = ("de", "en", "ar")

# Routes that a visitor may open, but that are no pages: programs and parts of pages.
NO_PAGES = (
    "api:",
    "health:",
    "mailbox:",
    "robots",
    "sitemap",
    "theme",
    "territories:",
    "finding:suggest",
    "postings:needs_map",
    "postings:offers_map",
    "events:events_map",
    "events:feed",
    "events:ics",
    "calendars:feed",
)


def build() -> None:
    """Fills the database with the demo region."""
    assert loader.load()
    sample_pages.publish_missing()
    Invitation.objects.create(
        organisation=Organisation.objects.verified().earliest("pk"),
        email="nina@example.org",
        role=Role.EDITOR,
    )
    registered(_training(), "nina@example.org")


def _training() -> Occurrence:
    """For which one can register, on site and online."""
    return SeatKind.objects.get(name="Vor Ort").setup.event.coming[0]


def _guest() -> Registration:
    return Registration.objects.earliest("pk")


def _first(model: type[Model], **filters: object) -> Model:
    return model._default_manager.filter(**filters).earliest("pk")


def _invitation() -> str:
    return reverse("organisations:invitation", args=[_first(Invitation).token])


def _stop() -> str:
    """From a mail that can be stopped, whoever it went to."""
    mail = promise(
        MembershipOffered,
        to="nina@example.org",
        subject_key="invitation:measured",
        payload={"invitation": _first(Invitation).pk},
        language="de",
    )
    return reverse("deliveries:stop", args=[token_of(mail)])


def _next_month() -> str:
    """In which the demo has events whatever the day."""
    return Month.named("").by(1).text


# By route; what stands after a space tells several samples of a route apart.
ROUTES: dict[str, Callable[[], str]] = {
    "postings:offers": lambda: reverse("postings:offers"),
    "postings:offers filtered": lambda: reverse("postings:offers") + "?topic=housing&q=Wohnung",
    "postings:offers none": lambda: reverse("postings:offers") + "?q=Unterwasserkorbflechten",
    "postings:offer": lambda: Offer.objects.published().earliest("pk").get_absolute_url(),
    "postings:needs": lambda: reverse("postings:needs"),
    "postings:need": lambda: (
        Need.objects.published().filter(visibility="everyone").earliest("pk").get_absolute_url()
    ),
    "events:events": lambda: reverse("events:events"),
    "events:month": lambda: reverse("events:month") + f"?month={_next_month()}",
    "events:past": lambda: reverse("events:past"),
    "events:event": lambda: Event.objects.published().earliest("pk").get_absolute_url(),
    "events:event cancelled": lambda: (
        Event.objects.over().exclude(occurrences__cancelled_at=None).earliest("pk")
    ).get_absolute_url(),
    "registration:register": lambda: reverse("registration:register", args=[_training().pk]),
    "registration:sent": lambda: reverse("registration:sent", args=[_training().pk]),
    "registration:by_link": lambda: registrations.page_url(_guest()),
    "registration:change": lambda: reverse(
        "registration:change", args=[registrations.token_of(_guest())]
    ),
    "registration:feedback": lambda: registrations.feedback_url(_guest()),
    "finding:search": lambda: reverse("finding:search") + "?q=Wohnung",
    "finding:search none": lambda: reverse("finding:search") + "?q=Unterwasserkorbflechten",
    "finding:pages": lambda: reverse("finding:pages") + "?q=Kreis",
    "organisations:directory": lambda: reverse("organisations:directory"),
    "organisations:detail": lambda: (
        Organisation.objects.verified().earliest("pk").get_absolute_url()
    ),
    "organisations:invitation": _invitation,
    "matching:by_link": lambda: links.page_url(Match.objects.earliest("pk").need),
    "deliveries:stop": _stop,
    "gallery": lambda: reverse("gallery"),
    "account_login": lambda: reverse("account_login"),
    "account_signup": lambda: reverse("account_signup"),
    "account_reset_password": lambda: reverse("account_reset_password"),
    "no such page": lambda: f"/{translation.get_language()}/nowhere/",
}
OF_ONES_ACCOUNT = (
    "cockpit:start",
    "cockpit:profile",
    "cockpit:mails",
    "tokens:list",
    "mfa_index",
    "mfa_list_webauthn",
    "account_email",
    "account_change_password",
    "account_logout",
)


def route_samples(language: str) -> Samples:
    with translation.override(language):
        return {name: make() for name, make in ROUTES.items()}


def page_samples(language: str) -> Samples:
    """One live page of each type, in this language where there is one."""
    found = {kind.__name__: _page_of(kind, language) for kind in page_types()}
    return {name: page.url for name, page in found.items() if page is not None}


def _page_of(kind: type[Page], language: str) -> Page | None:
    pages = kind.objects.live().order_by("path")
    return pages.filter(locale__language_code=language).first() or pages.first()


def page_types() -> list[type[Page]]:
    return [kind for kind in get_page_models() if kind is not Page]


def samples(language: str) -> Samples:
    return page_samples(language) | route_samples(language)


def account_samples() -> Samples:
    with translation.override("de"):
        return {name: reverse(name) for name in OF_ONES_ACCOUNT}


def member() -> User:
    """Somebody of the demo who has postings, matches and colleagues."""
    return User.objects.get(email="personal@kastanienhof.example")


def kinds_without_sample() -> set[str]:
    """Page types and routes that visitors may open and that are not measured."""
    open_to_visitors = {
        row.route
        for row in ROWS
        if row.method == "get" and row.expected["visitor"] == 200
        if not row.route.startswith(NO_PAGES)
    }
    measured = {name.partition(" ")[0] for name in ROUTES} | set(page_samples("de"))
    return (open_to_visitors | {kind.__name__ for kind in page_types()}) - measured
