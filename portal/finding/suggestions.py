"""What the search box offers while somebody types. Only what everybody may see, in few queries."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from offers.postings.models import Need, Posting
from offers.postings.tokens import in_title
from offers.words.folding import words_of
from offers.words.normaliser import stem
from partners.taxonomy.languages import fallback_chain
from partners.territories.models import Territory
from portal.finding.models import KnownWord

FEWEST_LETTERS = 2
LETTERS_FOR_TITLES = 3
_MOST_WORDS_ASKED = 4  # of those typed; each costs a look at the index
_MOST_WORDS, _MOST_TITLES, _MOST_PLACES = 4, 2, 2
_CANDIDATES = 40  # rows looked at, of which the reader's language is chosen


class Suggestion(NamedTuple):
    """`kind` is a word that says what the link leads to."""

    kind: str
    text: str
    url: str


def suggest(typed: str) -> list[Suggestion]:
    """At most eight, in four queries at most."""
    words = words_of(typed)
    if not words or len("".join(words)) < FEWEST_LETTERS:
        return []
    return [*_words(typed, words[-1]), *_titles(words), *_places(typed)]


def _words(typed: str, last: str) -> list[Suggestion]:
    """Words and topics that go on from the last one typed."""
    chain = fallback_chain(get_language() or "de")
    rows = KnownWord.objects.beginning_with(last).order_by("-topic", "-number", "folded")
    found: dict[str, Suggestion] = {}
    for row in rows[:_CANDIDATES]:
        if row.topic and row.language in chain and row.topic not in found:
            found[row.topic] = _topic(row)
        elif not row.topic and row.folded != last:
            found.setdefault(stem(row.folded, "de"), _word(typed, row.text))
    return list(found.values())[:_MOST_WORDS]


def _topic(row: KnownWord) -> Suggestion:
    url = f"{reverse('postings:offers')}?{urlencode({'topic': row.topic})}"
    return Suggestion(_("Topic"), row.text, url)


def _word(typed: str, word: str) -> Suggestion:
    """What was typed, with its last word in full."""
    *before, _last = typed.split() or [""]
    text = " ".join([*before, word])
    return Suggestion(_("Search"), text, f"{reverse('finding:search')}?{urlencode({'q': text})}")


def _titles(words: list[str]) -> list[Suggestion]:
    """Newest offers and events with the last words typed in their title, the very last perhaps not
    in full.
    """
    if len(words[-1]) < LETTERS_FOR_TITLES:
        return []
    asked = [word for word in words if len(word) >= FEWEST_LETTERS][-_MOST_WORDS_ASKED:]
    shown = Posting.objects.published().exclude(content_type=Need.get_content_type())
    found = shown.filter(in_title(asked)).prefetch_related("texts")
    newest = found.order_by("-first_published_at", "-pk")[:_MOST_TITLES]
    return [
        Suggestion(posting.type_name, posting.text.title, posting.get_absolute_url())
        for posting in newest
        if posting.text
    ]


def _places(typed: str) -> list[Suggestion]:
    offers = reverse("postings:offers")
    return [
        Suggestion(_("Place"), place.label, f"{offers}?{urlencode({'territory': place.ags})}")
        for place in Territory.objects.open().matching(typed)[:_MOST_PLACES]
    ]
