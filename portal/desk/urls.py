"""Views of ours in the Wagtail admin, at the addresses of those of wagtail-localize."""

from django.urls import path

from portal.desk import machine

app_name = "desk"

urlpatterns = [
    path(
        "update/<int:translation_source_id>/",
        machine.UpdateTranslationsByMachineView.as_view(),
        name="update_translations",
    ),
    path(
        "translate/<int:translation_id>/machine_translate/",
        machine.draft,
        name="draft_translation",
    ),
]
