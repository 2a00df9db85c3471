"""Rows of the API."""

from tests.house.matrix import (
    CHANGE,
    MEMBERS,
    TEAM,
    Row,
    company,
    county,
    discreet_need,
    draft,
    event_draft,
    everyone,
    needed_draft,
    nowhere,
    public_event,
    public_need,
    public_offer,
    term,
    waiting,
)

ROWS = [
    *[
        row
        for model, published, written in (
            ("offer", public_offer, draft),
            ("need", public_need, needed_draft),
            ("event", public_event, event_draft),
        )
        for row in (
            Row(f"api:{model}-list", everyone(200)),
            Row(f"api:{model}-list", everyone(415, visitor=401), "post"),
            Row(f"api:{model}-mine", everyone(200, visitor=401)),
            Row(f"api:{model}-detail", everyone(200), of=published),
            Row(f"api:{model}-detail", everyone(404) | dict.fromkeys(TEAM, 200), of=written),
            Row(f"api:{model}-detail", CHANGE, "put", of=published),
            Row(f"api:{model}-detail", CHANGE, "patch", of=written),
            Row(f"api:{model}-submit", CHANGE, "post", of=written),
            Row(f"api:{model}-withdraw", CHANGE, "post", of=written),
            Row(f"api:{model}-close", CHANGE, "post", of=published),
        )
    ],
    Row(
        "api:need-detail",
        everyone(404) | dict.fromkeys((*TEAM, "office", "administrator"), 200),
        of=discreet_need,
    ),
    Row("api:territory-list", everyone(200)),
    Row("api:territory-detail", everyone(200), of=county),
    Row("api:organisation-list", everyone(200)),
    Row("api:organisation-detail", everyone(200), of=company),
    Row(
        "api:organisation-detail",
        everyone(404) | dict.fromkeys((*MEMBERS, "office"), 200),
        of=waiting,
    ),
    Row("api:topic-list", everyone(200)),
    Row("api:topic-detail", everyone(200), of=term("housing")),
    Row("api:audience-list", everyone(200)),
    Row("api:audience-detail", everyone(200), of=term("women")),
    Row("api:schema", everyone(200)),
    Row("api:docs", everyone(200)),
    Row("api:not_found", everyone(404), of=nowhere),
]
