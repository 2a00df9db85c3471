"""The message of these tests and a short way to promise it."""

from typing import Any

from django.utils.translation import gettext as _

from partners.deliveries.actions import promise
from partners.deliveries.messages import Action, Content, Message, Payload, absolute_url
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
