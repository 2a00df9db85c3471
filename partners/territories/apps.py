from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    name = "partners.territories"
    label = "territories"
