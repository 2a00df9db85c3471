from django.urls import path

from partners.territories import views

app_name = "territories"
urlpatterns = [
    path("", views.places, name="places"),
    path("nearest/", views.nearest, name="nearest"),
    path("boundaries/", views.boundaries, name="boundaries"),
]
