"""Gives the people of an office their way into the Wagtail admin.

The permissions follow from membership at the moment of asking, so nothing has to be kept in
step; what an office may see there is narrowed by `partners.organisations.admin` and
`portal.desk`.
"""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from partners.organisations.permissions import acts_for_office

OFFICE_PERMISSIONS = frozenset(
    {
        "wagtailadmin.access_admin",
        "organisations.view_organisation",
        "wagtail_localize.submit_translation",
        "wagtailredirects.add_redirect",
        "wagtailredirects.change_redirect",
        "wagtailredirects.delete_redirect",
        "wagtailsearchpromotions.add_searchpromotion",
        "wagtailsearchpromotions.change_searchpromotion",
        "wagtailsearchpromotions.delete_searchpromotion",
    }
)


class OfficeBackend(BaseBackend):
    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous:
            return set()
        if not hasattr(user_obj, "_office_permissions"):
            user_obj._office_permissions = (
                set(OFFICE_PERMISSIONS) if acts_for_office(user_obj) else set()
            )
        return user_obj._office_permissions
