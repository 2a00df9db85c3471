"""wagtail-localize's machine translators, with what it leaves open: whom they know, how they fail.

Pages and postings are drafted by the same ones; `portal/settings/translator.py` chooses.
"""

import logging
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from requests import RequestException
from wagtail.models import Locale
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.machine_translators.deepl import DeepLTranslator
from wagtail_localize.machine_translators.libretranslate import LibreTranslator

from offers.postings.exceptions import MachineFailed
from partners.taxonomy.languages import EASY_GERMAN

logger = logging.getLogger(__name__)

# Of one request. DeepL takes 50 texts and 128 KiB (developers.deepl.com, "Translating large
# volumes"), and a letter may take six bytes on the way.
MOST_TEXTS, MOST_LETTERS = 50, 20_000


def _portions(strings: Iterable[Any]) -> Iterator[list[Any]]:
    portion: list[Any] = []
    letters = 0
    for string in strings:
        letters += len(string.data)
        if portion and (len(portion) == MOST_TEXTS or letters > MOST_LETTERS):
            yield portion
            portion, letters = [], len(string.data)
        portion.append(string)
    if portion:
        yield portion


class _Careful(BaseMachineTranslator):
    """Stands before a translator; asks it for no language that it does not know."""

    languages: ClassVar[frozenset[str]]  # as its provider names them

    def can_translate(self, source_locale: Locale, target_locale: Locale) -> bool:
        """No provider writes easy German: codes end at the hyphen, and it would be "de"."""
        pair = source_locale.language_code, target_locale.language_code
        known = all(code.split("-")[0] in self.languages for code in pair)
        return (
            known
            and target_locale.language_code != EASY_GERMAN
            and super().can_translate(source_locale, target_locale)
        )

    def translate(
        self, source_locale: Locale, target_locale: Locale, strings: Iterable[Any]
    ) -> dict[Any, Any]:
        """What was sent, each with its translation; all of it, or nothing.

        Raises:
            MachineFailed: it did not answer, or answered nothing that can be read.
        """
        answer: dict[Any, Any] = {}
        try:
            for portion in _portions(strings):
                answer |= super().translate(source_locale, target_locale, portion)
            if not all(isinstance(value.data, str) for value in answer.values()):
                raise TypeError("A translation is no text.")
        # What a provider may answer is not ours to know: other JSON than promised ends in these.
        except (RequestException, ValueError, LookupError, TypeError, AttributeError) as error:
            # Neither what was sent nor the key: an error of the network may quote both.
            logger.warning("No machine translation: %s", type(error).__name__)
            raise MachineFailed from error
        return answer


class LibreTranslate(_Careful, LibreTranslator):
    languages = frozenset(
        "ar az bg bn ca cs da de el en eo es et eu fa fi fr ga gl he hi hu id it ja ko ky lt lv ms"
        " nb nl pl pt ro ru sk sl sq sr sv th tl tr uk ur vi zh".split()
    )


class DeepL(_Careful, DeepLTranslator):
    languages = frozenset(
        "ar bg cs da de el en es et fi fr he hu id it ja ko lt lv nb nl pl pt ro ru sk sl sv th tr"
        " uk vi zh".split()
    )
