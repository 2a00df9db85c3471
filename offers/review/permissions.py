"""What Wagtail asks before it shows or changes a posting in the admin."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from offers.postings import permissions
from offers.postings.models import Posting
from partners.accounts.models import User
from partners.organisations.permissions import acts_for_office

# Postings are written and removed elsewhere; here they are read, mended and decided about.
REVIEWING = frozenset({"view", "change", "publish"})


class OfficePolicy(ModelPermissionPolicy):
    """Offices and administrators review; single postings only where their territory reaches.

    Nothing is stored: it follows from membership, asked once a request.
    """

    permission_cache_name = "_review_permissions"

    def get_all_permissions_for_user(self, user: User) -> frozenset[str]:
        return REVIEWING if user.is_superuser or acts_for_office(user) else frozenset()

    def user_has_permission(self, user: User, action: str) -> bool:
        return action in self.get_cached_permissions_for_user(user)

    def user_has_permission_for_instance(self, user: User, action: str, instance: Posting) -> bool:
        return action in REVIEWING and permissions.curates(user, instance)

    def instances_user_has_any_permission_for(
        self, user: User, actions: Iterable[str]
    ) -> QuerySet[Any]:
        if REVIEWING.isdisjoint(actions):
            return self.model.objects.none()
        return self.model.objects.for_office(user)


register_permission_policy(Posting, OfficePolicy(Posting))
