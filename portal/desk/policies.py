"""Wagtail's permission policies, answered from membership instead of groups.

Everything in Wagtail that asks about pages, pictures or documents asks these: explorer, editor,
search, choosers, uploads, bulk actions. What asks nothing is narrowed or closed in
`portal.desk.borders`.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

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
