"""Random postings in any number, for tests and measurements.

They are written in bulk and look as the actions would have left them, except that they have no
revisions. The same seed on the same territories and terms, on the same day, gives the same ones.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from random import Random
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from offers.postings import sample_words as words
from offers.postings.areas import Area
from offers.postings.enums import FIELDS_OF_KIND, RADII_KM, Level, Origin, Reach, State, Visibility
from offers.postings.models import (
    BERLIN,
    Need,
    Offer,
    Posting,
    PostingLanguage,
    PostingText,
    last_moment,
)
from offers.postings.tokens import WEIGHTS, PostingToken, add_tokens
from offers.words.normaliser import Tokens, tokens
from partners.organisations.enums import Verification
from partners.organisations.models import Organisation
from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.models import Term
from partners.territories.enums import Level as TerritoryLevel
from partners.territories.models import Territory

BATCH = 2000
TEXT_COLUMNS = ("language", "title", "summary", "body", "origin", "source_hash")
MOST_ORGANISATIONS = 2000
# Distinct areas of the costly sorts, however many postings share them.
MOST_CIRCLES = 150
MOST_SELECTIONS = 60

STATES = {
    State.PUBLISHED: 82,
    State.EXPIRED: 9,
    State.CLOSED: 5,
    State.DRAFT: 4,
}
VISIBILITIES = {Visibility.EVERYONE: 60, Visibility.VERIFIED: 25, Visibility.OFFICES: 15}
REACHES = {Reach.PLACE: 50, Reach.RADIUS: 20, Reach.TERRITORIES: 20, Reach.EVERYWHERE: 10}
# By turns, so that few organisations have some of each, too.
VERIFICATIONS = (
    Verification.PENDING,
    *[Verification.VERIFIED] * 4,
    Verification.REFUSED,
    *[Verification.VERIFIED] * 6,
)


@dataclass
class Row:
    """A posting and all that hangs on it, before it is stored."""

    posting: Posting
    child: dict[str, Any]
    topics: list[Term]
    audiences: list[Term]
    territories: Sequence[Territory]
    spoken: list[tuple[Term, str]]
    texts: list[PostingText]
    tokens: dict[str, int]


def generate(
    count: int, seed: int = 1, progress: Callable[[int], None] = lambda _more: None
) -> None:
    """Adds so many postings, and organisations for them; `progress` hears how many more are done.

    Raises LookupError where there are no municipalities yet.
    """
    sampler = Sampler(Random(seed), seed, count)
    done = 0
    while done < count:
        rows = [sampler.row() for _number in range(min(BATCH, count - done))]
        store(rows)
        done += len(rows)
        progress(len(rows))


class Sampler:
    """Draws postings at random from what the database has."""

    def __init__(self, rng: Random, seed: int, count: int) -> None:
        self.rng = rng
        self.today = timezone.localdate()
        self.places = list(
            Territory.objects.open().filter(level=TerritoryLevel.MUNICIPALITY).order_by("ags")
        )
        if not self.places:
            raise LookupError("There are no municipalities: import territories first.")
        self.wider = list(
            Territory.objects.open().exclude(level=TerritoryLevel.MUNICIPALITY).order_by("ags")
        )
        self.terms = {vocabulary: _terms(vocabulary) for vocabulary in Vocabulary}
        self.organisations = self._organisations(seed, min(max(5, count // 50), MOST_ORGANISATIONS))
        self.everywhere = Area.objects.everywhere()
        self.alone = Area.objects.of_each(self.places)
        self.circles = self._circles(min(MOST_CIRCLES, max(5, count // 10)))
        self.selections = self._selections(min(MOST_SELECTIONS, max(5, count // 10)))

    def row(self) -> Row:
        model: type[Posting] = self.rng.choices((Offer, Need), (70, 30))[0]
        needs = model is Need
        vocabulary = Vocabulary.NEED_KIND if needs else Vocabulary.OFFER_KIND
        kind = self.rng.choice(self.terms[vocabulary])
        topics = self._some(Vocabulary.TOPIC, (60, 30, 10), least=1)
        organisation = self.rng.choice(self.organisations)
        posting = Posting(
            content_type=model.get_content_type(),
            organisation=organisation,
            kind=kind,
            visibility=self._weighted(VISIBILITIES) if needs else Visibility.EVERYONE,
            source_language=self.rng.choices(("de", "en"), (92, 8))[0],
            contact_name=organisation.contact_name,
            contact_email=organisation.contact_email,
        )
        territories = self._set_area(posting, needs)
        posting.curated_ags = (posting.place or organisation.seat).current_ags
        self._set_life(posting)
        texts = self._texts(posting, words.NEEDS if needs else words.OFFERS, topics)
        child = self._need_fields() if needs else self._offer_fields(kind.slug)
        posting.starts_on = child.pop("starts_on", None)
        return Row(
            posting=posting,
            child=child,
            topics=topics,
            audiences=self._some(Vocabulary.AUDIENCE, (40, 35, 25)),
            territories=territories,
            spoken=self._spoken(),
            texts=texts,
            tokens=_tokens(texts) if posting.live else {},
        )

    def _weighted(self, weights: dict[Any, int]) -> Any:
        return self.rng.choices(list(weights), list(weights.values()))[0]

    def _some(self, vocabulary: Vocabulary, weights: Sequence[int], least: int = 0) -> list[Term]:
        """So many different terms; `weights` are those of `least`, one more, and so on."""
        many = least + self.rng.choices(range(len(weights)), weights)[0]
        return self.rng.sample(self.terms[vocabulary], many)

    def _set_area(self, posting: Posting, needs_place: bool) -> Sequence[Territory]:
        posting.reach = self._weighted(REACHES)
        if posting.reach == Reach.RADIUS:
            posting.place, posting.radius_km, posting.area = self.rng.choice(self.circles)
            return ()
        if needs_place or posting.reach == Reach.PLACE or self.rng.random() < 0.5:
            posting.place = self.rng.choice(self.places)
        if posting.reach == Reach.TERRITORIES:
            territories, posting.area = self.rng.choice(self.selections)
            return territories
        if posting.reach == Reach.EVERYWHERE:
            posting.area = self.everywhere
        elif posting.place:
            posting.area = self.alone[posting.place.ags]
        return ()

    def _set_life(self, posting: Posting) -> None:
        """Every state there is without a review, and both ways to be expired."""
        state = self._weighted(STATES)
        age = timedelta(days=self.rng.randrange(1, 180), seconds=self.rng.randrange(86400))
        published_at = datetime.combine(self.today, time.min, BERLIN) - age
        posting.live = state in (State.PUBLISHED, State.EXPIRED)
        remaining = timedelta(days=self.rng.randrange(0, 400))
        posting.expire_at = last_moment(self.today + remaining)
        # Wagtail says so of drafts and of whatever was taken off show.
        posting.has_unpublished_changes = not posting.live
        if state == State.DRAFT:
            return
        posting.first_published_at = posting.last_published_at = published_at
        if state == State.EXPIRED:
            posting.expire_at = last_moment(self.today - timedelta(days=self.rng.randrange(1, 90)))
            # Until the scheduler comes by, only the date says so.
            posting.expired = self.rng.random() < 0.5
            posting.live = not posting.expired
            posting.has_unpublished_changes = posting.expired
        if state == State.CLOSED:
            posting.closed_at = published_at + age * self.rng.random()

    def _texts(
        self, posting: Posting, titles: dict[str, tuple[words.Pair, ...]], topics: list[Term]
    ) -> list[PostingText]:
        heads = titles.get(posting.kind.slug) or next(iter(titles.values()))
        head, tail = self.rng.choice(heads), self.rng.choice(words.QUALIFIERS)
        about = [self.rng.choice(words.SENTENCES.get(term.slug, words.CLOSINGS)) for term in topics]
        body = self.rng.sample(words.CLOSINGS, self.rng.randrange(1, 4))
        german, english = (
            PostingText(
                language=language,
                title=f"{head[side]} {tail[side]}".strip(),
                summary=about[0][side],
                body=" ".join(sentence[side] for sentence in (*about[1:], *body)),
            )
            for side, language in enumerate(("de", "en"))
        )
        german.source_hash, english.source_hash = german.digest, english.digest
        if posting.source_language == "en":
            return [english]
        if self.rng.random() < 0.5:
            return [german]
        english.origin, english.source_hash = Origin.HUMAN, german.digest
        return [german, english]

    def _spoken(self) -> list[tuple[Term, str]]:
        levels = ["", *Level.values]
        return [
            (language, self.rng.choice(levels))
            for language in self._some(Vocabulary.LANGUAGE, (35, 40, 25))
        ]

    def _need_fields(self) -> dict[str, Any]:
        wanted_by = self.today + timedelta(days=self.rng.randrange(10, 300))
        return {
            "headcount": self.rng.choice((None, 1, 2, 3, 5, 8, 12)),
            "wanted_by": self.rng.choice((None, wanted_by)),
        }

    def _offer_fields(self, kind: str) -> dict[str, Any]:
        drawn: dict[str, Any] = {
            "starts_on": self.today + timedelta(days=self.rng.randrange(-20, 120)),
            "seats": self.rng.randrange(1, 25),
            "hours_per_week": Decimal(self.rng.randrange(4, 81)) / 2,
            "schedule": self.rng.choice(("montags 17 Uhr", "nach Vereinbarung", "Di und Do 9–12")),
            "price_eur": Decimal(self.rng.choice((0, 0, 15, 120, 480))),
            "rooms": Decimal(self.rng.randrange(2, 11)) / 2,
            "living_area_m2": self.rng.randrange(18, 140),
            "rent_eur": Decimal(self.rng.randrange(250, 1400)),
            "furnished": self.rng.random() < 0.4,
        }
        return {name: drawn[name] for name in FIELDS_OF_KIND.get(kind, ())}

    def _circles(self, many: int) -> list[tuple[Territory, int, Area]]:
        drawn = [
            (self.rng.choice(self.places), self.rng.choice(RADII_KM)) for _number in range(many)
        ]
        return [(place, km, Area.objects.around(place, km)) for place, km in drawn]

    def _selections(self, many: int) -> list[tuple[list[Territory], Area]]:
        """Counties or states, or some municipalities."""
        drawn = [
            self.rng.sample(pool, min(len(pool), self.rng.randrange(1, 5)))
            for pool in self.rng.choices((self.wider or self.places, self.places), (70, 30), k=many)
        ]
        return [(chosen, Area.objects.of(chosen)) for chosen in drawn]

    def _organisations(self, seed: int, many: int) -> list[Organisation]:
        """Those made for this seed before, and the new ones that are lacking."""
        kinds = {term.slug: term for term in self.terms[Vocabulary.ORGANISATION_KIND]}
        drawn = [self._organisation(seed, number, kinds) for number in range(many)]
        Organisation.objects.bulk_create(drawn, ignore_conflicts=True)
        slugs = [organisation.slug for organisation in drawn]
        found = Organisation.objects.filter(slug__in=slugs).select_related("seat__successor")
        return list(found.order_by("pk"))

    def _organisation(self, seed: int, number: int, kinds: dict[str, Term]) -> Organisation:
        kind = self.rng.choice([slug for slug in words.TRADES if slug in kinds])
        return Organisation(
            slug=f"sample-{seed}-{number}",
            name=f"{words.TRADES[kind]} {self.rng.choice(words.NAMES)} {seed}-{number}",
            kind=kinds[kind],
            seat=self.rng.choice(self.places),
            verification=VERIFICATIONS[number % len(VERIFICATIONS)],
            contact_name="Kim Muster",
            contact_email=f"sample-{seed}-{number}@portal.example",
        )


@transaction.atomic
def store(rows: list[Row]) -> None:
    """Writes the rows, table by table."""
    Posting.objects.bulk_create(row.posting for row in rows)
    _store_children(rows)
    many = Posting.topics.through, Posting.audiences.through, Posting.territories.through
    _write(many[0], ("posting_id", "term_id"), _each(rows, lambda row: _keys(row.topics)))
    _write(many[1], ("posting_id", "term_id"), _each(rows, lambda row: _keys(row.audiences)))
    _write(many[2], ("posting_id", "territory_id"), _each(rows, lambda row: _keys(row.territories)))
    _write(
        PostingLanguage,
        ("posting_id", "language_id", "level"),
        _each(rows, lambda row: [(language.pk, level) for language, level in row.spoken]),
    )
    _write(
        PostingText,
        ("posting_id", *TEXT_COLUMNS),
        _each(rows, lambda row: [_columns(text) for text in row.texts]),
    )
    _write(
        PostingToken,
        ("posting_id", "token", "weight"),
        _each(rows, lambda row: sorted(row.tokens.items())),
    )


def _store_children(rows: list[Row]) -> None:
    """The own columns of offers and needs, which bulk_create leaves to others."""
    for model in (Offer, Need):
        key, *fields = model._meta.local_concrete_fields
        empty = {field.name: field.get_default() for field in fields}
        of_model = model.get_content_type()
        _write(
            model,
            (key.column, *(field.column for field in fields)),
            (
                (row.posting.pk, *_prepared(fields, empty | row.child))
                for row in rows
                if row.posting.content_type_id == of_model.pk
            ),
        )


def _prepared(fields: Iterable[models.Field], values: dict[str, Any]) -> list[Any]:
    return [field.get_db_prep_save(values[field.name], connection) for field in fields]


def _each(rows: list[Row], parts: Callable[[Row], Iterable[tuple]]) -> Iterator[tuple]:
    """What hangs on the rows, with the posting's key in front."""
    for row in rows:
        for part in parts(row):
            yield (row.posting.pk, *part)


