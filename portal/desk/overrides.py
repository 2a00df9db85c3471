"""What a translation may show in place of the source's picture, document or link.

wagtail-localize takes the number as it comes; the page's own form is never asked.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import ForeignKey
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from wagtail.models import Page
from wagtail_localize.models import OverridableSegment

from partners.accounts.requests import PersonRequest
from portal.cms.choices import may_choose


def may_override(request: PersonRequest, arguments: Mapping[str, Any]) -> bool:
    if request.method != "PUT":
        return True
    segment = OverridableSegment.objects.filter(pk=arguments["overridable_segment_id"]).first()
    model = _chosen_from(segment) if segment else None
    if model is None:
        return True
    value = _value(request)
    return value.isascii() and value.isdigit() and may_choose(request.user, model, value)


def _value(request: PersonRequest) -> str:
    """As the view will read it; Django itself reads forms of POST only."""
    _kept_for_the_view = request.body
    return str(Request(request, parsers=[FormParser(), MultiPartParser()]).POST.get("value", ""))


def _chosen_from(segment: OverridableSegment) -> Any:
    """The model whose number the segment holds, if it holds one."""
    page: Page = segment.source.as_instance()
    name, *path = segment.context.path.split(".")
    try:
        field = page._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    if isinstance(field, ForeignKey):
        return field.related_model
    if not hasattr(field, "stream_block"):
        return None
    found = field.stream_block.get_block_by_content_path(getattr(page, name), path)
    return getattr(found.block, "target_model", None) if found else None
