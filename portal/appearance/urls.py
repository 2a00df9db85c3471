from django.urls import path

from portal.appearance import views

urlpatterns = [path("theme.css", views.theme, name="theme")]