def _keys(objects: Iterable[models.Model]) -> list[tuple]:
    return [(item.pk,) for item in objects]


def _columns(text: PostingText) -> tuple:
    return tuple(getattr(text, name) for name in TEXT_COLUMNS)


def _write(model: type[models.Model], columns: Sequence[str], rows: Iterable[tuple]) -> None:
    """Plain rows of numbers and words: an object of each would take most of the time."""
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    target = f"{connection.ops.quote_name(model._meta.db_table)} ({names})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {target} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join("%s" for _column in columns)
            cursor.executemany(f"INSERT INTO {target} VALUES ({places})", list(rows))  # noqa: S608


def _tokens(texts: list[PostingText]) -> dict[str, int]:
    """What `weighted_tokens` gives; sentences recur, so each is looked at once."""
    found: dict[str, int] = {}
    for text in texts:
        for field, weight in WEIGHTS.items():
            for sentence in getattr(text, field).split(". "):
                add_tokens(found, _tokens_of(sentence, text.language), weight)
    return found


@lru_cache(maxsize=5000)
def _tokens_of(sentence: str, language: str) -> Tokens:
    return tokens(sentence, language)


def _terms(vocabulary: Vocabulary) -> list[Term]:
    return list(Term.objects.of(vocabulary).order_by("position", "slug"))
