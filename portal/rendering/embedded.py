"""Data within a page, for search engines and for our scripts."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from partners.deliveries.messages import absolute_url

# As in Django's json_script: nothing in the text can end the element or begin a comment.
_IN_SCRIPT = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&"}


def data_block(value: Any, media_type: str, name: str = "") -> SafeString:
    """Data within a page, which no browser runs; `name` marks it for our scripts."""
    text = json.dumps(value, ensure_ascii=False).translate(_IN_SCRIPT)
    mark = format_html(" data-{}", name) if name else ""
    return format_html(
        '<script type="{}"{}>{}</script>',
        media_type,
        mark,
        mark_safe(text),  # noqa: S308 - escaped above
    )


def breadcrumb_list(links: list[dict[str, str]], here: str) -> dict[str, Any]:
    """The way to a page in the words of schema.org; the page itself needs no address."""
    steps = [{"name": str(link["label"]), "item": absolute_url(link["url"])} for link in links]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number} | step
            for number, step in enumerate([*steps, {"name": str(here)}], start=1)
        ],
    }
