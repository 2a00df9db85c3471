"""What templates of the admin ask about an office's rights."""

from typing import Any

from django import template

from portal.desk.borders import holds_below

register = template.Library()


@register.simple_tag(takes_context=True)
def all_below(context: dict[str, Any], thing: Any) -> bool:
    """Whether all below this page is the office's, too; below other things there is nothing."""
    return not hasattr(thing, "get_descendants") or holds_below(context["request"].user, thing)
