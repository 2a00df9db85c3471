"""All there is about a topic or a factor of co-operation, in one view."""

from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.http import HttpRequest
from django.utils.translation import gettext as _

from partners.taxonomy.enums import Vocabulary
from portal.cms import live
from portal.cms.page_texts import with_notes

if TYPE_CHECKING:
    from portal.cms.models.base import PortalPage
    from portal.cms.models.guidance import TopicPage

SHOWN = 3
HELPERS = 6


class Postings(NamedTuple):
    kind: str
    heading: str
    found: live.Newest


class Pages(NamedTuple):
    kind: str
    heading: str
    all_label: str
    entries: "list[PortalPage]"
    total: int
    url: str


def gather(page: "TopicPage", request: HttpRequest) -> dict[str, Any]:
    """Offers, events, needs and who helps exist for topics; pages for factors, too."""
    found: dict[str, Any] = {"postings": [], "pages": _pages(page, request), "helpers": []}
    found["helpers_count"] = 0
    if page.topic.vocabulary == Vocabulary.TOPIC:
        reader = request.user
        found["postings"] = [
            Postings(kind, heading, live.newest(kind, reader, SHOWN, None, page.topic))
            for kind, heading in (
                ("offers", _("Offers")),
                ("events", _("Events")),
                ("needs", _("Needs")),
            )
        ]
        helpers = live.helpers(reader, page.topic)
        found["helpers_count"] = helpers.count()
        found["helpers"] = list(helpers.order_by("name", "pk")[:HELPERS])
    shown = [
        *(part.found.rows for part in found["postings"]),
        *(part.entries for part in found["pages"]),
    ]
    found["is_empty"] = not any(shown) and not found["helpers"]
    finder = _first("ContactFinderPage", page)
    found["finder_url"] = finder.get_url(request) if finder else ""
    return found


def _first(model: str, page: "TopicPage") -> "PortalPage | None":
    return apps.get_model("cms", model).objects.live().filter(locale=page.locale_id).first()


def _pages(page: "TopicPage", request: HttpRequest) -> list[Pages]:
    is_topic = page.topic.vocabulary == Vocabulary.TOPIC
    field, parameter = ("topics", "topic") if is_topic else ("factors", "factor")
    kinds = (
        ("Example", _("Practice examples"), _("All practice examples on this")),
        ("Article", _("Articles"), _("All articles on this")),
        ("Material", _("Material"), _("All material on this")),
    )
    gathered = []
    for name, heading, all_label in kinds:
        model = apps.get_model("cms", f"{name}Page")
        tagged = model.objects.live().filter(locale=page.locale_id, **{field: page.topic})
        listed = _first(f"{name}IndexPage", page)
        url = f"{listed.get_url(request)}?{parameter}={page.topic.slug}" if listed else ""
        entries = with_notes(tagged.for_cards()[:SHOWN])
        gathered.append(Pages(name.lower(), heading, all_label, entries, tagged.count(), url))
    return gathered
