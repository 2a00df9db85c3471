"""What a message is: a code and, for a payload, its content in the language now active.

Every app declares its messages in `notifications.py` and imports that module in
`AppConfig.ready()`. One pair of templates writes every content as text and as HTML.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar
from urllib.parse import urljoin

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Payload = Mapping[str, Any]


@dataclass(frozen=True)
class Action:
    """The one thing the reader is asked to do. `url` is absolute."""

    label: str
    url: str


@dataclass(frozen=True)
class Item:
    """One of several things the reader may look at. `url` is absolute."""

    title: str
    lines: Sequence[str]
    url: str


@dataclass(frozen=True)
class Content:
    """What is to be said: plain text everywhere, never markup.

    `facts` are pairs of label and value, shown as a list between paragraphs and action.
    `items` follow the facts, each with its title as a link.
    `closing` are paragraphs after the action, such as "If that was not you …".
    """

    subject: str
    paragraphs: Sequence[str]
    facts: Sequence[tuple[str, str]] = ()
    items: Sequence[Item] = ()
    action: Action | None = None
    closing: Sequence[str] = ()


@dataclass(frozen=True)
class Group:
    """Messages that a recipient stops together. Stops hold the `code`: it never changes.

    `label` names the kind of mail, `explanation` says in a sentence what comes or stays away.
    """

    code: str
    label: str | Promise = field(compare=False)
    explanation: str | Promise = field(compare=False)


class Message(ABC):
    """Declares one kind of message. `reason` tells the reader why they get it.

    What nobody asked for has a `group`, so that it can be stopped; an answer to something that
    the reader did has none.
    """

    code: ClassVar[str]
    group: ClassVar[Group | None] = None
    reason: ClassVar[str | Promise] = _(
        "You receive this message because this e-mail address was entered on the portal."
    )

    @abstractmethod
    def content(self, payload: Payload) -> Content | None:
        """What to say, read afresh when it is sent; None if the occasion is gone."""


MessageClass = TypeVar("MessageClass", bound=type[Message])

_registry: dict[str, Message] = {}


def register(message: MessageClass) -> MessageClass:
    """Makes the message known by its code. Usable as a decorator.

    Raises ValueError if another message has the code already.
    """
    if message.code in _registry:
        raise ValueError(f"Two messages have the code {message.code!r}.")
    _registry[message.code] = message()
    return message


def get(code: str) -> Message:
    """The message of that code. Raises LookupError if there is none."""
    try:
        return _registry[code]
    except KeyError:
        raise LookupError(f"No message has the code {code!r}.") from None


def groups() -> list[Group]:
    """Every group that a registered message belongs to, ordered by code."""
    found = {message.group for message in _registry.values() if message.group}
    return sorted(found, key=lambda group: group.code)


def absolute_url(path: str) -> str:
    """The path of a page of this site as an address that works in a mail."""
    return urljoin(settings.SITE_URL, path)
