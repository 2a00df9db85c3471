from wagtail import hooks

from partners.taxonomy.admin import TermViewSet


@hooks.register("register_admin_viewset")
def register_terms() -> TermViewSet:
    return TermViewSet()
