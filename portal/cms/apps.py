from importlib import import_module

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "portal.cms"
    label = "cms"

    def ready(self) -> None:
        import_module("portal.cms.notifications")
        import_module("portal.cms.together").connect()
