"""Who may do what with a page."""

from typing import Any

from wagtail.models import Page, PagePermissionTester


class PortalPagePermissions(PagePermissionTester):
    """What the policy says of this very page; Wagtail by itself looks at the pages above only.

    So a county that edits a region does not edit the region of a town that lies below in the tree
    and has an office of its own.
    """

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        if (
            not user.is_superuser
            and not self.permission_policy.user_has_any_permission_for_instance(
                user, {"add", "change"}, page
            )
        ):
            self.permissions: set[str] = set()


class RegionPagePermissions(PortalPagePermissions):
    """The page of a region stays where it is, once, as long as administrators want it."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return bool(self.user.is_superuser and super().can_delete(ignore_bulk))

    def can_copy(self) -> bool:
        return bool(self.user.is_superuser and super().can_copy())
