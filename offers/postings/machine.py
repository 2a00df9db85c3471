"""Drafts by the machine translator that the operator has set, through wagtail-localize's interface.

Off unless the operator names a provider; nothing is sent anywhere before somebody presses a button
below which the provider stands.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

from rest_framework.throttling import UserRateThrottle
from wagtail.models import Locale
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.strings import StringValue

from offers.postings.exceptions import MachineFailed, TooManyDrafts
from offers.postings.form_parts import TEXT_PARTS, plain
from partners.accounts.requests import PersonRequest

Words = dict[str, str]


class DraftThrottle(UserRateThrottle):
    """Machines cost money: so many drafts a person."""

    scope = "machine_translation"

    def give_back(self) -> None:
        """The newest draft does not count."""
        if self.rate is not None:
            taken = self.cache.get(self.key, [])
            self.cache.set(self.key, taken[1:], self.duration)


@contextmanager
def counted(request: PersonRequest) -> Iterator[None]:
    """A draft of the person's allowance; one that the machine does not give costs nothing.

    Raises:
        TooManyDrafts: there were, and this one is not begun.
    """
    throttle: Any = DraftThrottle()
    if not throttle.allow_request(request, None):
        raise TooManyDrafts
    try:
        yield
    except MachineFailed:
        throttle.give_back()
        raise


class Machine(NamedTuple):
    """The provider, for one pair of languages."""

    translator: Any
    source: str
    target: str

    @classmethod
    def between(cls, source: str, target: str) -> Self | None:
        """None where no provider is set, or it does not know the pair."""
        translator = get_machine_translator()
        if translator is None:
            return None
        machine = cls(translator, source, target)
        return machine if translator.can_translate(*machine._locales) else None

    @property
    def _locales(self) -> tuple[Locale, Locale]:
        return Locale(language_code=self.source), Locale(language_code=self.target)

    @property
    def provider(self) -> str:
        """To whom the text goes, as people are told."""
        name = str(self.translator.display_name)
        address = getattr(self.translator, "get_api_endpoint", str)()
        host = urlsplit(address).hostname
        return f"{name} ({host})" if host else name

    def draft(self, words: Words) -> Words:
        """The words in the other language.

        Raises:
            MachineFailed: it did not answer, or answered nothing that can be read.
        """
        sent = {part: StringValue.from_plaintext(words[part]) for part in TEXT_PARTS if words[part]}
        answer = self.translator.translate(*self._locales, list(sent.values()))
        read = {part: plain(answer[value].render_text()) for part, value in sent.items()}
        return dict.fromkeys(TEXT_PARTS, "") | read
