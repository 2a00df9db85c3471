from django.urls import path

from portal.cockpit import language_views, views

app_name = "cockpit"

urlpatterns = [
    path("", views.start, name="start"),
    path("profile/", views.profile, name="profile"),
    path("languages/", language_views.languages, name="languages"),
    path("mails/", views.mails, name="mails"),
]
