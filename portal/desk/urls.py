"""Stand before the addresses of Wagtail and wagtail-localize, with views of ours."""

from django.urls import include, path
from wagtail.contrib.redirects.views import DeleteView

from portal.desk import machine, views

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
translations = [
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
urlpatterns = [
    path("redirects/", include((redirects, "desk_redirects"))),
    path("searchpicks/", include((promotions, "desk_promotions"))),
    path("localize/", include((translations, "desk"))),
]
