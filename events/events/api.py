"""Events in the API: found and written as offers and needs are."""

from drf_spectacular.utils import extend_schema_serializer, extend_schema_view

from events.events.filters import EventFilter
from events.events.inputs import EventInput
from events.events.models import Event
from events.events.serializers import EventDetail, EventResult, OwnEvent
from offers.postings.api import PostingPage, PostingViewSet, documented


@extend_schema_serializer(many=False)
class EventPage(PostingPage):
    results = EventResult(many=True)


@extend_schema_view(**documented(EventFilter, EventDetail, EventInput, EventPage, OwnEvent))
class EventViewSet(PostingViewSet):
    model = Event
    filter_class = EventFilter
    result_class = EventResult
    own_class = OwnEvent
    detail_class = EventDetail
    input_class = EventInput
