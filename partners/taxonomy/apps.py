from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    name = "partners.taxonomy"
    label = "taxonomy"
