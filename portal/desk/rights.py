"""What is an office's to edit: it follows from membership at the moment of asking.

A territory is curated by the nearest office up the key. So a county edits the region page of a
municipality that has no office of its own, and no longer once that has one. A page belongs to the
nearest region page that it is or lies below, in every language; pictures and documents belong to
the collection of the territory.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from types import SimpleNamespace
from typing import Any, Protocol

from django.db.models import Q, QuerySet
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Page

from partners.accounts.models import User
from partners.organisations.enums import Verification
from partners.organisations.models import Office
from partners.territories import keys
from partners.territories.models import Territory
from portal.cms.models import RegionPage
from portal.desk.models import TerritoryCollection

ON_PAGES = (
    "add_page",
    "change_page",
    "publish_page",
    "lock_page",
    "unlock_page",
    "bulk_delete_page",
)
ON_COLLECTIONS = tuple(
    f"{action}_{model}" for model in ("image", "document") for action in ("add", "change", "choose")
)


@dataclass(frozen=True)
class Permission:
    codename: str


@dataclass(frozen=True)
class PageGrant:
    """Shaped like Wagtail's `GroupPagePermission`, but of no group and stored nowhere."""

    page: Page
    permission: Permission

    @property
    def page_id(self) -> int:
        return int(self.page.pk)


@dataclass(frozen=True)
class CollectionGrant:
    """Shaped like Wagtail's `GroupCollectionPermission`."""

    collection: Collection
    permission: Permission

    @property
    def collection_id(self) -> int:
        return int(self.collection.pk)


@dataclass(frozen=True)
class Ground:
    """How paths begin that are an office's, and those inside that others curate."""

    own: set[str]
    others: set[str]

    def holds(self, path: str) -> bool:
        """Whether the longest of all beginnings is one of the office's."""
        above = [begin for begin in self.own | self.others if path.startswith(begin)]
        return bool(above) and max(above, key=len) in self.own

    def condition(self, field: str) -> Q:
        """The same of rows in the database."""
        begins = f"{field}__startswith"
        return _any(
            Q(**{begins: own})
            & ~_any(Q(**{begins: other}) for other in self.others if other.startswith(own))
            for own in sorted(self.own)
        )


class Realm(list[PageGrant]):
    """An office's grants, and the paths of regions inside that others curate."""

    def __init__(self, own: Iterable[Page], others: Iterable[str]) -> None:
        super().__init__(
            PageGrant(page, Permission(codename)) for page in own for codename in ON_PAGES
        )
        self.own = {page.path for page in own}
        self.others = set(others)
        self._ground = Ground(self.own, self.others)

    def holds(self, path: str) -> bool:
        """Whether the nearest region page at or above the path is one of the office's."""
        return self._ground.holds(path)

    def condition(self) -> Q:
        """The same of pages in the database."""
        return self._ground.condition("path")

    def addresses(self) -> Ground:
        """What lies below the addresses of the region pages."""
        once = SimpleNamespace()  # Wagtail keeps here what it has asked about the site
        begins: dict[str, str] = {}
        for page in Page.objects.filter(path__in=self.own | self.others):
            if parts := page.get_url_parts(once):
                begins[page.path] = f"{Redirect.normalise_path(parts[2])}/"
        return Ground(
            {begins[path] for path in self.own & begins.keys()},
            {begins[path] for path in self.others & begins.keys()},
        )

    def on_the_way(self) -> Q:
        """The pages above, through which one comes to them in the tree."""
        step = Page.steplen
        ends = {path[:end] for path in self.own for end in range(step, len(path), step)}
        return Q(path__in=ends)


class OfTerritory(Protocol):
    territory: Territory


def realm_of(user: User) -> Realm:
    own, others = _curated(RegionPage.objects.all(), user)
    return Realm(
        Page.objects.filter(pk__in=[page.pk for page in own]), (page.path for page in others)
    )


def collection_grants(user: User) -> list[CollectionGrant]:
    own, _others = _curated(TerritoryCollection.objects.select_related("collection"), user)
    return [
        CollectionGrant(row.collection, Permission(codename))
        for row in own
        for codename in ON_COLLECTIONS
    ]


def region_pages(user: User) -> list[RegionPage]:
    """The region pages of the user's offices, in the language they are written in first."""
    own, _others = _curated(RegionPage.objects.filter(alias_of=None).order_by("path"), user)
    return own


def _curated(rows: QuerySet[Any], user: User) -> tuple[list[Any], list[Any]]:
    """The rows in the user's territories: those whose nearest office is hers, and the others."""
    mine = set(Office.objects.of_editor(user).values_list("territory__ags", flat=True))
    if not mine:
        return [], []
    verified = Office.objects.filter(organisation__verification=Verification.VERIFIED)
    offices = set(
        verified.filter(_any(keys.inside("territory__ags", ags) for ags in mine)).values_list(
            "territory__ags", flat=True
        )
    )
    inside = _any(
        keys.inside("territory__ags", ags) | keys.inside("territory__successor__ags", ags)
        for ags in mine
    )
    own: list[Any] = []
    others: list[Any] = []
    for row in rows.filter(inside).select_related("territory__successor"):
        (own if _nearest(row, offices) in mine else others).append(row)
    return own, others


def _nearest(row: OfTerritory, offices: set[str]) -> str | None:
    return next((ags for ags in keys.prefixes(row.territory.current_ags) if ags in offices), None)


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions, Q(pk__in=[]))
