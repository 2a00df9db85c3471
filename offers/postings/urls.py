from django.urls import path

from offers.postings import list_views, map_views, member_views, translation_views, views

app_name = "postings"

urlpatterns = [
    path("offers/", list_views.offers, name="offers"),
    path("offers/map/", map_views.offers, name="offers_map"),
    path("offers/<int:pk>/", views.offer, name="offer"),
    path("needs/", list_views.needs, name="needs"),
    path("needs/map/", map_views.needs, name="needs_map"),
    path("needs/<int:pk>/", views.need, name="need"),
    path(
        "organisations/<slug:slug>/postings/", member_views.of_organisation, name="of_organisation"
    ),
    path("organisations/<slug:slug>/postings/new/<str:model>/", member_views.new, name="new"),
    path("postings/new/<str:model>/", member_views.begin, name="begin"),
    path("postings/<int:pk>/", member_views.mine, name="mine"),
    path("postings/<int:pk>/edit/", member_views.edit, name="edit"),
    path(
        "postings/<int:pk>/languages/<str:language>/",
        translation_views.translate,
        name="translate",
    ),
    path(
        "postings/<int:pk>/languages/<str:language>/remove/",
        translation_views.remove,
        name="remove_text",
    ),
    path("postings/<int:pk>/preview/", member_views.preview, name="preview"),
    path("postings/<int:pk>/submit/", member_views.submit, name="submit"),
    path("postings/<int:pk>/withdraw/", member_views.withdraw, name="withdraw"),
    path("postings/<int:pk>/duplicate/", member_views.duplicate, name="duplicate"),
    path("postings/<int:pk>/renew/", member_views.renew, name="renew"),
    path("postings/<int:pk>/close/", member_views.close, name="close"),
]
