from django.apps import AppConfig


class CockpitConfig(AppConfig):
    name = "portal.cockpit"
    label = "cockpit"
