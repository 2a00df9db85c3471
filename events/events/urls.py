from django.urls import path

from events.events import calendar_views, member_views, views

app_name = "events"

urlpatterns = [
    path("", views.events, name="events"),
    path("map/", views.on_map, name="events_map"),
    path("month/", views.month, name="month"),
    path("feed.ics", calendar_views.feed, name="feed"),
    path("past/", views.past, name="past"),
    path("<int:pk>/", views.event, name="event"),
    path("<int:pk>/event.ics", calendar_views.one, name="ics"),
    path("<int:pk>/times/", member_views.times, name="times"),
    path("<int:pk>/cancel/", member_views.cancel_all, name="cancel_all"),
    path("<int:pk>/record/", member_views.record, name="record"),
    path("times/<int:pk>/move/", member_views.move, name="move"),
    path("times/<int:pk>/cancel/", member_views.cancel, name="cancel"),
]
