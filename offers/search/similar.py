"""What whoever reads a posting may want to see as well."""

from django.db.models import F, Q

from offers.postings.models import Posting, PostingQuerySet
from offers.search.criteria import Near
from offers.search.distance import haversine, kilometres
from offers.search.queries import through, visible
from partners.organisations.permissions import Reader
from partners.territories.models import Territory

NEARBY_KM = 50


def similar(posting: Posting, reader: Reader, number: int) -> list[Posting]:
    """Others of its kind, or that share a topic, nearby: the nearest first, then the newest.

    Its own organisation is left out: its page shows those apart. A posting without a place has the
    newest ones of anywhere. In a fixed number of queries; `distance_km` as on a page of a list.
    """
    rows = _alike(posting, reader)
    if posting.place is None:
        found = rows.order_by("-first_published_at", "-pk")
    else:
        near = Near(posting.place.ags, (posting.place,))
        around = Territory.objects.within(posting.place, NEARBY_KM)
        found = (
            rows.filter(place__in=around.values("pk"))
            .annotate(haversine=haversine(near))
            .order_by(F("haversine").asc(nulls_last=True), "-first_published_at", "-pk")
        )
    shown = list(found.for_card()[:number])
    for row in shown:
        row.distance_km = kilometres(row, near) if posting.place else None
    return shown


def _alike(posting: Posting, reader: Reader) -> PostingQuerySet:
    topics = [topic.pk for topic in posting.topics.all()]
    shared = through("topics").filter(term__in=topics).values("posting")
    rows = visible(reader, type(posting)).published()
    return rows.filter(Q(kind=posting.kind_id) | Q(pk__in=shared)).exclude(
        organisation=posting.organisation_id
    )
