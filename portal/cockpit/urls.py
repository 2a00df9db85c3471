from django.urls import path

from portal.cockpit import views

app_name = "cockpit"

urlpatterns = [
    path("", views.start, name="start"),
    path("profile/", views.profile, name="profile"),
    path("mails/", views.mails, name="mails"),
]
