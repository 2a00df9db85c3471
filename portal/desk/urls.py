<<<<<<< HEAD
"""Stand before Wagtail's own addresses of the same views."""

from django.urls import include, path
from wagtail.contrib.redirects.views import DeleteView

from portal.desk import views

redirects = [
    path("", views.RedirectIndexView.as_view(), name="index"),
    path("results/", views.RedirectIndexView.as_view(results_only=True), name="index_results"),
    path("add/", views.RedirectCreateView.as_view(), name="add"),
    path("<int:redirect_id>/", views.RedirectEditView.as_view(), name="edit"),
    path("<int:redirect_id>/delete/", DeleteView.as_view(), name="delete"),
]
promotions = [
    path("", views.PromotionIndexView.as_view(), name="index"),
    path("results/", views.PromotionIndexView.as_view(results_only=True), name="index_results"),
    path("add/", views.PromotionCreateView.as_view(), name="add"),
    path("<int:query_id>/", views.PromotionEditView.as_view(), name="edit"),
    path("<int:query_id>/delete/", views.PromotionDeleteView.as_view(), name="delete"),
]
urlpatterns = [
    path("redirects/", include((redirects, "desk_redirects"))),
    path("searchpicks/", include((promotions, "desk_promotions"))),
=======
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
>>>>>>> care
]
