"""Offices in the Wagtail admin: appointed with all they need, and among their own pages."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import MultipleUserFilter
from wagtail.admin.views.pages.create import AddSubpageView
from wagtail.admin.views.pages.listing import (
    EditedByFilter,
    ExplorableIndexView,
    GenericPageFilterSet,
)
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, PageLogEntry
from wagtail.permissions import policy_registry

from partners.accounts.models import User
from partners.organisations import admin as organisations
from partners.organisations.models import Office
from portal.cms.models import RegionPage
from portal.desk.actions import equip


class OfficeCreateView(organisations.OfficeCreateView):
    @transaction.atomic
    def save_instance(self) -> Office:
        office = super().save_instance()
        equip(office.territory)
        return office


class OfficeEditView(organisations.OfficeEditView):
    @transaction.atomic
    def save_instance(self) -> Office:
        office = super().save_instance()
        equip(office.territory)
        return office


class OfficeViewSet(organisations.OfficeViewSet):
    """Whoever is appointed finds a region page and a collection."""

    add_view_class = OfficeCreateView
    edit_view_class = OfficeEditView


def _explorable(request: HttpRequest) -> QuerySet[Page]:
    policy = policy_registry.get_by_type(Page)
    return policy.explorable_instances(request.user).order_by()


def _owners(request: HttpRequest) -> QuerySet[User]:
    return get_user_model().objects.filter(pk__in=_explorable(request).values("owner"))


def _editors(request: HttpRequest) -> QuerySet[User]:
    edits = PageLogEntry.objects.filter(
        action="wagtail.edit", page__in=_explorable(request).values("pk")
    )
    return get_user_model().objects.filter(pk__in=edits.order_by().values("user"))


class PageFilters(GenericPageFilterSet):
    """Wagtail would offer everybody who ever edited a page, whoever asks."""

    owner = MultipleUserFilter(label=_("Owner"), queryset=_owners, widget=CheckboxSelectMultiple)
    edited_by = EditedByFilter(
        label=_("Edited by"), queryset=_editors, widget=CheckboxSelectMultiple
    )


class ExplorerView(ExplorableIndexView):
    base_filterset_class = PageFilters


class ChooseTypeView(AddSubpageView):
    """Regions' pages come with an office; only administrators make them by hand."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if not self.request.user.is_superuser:
            closed = RegionPage._meta.model_name
            context["page_types"] = [kind for kind in self.page_types if kind[2] != closed]
        return context


class PortalPageViewSet(PageViewSet):
    index_view_class = ExplorerView
    filterset_class = PageFilters
    add_subpage_view_class = ChooseTypeView
