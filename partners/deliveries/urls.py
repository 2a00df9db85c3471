from django.urls import path

from partners.deliveries import views

app_name = "deliveries"

urlpatterns = [
    path("<str:token>/stop/", views.stop, name="stop"),
    path("<str:token>/resume/", views.resume, name="resume"),
]
