from django.urls import path

from portal.finding import views

app_name = "finding"
urlpatterns = [
    path("", views.search, name="search"),
    path("pages/", views.pages, name="pages"),
    path("suggest/", views.suggest, name="suggest"),
]
