"""What is on the portal at this moment, for one reader: the newest, and how much there is."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.db.models.functions import Substr
from django.http import HttpRequest
from django.urls import reverse

from events.events.filters import EventCriteria
from events.events.models import Event
from offers.postings.models import Need, Offer, Posting, PostingLanguage
from offers.search import queries
from offers.search.criteria import Criteria
from partners.organisations.models import Office, Organisation
from partners.organisations.permissions import Reader
from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.models import Term
from partners.territories import keys
from partners.territories.models import Territory

LISTS: dict[str, tuple[type[Posting], type[Criteria]]] = {
    "offers": (Offer, Criteria),
    "events": (Event, EventCriteria),
    "needs": (Need, Criteria),
}


@dataclass(frozen=True)
class Newest:
    """The newest of a list, how many there are in all, and where all of them are."""

    rows: list[Posting]
    count: int
    url: str


@dataclass(frozen=True)
class Counts:
    offers: int
    organisations: int
    languages: int
    municipalities: int


def newest(
    kind: str, reader: Reader, number: int, territory: Territory | None, topic: Term | None = None
) -> Newest:
    """Of `offers`, `events` or `needs`, as the public list of them would show it to this reader.

    Of events those that take place next.
    """
    model, criteria_class = LISTS[kind]
    criteria = criteria_class(
        territory=(territory,) if territory else (), topic=(topic,) if topic else ()
    )
    page = queries.page(criteria, reader, model, number)
    asked = {
        "topic": topic.slug if topic else "",
        "territory": territory.ags if territory else "",
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    url = reverse(f"{model.route()}s")
    return Newest(page.rows, page.count, f"{url}?{query}" if query else url)


def topic_called(slug: str) -> Term | None:
    return Term.objects.of(Vocabulary.TOPIC).filter(slug=slug).first() if slug else None


def helpers(reader: Reader, topic: Term) -> QuerySet[Organisation]:
    """The verified organisations that offer something on the topic that the reader may see."""
    offers = queries.find(Criteria(topic=(topic,)), reader, Offer)
    organisations = Organisation.objects.verified().with_facts()
    return organisations.filter(pk__in=offers.values("organisation"))


def counts(request: HttpRequest, territory: Territory | None) -> Counts:
    """Counted once a request, however many blocks ask."""
    known: dict[str, Counts] = request.__dict__.setdefault("counts_of_territories", {})
    key = territory.ags if territory else ""
    if key not in known:
        known[key] = _count(request.user, territory)
    return known[key]


def _count(reader: Reader, territory: Territory | None) -> Counts:
    criteria = Criteria(territory=(territory,) if territory else ())
    offers = queries.find(criteria, reader, Offer)
    organisations = Organisation.objects.verified()
    if territory:
        organisations = organisations.filter(keys.inside("seat__ags", territory.ags))
    spoken = PostingLanguage.objects.filter(posting__in=offers.values("pk"))
    return Counts(
        offers=offers.count(),
        organisations=organisations.count(),
        languages=spoken.order_by().values("language").distinct().count(),
        municipalities=municipalities(territory).count(),
    )


def municipalities(territory: Territory | None) -> QuerySet[Territory]:
    """Those in the territory; without one, all that lie in the territory of some office."""
    found = Territory.objects.open().municipalities()
    if territory:
        return found.inside(territory.ags)
    offices = Office.objects.values("territory__ags")
    lengths = {f"key_{length}": Substr("ags", 1, length) for length in (2, 3, 4, 5)}
    covered = Q(ags__in=offices)
    for name in lengths:
        covered |= Q(**{f"{name}__in": offices})
    return found.annotate(**lengths).filter(covered)


def office_of(territory: Territory | None) -> Organisation | None:
    """The organisation that answers for the territory: its own office, else the next above."""
    if territory is None:
        return None
    office = Office.objects.up_from(territory.current_ags).first()
    return office.organisation if office else None
