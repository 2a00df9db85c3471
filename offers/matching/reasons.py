"""Why a pair matches: as codes and values to be stored, and in words for the reader."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from offers.postings.enums import Reach
from offers.postings.models import Posting
from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.models import Term
from partners.territories import keys
from partners.territories.models import Territory

Reason = dict[str, Any]
TOPICS, AUDIENCES, LANGUAGES = "topics", "audiences", "languages"
DISTANCE, SERVES, EVERYWHERE, FROM = "distance", "serves", "everywhere", "from"

VOCABULARIES = {
    TOPICS: Vocabulary.TOPIC,
    AUDIENCES: Vocabulary.AUDIENCE,
    LANGUAGES: Vocabulary.LANGUAGE,
}
# What each part of the score weighs: one more topic counts for more than all nearness, and so on.
MOST_TOPICS = 9
TOPIC, KILOMETRE, AUDIENCE, LANGUAGE = 10_000, 10, 2, 1
FARTHEST_KM = 500
# Beyond this the distance of what serves everywhere tells nothing.
NEARBY_KM = 50


class Line(NamedTuple):
    """One reason, and the words for it."""

    code: str
    words: str


def reasons(need: Posting, supply: Posting) -> list[Reason]:
    """What the two share, how far they are apart and from when: [{"code": …, "values": […]}]."""
    found = [
        _reason(TOPICS, _shared(need.topics.all(), supply.topics.all())),
        _reach(need, supply),
        _distance(need, supply),
        _reason(AUDIENCES, _shared(need.audiences.all(), supply.audiences.all())),
        _reason(LANGUAGES, _shared(_spoken(need), _spoken(supply))),
        _reason(FROM, [supply.starts_on.isoformat()] if supply.starts_on else []),
    ]
    return [reason for reason in found if reason["values"]]


def score(given: Iterable[Reason]) -> int:
    """Orders matches: shared topics, then nearness, then a shared audience, then a language."""
    values = {reason["code"]: reason["values"] for reason in given}
    kilometres = values.get(DISTANCE, [FARTHEST_KM])[0]
    nearness = FARTHEST_KM - min(round(kilometres), FARTHEST_KM)
    return (
        TOPIC * min(len(values.get(TOPICS, ())), MOST_TOPICS)
        + KILOMETRE * nearness
        + AUDIENCE * (AUDIENCES in values)
        + LANGUAGE * (LANGUAGES in values)
    )


class Words:
    """Says reasons in the language now active; all names come in two queries."""

    def __init__(self, given: Iterable[Iterable[Reason]]) -> None:
        """`given` are the reasons of all matches that will be asked for."""
        given = list(given)
        slugs = {
            (VOCABULARIES[reason["code"]], slug)
            for of_match in given
            for reason in of_match
            if reason["code"] in VOCABULARIES
            for slug in reason["values"]
        }
        self._places = _labels(given)
        terms = Term.objects.filter(slug__in={slug for _vocabulary, slug in slugs}).with_names()
        self._names = {(term.vocabulary, term.slug): term.name for term in terms}

    def lines(self, given: Iterable[Reason]) -> list[Line]:
        return [Line(reason["code"], self._say(**reason)) for reason in given]

    def sentence(self, given: Iterable[Reason]) -> str:
        """All of them on one line: "shares: Housing · 6 km away · from 1 October 2026"."""
        return " · ".join(line.words for line in self.lines(given))

    def _say(self, code: str, values: list[Any]) -> str:
        if code == DISTANCE:
            return distance_in_words(values[0])
        if code == SERVES:
            return _("serves %(place)s") % {"place": self._places.get(values[0], values[0])}
        if code == EVERYWHERE:
            return _("serves everywhere")
        if code == FROM:
            return _("from %(day)s") % {"day": date_format(date.fromisoformat(values[0]))}
        vocabulary = VOCABULARIES[code]
        names = [self._names.get((vocabulary, slug), slug) for slug in values]
        phrases = {
            TOPICS: _("shares: %(names)s"),
            AUDIENCES: _("both for: %(names)s"),
            LANGUAGES: _("both in: %(names)s"),
        }
        return phrases[code] % {"names": ", ".join(names)}


def distance_in_words(kilometres: float) -> str:
    """To the nearest kilometre, as people say it."""
    if kilometres == 0:
        return _("in the same place")
    if kilometres < 1:
        return _("less than 1 km away")
    number = round(kilometres)
    return ngettext("%(number)d km away", "%(number)d km away", number) % {"number": number}


def _reach(need: Posting, supply: Posting) -> Reason:
    """That the supply serves more than its place, where that is why it reaches the need."""
    if supply.reach == Reach.EVERYWHERE:
        return _reason(EVERYWHERE, [True])
    return _reason(SERVES, _serving(need.place, supply))


def _distance(need: Posting, supply: Posting) -> Reason:
    """Kilometres between the two places; nothing where it is not known, or does not matter."""
    if need.place is None or supply.place is None:
        return _reason(DISTANCE, [])
    kilometres = 0.0 if need.place == supply.place else need.place.distance_km(supply.place)
    far = kilometres is None or (supply.reach == Reach.EVERYWHERE and kilometres > NEARBY_KM)
    return _reason(DISTANCE, [] if kilometres is None or far else [round(kilometres, 1)])


def _serving(place: Territory | None, supply: Posting) -> list[str]:
    """Key of the smallest territory that the supply serves and the place lies in."""
    if place is None:
        return []
    served = {territory.ags for territory in supply.territories.all()}
    return [ags for ags in keys.prefixes(place.ags) if ags in served][:1]


def _labels(given: Iterable[Iterable[Reason]]) -> dict[str, str]:
    """Labels of the territories that reasons name, by their keys."""
    named = {
        reason["values"][0] for of_match in given for reason in of_match if reason["code"] == SERVES
    }
    return {place.ags: place.label for place in Territory.objects.filter(ags__in=named)}


def _reason(code: str, values: list[Any]) -> Reason:
    return {"code": code, "values": values}


def _shared(ours: Iterable[Term], theirs: Iterable[Term]) -> list[str]:
    """Slugs of the terms that both name, in the order of the list of terms."""
    both = set(ours) & set(theirs)
    return [term.slug for term in sorted(both, key=lambda term: (term.position, term.slug))]


def _spoken(posting: Posting) -> list[Term]:
    return [row.language for row in posting.spoken.all()]
