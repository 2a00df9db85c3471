"""Rows of the map beside the lists, of places for it, and of what programs read of the pages."""

from tests.house.matrix import Arguments, Fixtures, Row, everyone, tell


def _offers(_get: Fixtures) -> Arguments:
    return {"section": "offers"}


ROWS = [
    Row("postings:offers_map", everyone(200)),
    Row("postings:needs_map", everyone(200)),
    Row("territories:boundaries", everyone(200), data=tell(box="11,50,13,52")),
    Row("robots", everyone(200)),
    Row("sitemap", everyone(200)),
    Row("sitemap_section", everyone(200), of=_offers),
    Row("territories:nearest", everyone(404), data=tell(lat="50.98", lon="12.43")),
]
