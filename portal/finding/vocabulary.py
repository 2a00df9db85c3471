"""Gathers the words of all that everybody may see."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from django.db import transaction
from wagtail.models import Page

from offers.postings.enums import Visibility
from offers.postings.models import Posting, PostingText
from offers.words.folding import words_of
from offers.words.models import SynonymWords
from partners.organisations.models import Organisation
from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.models import TermName
from portal.finding.models import LONGEST, SHORTEST, KnownWord

BATCH = 2000
_WORD = re.compile(r"[^\W\d_]+(?:['’\u02bc][^\W\d_]+)?")  # letters; Ukrainian has apostrophes


def renew() -> int:
    """Makes the known words anew; returns how many there are.

    Only of what is public and on show: a suggestion must not tell what a need for offices says.
    Where two workers do so at once, the first to write a word wins.
    """
    known = [*_topics(), *_words()]  # read before anything is locked
    with transaction.atomic():
        KnownWord.objects.all().delete()
        KnownWord.objects.bulk_create(known, batch_size=BATCH, ignore_conflicts=True)
    return len(known)


def _words() -> Iterator[KnownWord]:
    written = Counter(word for text in _texts() for word in _WORD.findall(text))
    spellings: dict[str, Counter[str]] = {}
    for word, number in written.items():
        folded = "".join(words_of(word))
        if SHORTEST <= len(folded) <= LONGEST and len(word) <= LONGEST:
            spellings.setdefault(folded, Counter())[word] = number
    for folded, ways in spellings.items():
        yield _known(folded, ways.most_common(1)[0][0], number=ways.total())


def _texts() -> Iterator[str]:
    public = Posting.objects.published().filter(visibility=Visibility.EVERYONE)
    texts = PostingText.objects.filter(posting__in=public.values("pk"))
    for title, summary in texts.values_list("title", "summary").iterator(BATCH):
        yield title
        yield summary
    for rows in (
        Organisation.objects.verified().values_list("name", flat=True),
        Page.objects.live().public().filter(alias_of=None).values_list("title", flat=True),
        SynonymWords.objects.values_list("words", flat=True),
    ):
        yield from rows.iterator(BATCH)


def _topics() -> Iterable[KnownWord]:
    names = TermName.objects.filter(term__vocabulary=Vocabulary.TOPIC).select_related("term")
    for name in names:
        folded = " ".join(words_of(name.name))[:120]
        if folded:
            yield _known(folded, name.name, language=name.language, topic=name.term.slug)


def _known(folded: str, text: str, **more: object) -> KnownWord:
    return KnownWord(folded=folded, text=text, initial=folded[0], length=len(folded), **more)
