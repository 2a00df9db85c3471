from wagtail import hooks
from wagtail.permissions import register_permission_policy

from partners.territories.admin import LookOnly, TerritoryChooserViewSet, TerritoryViewSet
from partners.territories.models import Territory

register_permission_policy(Territory, LookOnly(Territory))


@hooks.register("register_admin_viewset")
def register_territories() -> list[TerritoryViewSet | TerritoryChooserViewSet]:
    return [TerritoryViewSet(), TerritoryChooserViewSet()]
