from django.apps import AppConfig


class DeliveriesConfig(AppConfig):
    name = "partners.deliveries"
    label = "deliveries"
