from django.urls import path

from events.registration import door_views, link_views, organiser_views, views

app_name = "registration"

urlpatterns = [
    path("times/<int:pk>/register/", views.register, name="register"),
    path("times/<int:pk>/register/sent/", views.sent, name="sent"),
    path("registrations/<str:token>/", link_views.by_link, name="by_link"),
    path("registrations/<str:token>/change/", link_views.change, name="change"),
    path("registrations/<str:token>/feedback/", link_views.say_how_it_was, name="feedback"),
    path("<int:pk>/registration/", organiser_views.set_up, name="set_up"),
    path("times/<int:pk>/registrations/", organiser_views.of_occurrence, name="of_occurrence"),
    path("times/<int:pk>/registrations/list.xlsx", organiser_views.export, name="export"),
    path("times/<int:pk>/registrations/write/", organiser_views.write, name="write"),
    path("times/<int:pk>/registrations/feedback/", organiser_views.results, name="results"),
    path("registered/<int:pk>/cancel/", organiser_views.cancel, name="cancel"),
    path("check-in/<str:token>/", door_views.check_in, name="check_in"),
    path("times/<int:pk>/registrations/badges/", door_views.badges, name="badges"),
    path(
        "times/<int:pk>/registrations/certificates/", door_views.certificates, name="certificates"
    ),
]
