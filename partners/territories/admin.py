"""The register in the Wagtail admin: administrators look things up and choose territories."""

from collections.abc import Callable, Iterable
from typing import Any

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, Permission
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import BasePermissionPolicy

from partners.territories.enums import Level
from partners.territories.models import Territory, TerritoryQuerySet
from partners.territories.permissions import can_browse


class LookOnly(BasePermissionPolicy):
    """Administrators may view; nobody may add, change or delete."""

    def user_has_permission(self, user: AbstractBaseUser | AnonymousUser, action: str) -> bool:
        return action == "view" and can_browse(user)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        users = get_user_model()._default_manager.filter(is_active=True, is_superuser=True)
        return users if "view" in actions else users.none()


class TerritoryFilterSet(WagtailFilterSet):
    level = django_filters.ChoiceFilter(label=_("Level"), choices=Level.choices)
    closed = django_filters.BooleanFilter(
        label=_("Closed"), field_name="closed_on", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Territory
        fields: list[str] = []


class TerritoryIndexView(IndexView):
    def search_queryset(self, queryset: TerritoryQuerySet) -> TerritoryQuerySet:
        return queryset.matching(self.search_query) if self.is_searching else queryset


class TerritoryViewSet(ModelViewSet):
    model = Territory
    name = "territory_register"
    icon = "site"
    menu_label = _("Territories")
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "ags",
        "level",
        "name",
        "kind",
        "association",
        "seat",
        "area_ha",
        "population",
        "lat",
        "lon",
        "edition",
        "closed_on",
        "successor",
    ]
    index_view_class = TerritoryIndexView
    list_display = [
        "label",
        Column("ags", label=_("Official key"), sort_key="ags"),
        Column("get_level_display", label=_("Level"), sort_key="level"),
        Column("population", label=_("Population"), sort_key="population"),
        Column("closed_on", label=_("Closed on"), sort_key="closed_on"),
    ]
    search_fields = ["name"]  # makes Wagtail show the search; the view knows how
    filterset_class = TerritoryFilterSet
    form_fields: list[str] = []

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
        ]

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        return Permission.objects.none()

    def register_admin_url_finder(self) -> None:
        """There is no page on which a territory could be edited."""


class TerritorySearchForm(BaseFilterForm):
    q = forms.CharField(label=_("Name, postcode or key"), required=False)

    def filter(self, objects: TerritoryQuerySet) -> TerritoryQuerySet:
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        return objects.matching(self.search_query) if self.is_searching else objects


class TerritoryChooseView(ChooseView):
    filter_form_class = TerritorySearchForm


class TerritoryChooseResultsView(ChooseResultsView):
    filter_form_class = TerritorySearchForm


class TerritoryChooserViewSet(ChooserViewSet):
    """The widget of every foreign key to Territory in the admin."""

    model = Territory
    name = "territory_chooser"
    icon = "site"
    choose_one_text = _("Choose a territory")
    choose_another_text = _("Choose another territory")
    choose_view_class = TerritoryChooseView
    choose_results_view_class = TerritoryChooseResultsView

    def get_object_list(self) -> TerritoryQuerySet:
        return Territory.objects.open()

    def construct_view(self, view_class: type, **kwargs: Any) -> Callable[..., HttpResponseBase]:
        view = super().construct_view(view_class, **kwargs)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            """Choosers ask for no permission themselves."""
            if not can_browse(request.user):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    def get_urlpatterns(self) -> list[URLPattern]:
        return [url for url in super().get_urlpatterns() if url.name != "create"]
