"""Wagtail's permission policies, answered from membership instead of groups.

Everything in Wagtail that asks about pages, pictures or documents asks these: explorer, editor,
search, choosers, uploads, bulk actions. What asks nothing is narrowed or closed in
`portal.desk.borders`. Of redirects and promoted results Wagtail asks only whether one may at all;
`portal.desk.views` asks about each.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from portal.desk import rights


class OfficePagePolicy(PagePermissionPolicy):
    """Offices edit what belongs to their region pages; administrators all; nobody else anything."""

    def get_all_permissions_for_user(self, user: Any) -> rights.Realm:
        if not user.is_active or user.is_anonymous or user.is_superuser:
            return rights.Realm([], [])
        return rights.realm_of(user)

    def realm_of(self, user: Any) -> rights.Realm:
        realm: rights.Realm = self.get_cached_permissions_for_user(user)
        return realm

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Page
    ) -> bool:
        allowed = super().user_has_any_permission_for_instance(user, actions, instance)
        return bool(allowed and (user.is_superuser or self.realm_of(user).holds(instance.path)))

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Page]:
        if user.is_superuser or not self.user_has_any_permission(user, actions):
            return super().instances_user_has_any_permission_for(user, actions)
        return self.model._default_manager.filter(self.realm_of(user).condition())

    def explorable_instances(self, user: Any) -> QuerySet[Page]:
        """What the office edits, and the way there: the pages above, but not those beside."""
        if user.is_superuser:
            return super().explorable_instances(user)
        realm = self.realm_of(user)
        return self.model._default_manager.filter(realm.condition() | realm.on_the_way())


class OfficeCollectionPolicy(CollectionOwnershipPermissionPolicy):
    """Offices fill and use the collections of their territories."""

    def get_all_permissions_for_user(self, user: Any) -> list[rights.CollectionGrant]:
        if not user.is_active or user.is_anonymous or user.is_superuser:
            return []
        return rights.collection_grants(user)


class OfficeRowsPolicy(ModelPermissionPolicy, ABC):
    """Of rows that lead to pages an office has those that lead to its own."""

    @abstractmethod
    def own(self, user: Any) -> Q:
        """Which rows they are."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        own = self.instances_user_has_permission_for(user, action)
        return bool(own.filter(pk=instance.pk).exists())

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Any]:
        rows = super().instances_user_has_any_permission_for(user, actions)
        return rows if user.is_superuser else rows.filter(self.own(user))


class OfficeRedirectPolicy(OfficeRowsPolicy):
    """Offices redirect to their own pages; elsewhere only from their own addresses."""

    def own(self, user: Any) -> Q:
        elsewhere = Q(redirect_page=None) & own_addresses(user).condition("old_path")
        return Q(redirect_page__in=own_pages(user).values("pk")) | elsewhere


class OfficePromotionPolicy(OfficeRowsPolicy):
    """Offices put their own pages first."""

    def own(self, user: Any) -> Q:
        return Q(page__in=own_pages(user).values("pk"))


def own_pages(user: Any) -> QuerySet[Page]:
    """The pages that the user edits."""
    return policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")


def own_addresses(user: Any) -> rights.Ground:
    """What lies below the addresses of the office's region pages."""
    addresses: rights.Ground = policy_registry.get_by_type(Page).realm_of(user).addresses()
    return addresses
