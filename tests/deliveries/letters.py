"""The messages of these tests and short ways to promise them."""

from typing import Any

from django.utils.translation import gettext as _

from partners.deliveries.actions import promise
from partners.deliveries.messages import (
    Action,
    Content,
    Group,
    Item,
    Message,
    Payload,
    absolute_url,
)
from partners.deliveries.models import Delivery
from partners.deliveries.notifications import PlainMail


class Greeting(Message):
    code = "greeting"

    def content(self, payload: Payload) -> Content | None:
        if payload.get("gone"):
            return None
        if payload.get("broken"):
            raise KeyError(payload["name"])
        return Content(
            subject=payload.get("subject", f"Hello {payload['name']}"),
            paragraphs=[f"Dear {payload['name']},", _("Sunday")],
            facts=[("Place", "Ilmenau")],
            action=Action("Open", absolute_url("/de/door/?a=1&b=2")),
            closing=["If that was not you, do nothing."],
        )


NEWS = Group("news", "What is new", "Once in a while we tell what is new.")


class News(Message):
    """Nobody asked for it, so it can be stopped."""

    code = "news"
    group = NEWS

    def content(self, payload: Payload) -> Content | None:
        if payload.get("gone"):
            return None
        title = payload.get("title", "A flat & more")
        return Content(
            subject="News",
            paragraphs=["This is new."],
            facts=[("Place", "Ilmenau")],
            items=[
                Item(title, [f"in {title}", "from May"], absolute_url("/de/offers/1/?a=1&b=2")),
                Item("A course", [], absolute_url("/de/offers/2/")),
            ],
            action=Action("See all", absolute_url("/de/offers/")),
        )


def promise_news(number: int = 1, **changes: Any) -> Delivery:
    """Promises the news to `person<number>@example.org`."""
    arguments: dict[str, Any] = {
        "to": f"person{number}@example.org",
        "subject_key": f"news:{number}",
        "payload": {},
        "language": "de",
    }
    return promise(News, **(arguments | changes))


def promise_greeting(number: int = 1, **changes: Any) -> Delivery:
    """Promises the greeting to `person<number>@example.org`."""
    arguments: dict[str, Any] = {
        "to": f"person{number}@example.org",
        "subject_key": f"greeting:{number}",
        "payload": {"name": f"Person {number}"},
        "language": "de",
    }
    return promise(Greeting, **(arguments | changes))


def promise_plain(number: int) -> Delivery:
    """Promises a message that workers in processes of their own know, too."""
    return promise(
        PlainMail,
        to=f"person{number}@example.org",
        subject_key=f"plain:{number}",
        payload={"subject": f"Hello {number}", "body": "Text"},
        language="de",
    )
