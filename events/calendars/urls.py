from django.urls import path

from events.calendars import link_views

app_name = "calendars"

urlpatterns = [
    path("events/mine/calendar/", link_views.mine, name="mine"),
    path("events/mine/calendar/revoke/", link_views.revoke, name="revoke"),
    path("events/mine/<str:token>.ics", link_views.feed, name="feed"),
]
