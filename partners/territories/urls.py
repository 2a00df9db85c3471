from django.urls import path

from partners.territories import views

app_name = "territories"
urlpatterns = [path("", views.places, name="places")]
