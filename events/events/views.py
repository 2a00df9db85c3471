"""Public pages of events: list, map, month, archive and each one."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.events import structured
from events.events.filters import EventFilter
from events.events.models import Event
from events.events.months import Month, month_of
from events.events.shortcuts import shortcuts
from offers.postings import views as postings
from offers.postings.list_views import listed
from offers.postings.map_views import spread_of
from offers.search import chips
from offers.search.queries import find
from partners.limits import bounded_page

PAST_A_PAGE = 24
OWN_FIELDS = ("starts_after", "starts_before")


@bounded_page
def events(request: HttpRequest) -> HttpResponse:
    filters = EventFilter(request.GET, request.user)
    more = {"shortcuts": shortcuts(filters), "results_part": "events/subscribe.html"}
    return listed(request, filters, "events/list.html", OWN_FIELDS, more)


@require_safe
def on_map(request: HttpRequest) -> JsonResponse:
    return spread_of(EventFilter(request.GET, request.user))


@require_safe
@bounded_page
def month(request: HttpRequest) -> HttpResponse:
    """What takes place in a month, day by day, narrowed as the list is."""
    filters = EventFilter(request.GET, request.user)
    shown = Month.named(request.GET.get("month", ""))
    found = find(filters.criteria, request.user, Event)
    context = {
        "filters": filters,
        "month": month_of(shown, found),
        "chips": chips.chips(filters),
        "query": filters.query,
    }
    return render(request, "events/month.html", context)


@require_safe
@bounded_page
def past(request: HttpRequest) -> HttpResponse:
    """The archive: what was, and what came of it."""
    rows = Event.objects.past().visible_to(request.user).order_by("-expire_at", "-pk")
    documented = ~Q(report="") | ~Q(materials_url="") | ~Q(recording_url="")
    only = request.GET.get("only") == "documented"
    if only:
        rows = rows.filter(documented)
    page = Paginator(rows.for_card(), PAST_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "events/past.html", {"page": page, "only_documented": only})


def event(request: HttpRequest, pk: int) -> HttpResponse:
    """One event; what is over stays to be looked up."""
    shown = Event.objects.shown()
    return postings.detail(request, shown, pk, structured.event)
