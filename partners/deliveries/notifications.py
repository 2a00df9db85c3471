"""The one message the ledger has of its own."""

import re
from typing import ClassVar

from partners.deliveries.messages import Content, Message, Payload, register


@register
class PlainMail(Message):
    """A mail that Django or Wagtail wrote: payload {"subject": text, "body": plain text}."""

    code: ClassVar[str] = "plain_mail"

    def content(self, payload: Payload) -> Content:
        paragraphs = re.split(r"\n\s*\n", payload["body"].strip())
        return Content(subject=payload["subject"], paragraphs=paragraphs)
