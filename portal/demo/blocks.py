"""Turns what `pages.toml` says in short into blocks as the database has them."""

import json
from collections.abc import Iterable
from html import escape
from typing import Any
from uuid import NAMESPACE_URL, uuid5


def rich(text: str) -> str:
    """Paragraphs and lists as rich text: blank lines part them, lines of lists begin with -."""
    parts = []
    for part in text.strip().split("\n\n"):
        lines = part.strip().splitlines()
        if all(line.startswith("- ") for line in lines):
            parts.append("<ul>" + "".join(f"<li>{escape(li[2:])}</li>" for li in lines) + "</ul>")
        else:
            parts.append(f"<p>{escape(' '.join(lines))}</p>")
    return "".join(parts)


def block_id(*parts: object) -> str:
    """The same for the same place, so that the words of all languages can be paired."""
    return str(uuid5(NAMESPACE_URL, "/".join(map(str, parts))))


class Blocks:
    """`pictures` and `pages` by the keys that the file uses."""

    def __init__(self, pictures: dict[str, Any], pages: dict[str, Any]) -> None:
        self.pictures, self.pages = pictures, pages

    def stream(self, key: str, blocks: Iterable[list[Any]]) -> str:
        rows = [
            {
                "type": kind,
                "value": getattr(self, f"_{kind}")(block_id(key, number), *values),
                "id": block_id(key, number),
            }
            for number, (kind, *values) in enumerate(blocks)
        ]
        return json.dumps(rows)

    def _picture_id(self, name: str) -> int | None:
        return self.pictures[name].pk if name else None

    def _target(self, page: str) -> dict[str, Any]:
        return {"page": self.pages[page].pk if page else None, "url": ""}

    def _items(self, key: str, values: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            {"type": "item", "id": block_id(key, number), "value": value}
            for number, value in enumerate(values)
        ]

    def _heading(self, _key: str, text: str) -> str:
        return text

    def _text(self, _key: str, text: str) -> str:
        return rich(text)

    def _picture(self, _key: str, name: str, caption: str = "") -> dict[str, Any]:
        return {"image": self._picture_id(name), "caption": caption, "description": ""}

    def _quote(self, _key: str, text: str, name: str, role: str, face: str) -> dict[str, Any]:
        return {"text": text, "name": name, "role": role, "image": self._picture_id(face)}

    def _numbers(self, key: str, heading: str, pairs: list[list[str]]) -> dict[str, Any]:
        numbers = ({"number": number, "label": label} for number, label in pairs)
        return {"heading": heading, "numbers": self._items(key, numbers)}

    def _cards(self, key: str, heading: str, cards: list[list[str]]) -> dict[str, Any]:
        values = (
            {
                "title": title,
                "text": text,
                "image": self._picture_id(picture),
                "target": self._target(page),
            }
            for title, text, picture, page in cards
        )
        return {"heading": heading, "cards": self._items(key, values)}

    def _accordion(self, key: str, heading: str, entries: list[list[str]]) -> dict[str, Any]:
        values = ({"title": title, "text": rich(text)} for title, text in entries)
        return {"heading": heading, "entries": self._items(key, values)}

    _group = _accordion

    def _call(self, _key: str, title: str, text: str, label: str, page: str) -> dict[str, Any]:
        return {"title": title, "text": text, "label": label, "target": self._target(page)}

    def _section(
        self, _key: str, kind: str, title: str, text: str, picture: str = ""
    ) -> dict[str, Any]:
        image = self._picture_id(picture)
        return {"kind": kind, "title": title, "text": rich(text), "image": image}

    def _table(self, _key: str, caption: str, rows: list[list[str]]) -> dict[str, Any]:
        return {
            "data": rows,
            "first_row_is_table_header": True,
            "first_col_is_header": True,
            "table_header_choice": "both",
            "table_caption": caption,
            "cell": [],
            "mergeCells": [],
        }

    def _offers(self, _key: str, heading: str = "", topic: str = "") -> dict[str, Any]:
        return {"heading": heading, "topic": topic, "number": 3}

    _needs = _offers

    def _office(self, _key: str, heading: str = "") -> dict[str, Any]:
        return {"heading": heading}

    _counts = _office

    def _body(self, _key: str, name: str, address: str, email: str = "") -> dict[str, Any]:
        return {"name": name, "address": address, "email": email, "phone": "", "url": ""}
