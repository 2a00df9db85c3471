from django.urls import path

from events.calendars import link_views, source_views

app_name = "calendars"

urlpatterns = [
    path("events/mine/calendar/", link_views.mine, name="mine"),
    path("events/mine/calendar/revoke/", link_views.revoke, name="revoke"),
    path("events/mine/<str:token>.ics", link_views.feed, name="feed"),
    path("organisations/<slug:slug>/calendars/", source_views.sources, name="sources"),
    path("organisations/<slug:slug>/calendars/add/", source_views.add, name="add"),
    path("organisations/<slug:slug>/calendars/<int:pk>/edit/", source_views.edit, name="edit"),
    path(
        "organisations/<slug:slug>/calendars/<int:pk>/preview/",
        source_views.preview,
        name="preview",
    ),
    path("organisations/<slug:slug>/calendars/<int:pk>/now/", source_views.now, name="now"),
    path(
        "organisations/<slug:slug>/calendars/<int:pk>/remove/", source_views.remove, name="remove"
    ),
]
