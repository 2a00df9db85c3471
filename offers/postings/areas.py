"""The area that a posting serves: rows shared by all postings with the same area.

An area knows the keys that make it up, so that "does it cover this place" is a question about
prefixes and an index answers it.
"""

from collections.abc import Iterable

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from partners.territories import keys
from partners.territories.files import Track, untracked
from partners.territories.models import Territory

EVERYWHERE = "*"
_RADIUS = "+"


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


def _within(place: Territory, radius_km: int) -> Iterable[str]:
    return Territory.objects.within(place, radius_km).values_list("ags", flat=True)


class AreaManager(models.Manager.from_queryset(AreaQuerySet)):  # type: ignore[misc]
    def everywhere(self) -> "Area":
        return self.get_or_create(code=EVERYWHERE)[0]

    def around(self, place: Territory, radius_km: int) -> "Area":
        """The municipalities within so many kilometres of the place."""
        return self._shared(f"{place.ags}{_RADIUS}{radius_km}", _within(place, radius_km))

    def of(self, territories: Iterable[Territory]) -> "Area":
        """Exactly these territories."""
        members = sorted({territory.ags for territory in territories})
        return self._shared(",".join(members), members)

    def refresh_circles(self, track: Track = untracked) -> int:
        """Asks anew who lies within each radius, for a new register; returns how many changed."""
        changed = 0
        for area in track(list(self.filter(code__contains=_RADIUS)), "Checking areas"):
            ags, radius_km = area.code.split(_RADIUS)
            place = Territory.objects.get(ags=ags)
            changed += area.hold(_within(place, int(radius_km)))
        return changed

    def _shared(self, code: str, members: Iterable[str]) -> "Area":
        area = self.get_or_create(code=code)[0]
        area.hold(members)
        return area


class Area(models.Model):
    """A set of territories. `code` says how it was given: keys, key+radius, or * for everywhere."""

    code = models.CharField(_("code"), max_length=2000, unique=True)

    objects = AreaManager()

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")

    def __str__(self) -> str:
        return self.code

    def hold(self, members: Iterable[str]) -> bool:
        """Makes these keys the members; returns whether they were others before."""
        due, there = set(members), set(self.members.values_list("ags", flat=True))
        if due == there:
            return False
        with transaction.atomic():
            self.members.filter(ags__in=there - due).delete()
            AreaMember.objects.bulk_create(
                (AreaMember(area=self, ags=ags) for ags in sorted(due - there)),
                ignore_conflicts=True,
            )
        return True


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
