"""The area that a posting serves: rows shared by all postings with the same area.

An area knows the keys that make it up, so that "does it cover this place" is a question about
prefixes and an index answers it.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from partners.territories import keys
from partners.territories.files import Track, untracked
from partners.territories.mergers import Mergers
from partners.territories.models import Territory
from partners.territories.nearby import Nearby

EVERYWHERE = "*"
_RADIUS = "+"
_BETWEEN = ","
_BATCH = 500


class AreaQuerySet(models.QuerySet["Area"]):
    def touching(self, ags: str) -> "AreaQuerySet":
        """Areas with a member inside the territory or containing it, and everywhere."""
        member = AreaMember.objects.filter(
            keys.inside("ags", ags) | models.Q(ags__in=keys.prefixes(ags))
        )
        return self.filter(models.Q(pk__in=member.values("area")) | models.Q(code=EVERYWHERE))

    def covering(self, ags: str) -> "AreaQuerySet":
        """Areas that the place with this key lies in, and everywhere."""
        member = AreaMember.objects.filter(ags__in=keys.prefixes(ags))
        return self.filter(models.Q(pk__in=member.values("area")) | models.Q(code=EVERYWHERE))


class AreaManager(models.Manager.from_queryset(AreaQuerySet)):  # type: ignore[misc]
    def everywhere(self) -> "Area":
        return self.get_or_create(code=EVERYWHERE)[0]

    def around(self, place: Territory, radius_km: int) -> "Area":
        """The municipalities within so many kilometres of the place."""
        named = Territory.objects.within(place, radius_km).values_list("ags", flat=True)
        return self._shared(f"{place.ags}{_RADIUS}{radius_km}", named)

    def of(self, territories: Iterable[Territory]) -> "Area":
        """Exactly these territories."""
        named = sorted({territory.ags for territory in territories})
        return self._shared(_BETWEEN.join(named), named)

    def of_each(self, places: Iterable[Territory]) -> dict[str, "Area"]:
        """The area of each place alone, by its key: what `of` gives, for many at once."""
        keys_of_places = sorted({place.ags for place in places})
        self.bulk_create((Area(code=ags) for ags in keys_of_places), ignore_conflicts=True)
        areas = list(self.filter(code__in=keys_of_places))
        mergers = Mergers.known()
        self._hold((area, mergers.close([area.code])) for area in areas)
        return {area.code: area for area in areas}

    def refresh(self, track: Track = untracked) -> list["Area"]:
        """Asks anew who belongs to each area, after an import; returns those that changed."""
        nearby, mergers = Nearby(), Mergers.known()
        areas = track(list(self.exclude(code=EVERYWHERE).order_by("pk")), "Checking areas")
        return self._hold((area, mergers.close(_named(area.code, nearby))) for area in areas)

    def _shared(self, code: str, named: Iterable[str]) -> "Area":
        area = self.get_or_create(code=code)[0]
        self._hold([(area, Mergers.known().close(named))])
        return area

    def _hold(self, due: Iterable[tuple["Area", set[str]]]) -> list["Area"]:
        """Makes these keys the members of each area; returns those that had others before."""
        rest, changed = iter(due), []
        while batch := list(islice(rest, _BATCH)):
            changed += _hold(batch)
        return changed


@transaction.atomic
def _hold(due: list[tuple["Area", set[str]]]) -> list["Area"]:
    there: defaultdict[int, set[str]] = defaultdict(set)
    rows = AreaMember.objects.filter(area__in=[area.pk for area, _members in due])
    for area_id, ags in rows.values_list("area", "ags"):
        there[area_id].add(ags)
    changed = [(area, members) for area, members in due if members != there[area.pk]]
    for area, members in changed:
        if gone := there[area.pk] - members:
            area.members.filter(ags__in=gone).delete()
    AreaMember.objects.bulk_create(
        (
            AreaMember(area=area, ags=ags)
            for area, members in changed
            for ags in sorted(members - there[area.pk])
        ),
        ignore_conflicts=True,
        batch_size=_BATCH,
    )
    return [area for area, _members in changed]


def _named(code: str, nearby: Nearby) -> list[str]:
    """The keys that an area's code stands for, before any merger."""
    if _RADIUS in code:
        ags, radius_km = code.split(_RADIUS)
        return nearby.within(ags, int(radius_km))
    return [ags for ags in code.split(_BETWEEN) if ags]


class Area(models.Model):
    """A set of territories. `code` says how it was given: keys, key+radius, or * for everywhere.

    Its members are those keys, their successors and whatever was merged into any of them.
    """

    code = models.CharField(_("code"), max_length=2000, unique=True)

    objects = AreaManager()

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")

    def __str__(self) -> str:
        return self.code


class AreaMember(models.Model):
    area = models.ForeignKey(Area, models.CASCADE, related_name="members")
    ags = models.CharField(_("official key"), max_length=8)

    class Meta:
        verbose_name = _("member of an area")
        verbose_name_plural = _("members of areas")
        constraints = [models.UniqueConstraint(fields=["area", "ags"], name="area_has_key_once")]
        indexes = [models.Index(fields=["ags", "area"], name="area_by_key")]

    def __str__(self) -> str:
        return self.ags
