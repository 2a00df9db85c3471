from django.urls import path

from offers.matching import link_views, views

app_name = "matching"

urlpatterns = [
    path("organisations/<slug:slug>/matches/", views.of_organisation, name="of_organisation"),
    path("postings/<int:pk>/matches/", views.of_posting, name="of_posting"),
    path("matches/<int:pk>/", views.match, name="match"),
    path("matches/why/<int:need_pk>/<int:supply_pk>/", views.why, name="why"),
    path("matches/by-link/<str:token>/", link_views.by_link, name="by_link"),
]
