from django.urls import path

from partners.organisations import member_views, views

app_name = "organisations"

urlpatterns = [
    path("", views.directory, name="directory"),
    path("register/", views.register, name="register"),
    path("invitation/<str:token>/", member_views.invitation, name="invitation"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/edit/", views.edit, name="edit"),
    path("<slug:slug>/members/", member_views.members, name="members"),
    path("<slug:slug>/members/<int:pk>/role/", member_views.change_role, name="change_role"),
    path("<slug:slug>/members/<int:pk>/remove/", member_views.remove, name="remove"),
    path("<slug:slug>/invitations/<int:pk>/revoke/", member_views.revoke, name="revoke"),
]
