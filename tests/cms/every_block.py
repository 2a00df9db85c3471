"""One of each block, filled."""

import json
from typing import Any

from tests.cms.builders import document, picture


def content(target: int | None = None) -> str:
    """Every block of CONTENT, as it is stored."""
    image, file = picture().pk, document().pk
    film = document("film.mp4", b"film").pk
    captions = document("film.vtt", b"WEBVTT").pk
    leads_to = {"page": target, "url": "" if target else "https://example.org/"}
    rich = "<p>Ein <b>langer</b> Satz.</p>"
    blocks: list[tuple[str, Any]] = [
        ("heading", "Leben im Kreis"),
        ("text", rich),
        ("picture", {"image": image, "caption": "Am Markt", "description": ""}),
        ("quote", {"text": "Schön hier.", "name": "Amina", "role": "Pflegerin", "image": image}),
        ("numbers", {"heading": "Zahlen", "numbers": listed({"number": "12", "label": "Seen"})}),
        (
            "cards",
            {
                "heading": "Wege",
                "cards": listed(
                    {"title": "Karte", "text": "Mehr", "image": image, "target": leads_to}
                ),
            },
        ),
        ("accordion", {"heading": "Fragen", "entries": listed({"title": "Wo?", "text": rich})}),
        (
            "table",
            {
                "data": [["Tag", "Zeit"], ["Montag", "9 Uhr"]],
                "first_row_is_table_header": True,
                "first_col_is_header": False,
                "table_header_choice": "row",
                "table_caption": "Sprechzeiten",
                "cell": [],
                "mergeCells": [],
            },
        ),
        (
            "video",
            {
                "title": "Rundgang",
                "video": film,
                "poster": image,
                "captions": captions,
                "transcript": rich,
            },
        ),
        ("download", {"title": "Plan", "document": file}),
        ("call", {"title": "Los", "text": "Kommt", "label": "Weiter", "target": leads_to}),
    ]
    return stored(blocks)


def live() -> list[tuple[str, Any]]:
    return [
        ("offers", {"heading": "", "topic": "", "number": 3}),
        ("needs", {"heading": "Gesucht", "topic": "housing", "number": 2}),
        ("office", {"heading": ""}),
        ("counts", {"heading": "In Zahlen"}),
    ]


def section() -> list[tuple[str, Any]]:
    value = {"kind": "transport", "title": "", "text": "<p>Der Bus fährt.</p>", "image": None}
    return [("section", value)]


def listed(*values: Any) -> list[dict[str, Any]]:
    return [
        {"type": "item", "id": f"00000000-0000-4000-8000-{number:012}", "value": value}
        for number, value in enumerate(values)
    ]


def stored(blocks: list[tuple[str, Any]]) -> str:
    """As the database has it, with an id for each block."""
    rows = [
        {"type": kind, "value": value, "id": f"10000000-0000-4000-8000-{number:012}"}
        for number, (kind, value) in enumerate(blocks)
    ]
    return json.dumps(rows)


def everything(target: int | None = None) -> str:
    rows = json.loads(content(target)) + json.loads(stored([*section(), *live()]))
    for number, row in enumerate(rows):
        row["id"] = f"20000000-0000-4000-8000-{number:012}"
    return json.dumps(rows)
