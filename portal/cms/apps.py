from importlib import import_module

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "portal.cms"
    label = "cms"

    def ready(self) -> None:
        import_module("portal.cms.notifications")
        import_module("portal.cms.together").connect()
        _let_translations_be_sent()


def _let_translations_be_sent() -> None:
    """Its editor sends forms; the settings of our API, which it takes over, know JSON only."""
    parsers = import_module("rest_framework.parsers")
    views = import_module("wagtail_localize.views.edit_translation")
    for view in (views.edit_string_translation, views.edit_override):
        view.cls.parser_classes = [parsers.FormParser, parsers.MultiPartParser]
