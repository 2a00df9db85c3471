"""Views of ours in the Wagtail admin; their addresses lie below /admin/."""

from django.urls import path

from portal.cms import views

app_name = "cms_story"

urlpatterns = [
    path("<int:pk>/", views.story, name="story"),
    path("adapt/<int:pk>/", views.adapt_example, name="adapt_example"),
]
