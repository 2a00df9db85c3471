"""The rule: when a need and a supply (an offer, an event) belong together.

Written once, as conditions on the rows of the other side. All of them together find the matches of
a posting in one query; each by itself tells why a pair is none.
"""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any, NamedTuple

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Left

from offers.matching.enums import Condition
from offers.postings.areas import EVERYWHERE, Area, AreaMember
from offers.postings.enums import Visibility
from offers.postings.models import (
    BERLIN,
    Need,
    Posting,
    PostingLanguage,
    PostingQuerySet,
    on_show,
)
from offers.search.queries import through
from partners.organisations.enums import Verification
from partners.organisations.models import Office, Organisation
from partners.territories import keys

ALWAYS = Q(pk__isnull=False)
NEVER = Q(pk__in=[])
# Digits of the keys that may contain a municipality.
LENGTHS = (2, 3, 4, 5)


class Verdict(NamedTuple):
    condition: Condition
    holds: bool


def matching(posting: Posting) -> PostingQuerySet:
    """Postings of the other side that match this one, in no order."""
    conditions = conditions_for(posting)
    return other_side(posting).filter(*conditions.values())


def near_misses(posting: Posting, condition: Condition) -> PostingQuerySet:
    """Those that would match, did not this one condition fail."""
    conditions = conditions_for(posting)
    failing = conditions.pop(condition)
    return other_side(posting).filter(*conditions.values()).exclude(failing)


def explain(need: Need, supply: Posting) -> list[Verdict]:
    """Which conditions hold for the pair, by the very rule that makes matches."""
    conditions = conditions_for(need)
    holds = {f"holds_{condition.value}": _as_value(q) for condition, q in conditions.items()}
    row = other_side(need).filter(pk=supply.pk).annotate(**holds).values(*holds).get()
    return [Verdict(*pair) for pair in zip(conditions, row.values(), strict=True)]


def fits(need: Need, supply: Posting) -> bool:
    """Whether everything holds now, also if the last change still stands in the outbox."""
    return all(verdict.holds for verdict in explain(need, supply))


def may_see(organisation: Organisation, posting: Posting) -> bool:
    """Whether the organisation may know of the posting, on show or not."""
    return Posting.objects.filter(seen_by(organisation), pk=posting.pk).exists()


def other_side(posting: Posting) -> PostingQuerySet:
    """All supplies for a need, all needs for a supply."""
    needs = {"content_type": Need.get_content_type()}
    rows = Posting.objects.all()
    return rows.exclude(**needs) if isinstance(posting, Need) else rows.filter(**needs)


def conditions_for(posting: Posting) -> dict[Condition, Q]:
    """What a row of the other side must be to match this posting."""
    is_need = isinstance(posting, Need)
    published = ALWAYS if posting.is_published else NEVER
    others_published = on_show()
    seen, seeing = seen_by(posting.organisation), seeing_it(posting)
    return {
        Condition.TOPICS: _sharing("topics", posting.topics.all()),
        Condition.AREA: _covering(posting) if is_need else _covered(posting),
        Condition.AUDIENCES: _agreeing("audiences", posting.audiences.all()),
        Condition.LANGUAGES: _speaking(posting),
        Condition.TIME: _overlapping(posting),
        Condition.NEED_PUBLISHED: published if is_need else others_published,
        Condition.SUPPLY_PUBLISHED: others_published if is_need else published,
        Condition.ORGANISATION: ~Q(organisation=posting.organisation_id),
        Condition.NEED_VISIBLE: seeing if is_need else seen,
        Condition.SUPPLY_VISIBLE: seen if is_need else seeing,
    }


# --- One condition each -------------------------------------------------------------------


def _sharing(name: str, terms: Iterable[Any]) -> Q:
    """They have one of these terms."""
    return Q(pk__in=through(name).filter(term__in=_pks(terms)).values("posting"))


def _agreeing(name: str, terms: Iterable[Any]) -> Q:
    """One side names none, or they share one."""
    named = _pks(terms)
    if not named:
        return ALWAYS
    naming_any = Q(pk__in=through(name).values("posting"))
    return ~naming_any | _sharing(name, terms)


def _speaking(posting: Posting) -> Q:
    """Languages: one side names none, or they share one, whatever the level."""
    named = [row.language_id for row in posting.spoken.all()]
    if not named:
        return ALWAYS
    rows = PostingLanguage.objects.all()
    sharing = Q(pk__in=rows.filter(language__in=named).values("posting"))
    return ~Q(pk__in=rows.values("posting")) | sharing


def _covering(need: Posting) -> Q:
    """Their area covers the place of the need."""
    if need.place is None:
        return NEVER
    return Q(area__in=Area.objects.covering(need.place.ags).values("pk"))


def _covered(supply: Posting) -> Q:
    """Their place lies in the area of the supply."""
    if supply.area is None:
        return NEVER
    if supply.area.code == EVERYWHERE:
        return Q(place__isnull=False)
    place = OuterRef("place__ags")
    containing = [place, *(Left(place, length) for length in LENGTHS)]
    return Q(Exists(AreaMember.objects.filter(area=supply.area_id, ags__in=containing)))


def _overlapping(posting: Posting) -> Q:
    """Neither begins after the other's last day."""
    overlapping = ALWAYS
    if posting.expires_on:
        overlapping &= Q(starts_on=None) | Q(starts_on__lte=posting.expires_on)
    if posting.starts_on:
        morning = datetime.combine(posting.starts_on, time.min, BERLIN)
        overlapping &= Q(expire_at=None) | Q(expire_at__gt=morning)
    return overlapping


def seen_by(organisation: Organisation) -> Q:
    """They are such as this organisation may see."""
    seen = Q(visibility=Visibility.EVERYONE)
    if organisation.is_verified:
        seen |= Q(visibility=Visibility.VERIFIED)
        for ags in organisation.offices.values_list("territory__ags", flat=True):
            seen |= Q(visibility=Visibility.OFFICES) & keys.inside("curated_ags", ags)
    return seen


def seeing_it(posting: Posting) -> Q:
    """Their organisation may see this posting."""
    if posting.visibility == Visibility.EVERYONE:
        return ALWAYS
    if posting.visibility == Visibility.VERIFIED:
        return Q(organisation__verification=Verification.VERIFIED)
    offices = Office.objects.up_from(posting.curated_ags).order_by()
    return Q(organisation__in=offices.values("organisation"))


def _pks(terms: Iterable[Any]) -> list[int]:
    return [term.pk for term in terms]


def _as_value(q: Q) -> Case:
    return Case(When(q, then=Value(True)), default=Value(False), output_field=BooleanField())
