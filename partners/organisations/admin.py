"""Organisations in the Wagtail admin: the office's queue, and who is an office.

Wagtail's generic views ask no permission about single objects. So every admin view of something
that belongs to a territory comes from `OfficeScopedViewSet`, whose querysets end at the border of
the user's offices: what lies beyond is 404.
"""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.viewsets.model import ModelViewSet

from partners.accounts.requests import PersonRequest
from partners.organisations import actions, permissions
from partners.organisations.exceptions import Overtaken
from partners.organisations.forms import RefusalForm
from partners.organisations.models import Office, Organisation

READING = ["view", "change"]


class OfficeIndexView(generic.IndexView):
    any_permission_required = READING
    inspect_url_name: str = ""

    def get_base_queryset(self) -> QuerySet[Any]:
        return self.model.objects.for_office(self.request.user).with_facts()

    def setup(self, request: PersonRequest, *args: Any, **kwargs: Any) -> None:
        """Wagtail would export every list; what nobody asked for is not offered."""
        super().setup(request, *args, **kwargs)
        self.is_export = False

    def get_edit_url(self, instance: Any) -> str:
        """Rows lead to the inspect page: nothing is edited in the admin."""
        return reverse(self.inspect_url_name, args=[instance.pk])


class OfficeInspectView(generic.InspectView):
    any_permission_required = READING
    inspect_url_name: str = ""

    def get_fields_context(self) -> list[dict[str, Any]]:
        """Without the fields that were left empty."""
        return [field for field in super().get_fields_context() if field["value"] not in ("", None)]

    def get_object(self, queryset: QuerySet[Any] | None = None) -> Any:
        found = self.model.objects.for_office(self.request.user).filter(pk=self.pk).first()
        if found is None:
            raise Http404
        return found


class OfficeHistoryView(HistoryView):
    any_permission_required = READING
    inspect_url_name: str = ""

    def get_base_object_queryset(self) -> QuerySet[Any]:
        return self.model.objects.for_office(self.request.user)

    @cached_property
    def header_buttons(self) -> list[Any]:
        return []


class OfficeScopedViewSet(ModelViewSet):
    """List, inspect and history of what lies in the territories of the user's offices.

    The model's manager must know `for_office(user)` and `with_facts()`. Nothing else that Wagtail
    offers for a model is reachable: no editing, deleting, copying, usage.
    """

    index_view_class = OfficeIndexView
    inspect_view_class = OfficeInspectView
    history_view_class = OfficeHistoryView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        unreachable = ("add", "edit", "delete", "usage")
        return super().get_common_view_kwargs(
            **{f"{name}_url_name": None for name in unreachable}, **kwargs
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            path("history/<int:pk>/", self.history_view, name="history"),
            path("history-results/<int:pk>/", self.history_results_view, name="history_results"),
        ]

    @property
    def url_finder_class(self) -> type:
        return type(
            "", (super().url_finder_class,), {"edit_url_name": self.get_url_name("inspect")}
        )


class OrganisationInspectView(OfficeInspectView):
    """Shows an organisation and takes the decision about it."""

    page_title = gettext_lazy("Check the organisation")

    def get_created_at_display_value(self) -> datetime:
        """Wagtail's template would show the hour of UTC."""
        return timezone.localtime(self.object.created_at)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **{
                "form": RefusalForm(),
                "can_decide": permissions.can_decide(self.request.user, self.object),
                "can_trust": permissions.can_trust(self.request.user, self.object),
                **kwargs,
            }
        )

    def post(self, request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not permissions.can_decide(request.user, self.object):
            raise Http404
        if {"trust", "distrust"} & request.POST.keys():
            return self._trust(request, at_once="trust" in request.POST)
        form = RefusalForm(request.POST)
        if "refuse" in request.POST and not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            self._decide(request, form)
        except Overtaken as error:
            messages.error(request, str(error))
            return redirect(self.inspect_url_name, self.object.pk)
        return redirect(self.index_url_name)

    def _decide(self, request: PersonRequest, form: RefusalForm) -> None:
        if request.POST.get("seen") != self.object.state_token:
            raise Overtaken
        if "refuse" in request.POST:
            actions.refuse(request.user, self.object, form.cleaned_data["reason"])
            done = _("%(name)s was refused and told why.")
        else:
            actions.verify(request.user, self.object)
            done = _("%(name)s is verified.")
        messages.success(request, done % {"name": self.object})

    def _trust(self, request: PersonRequest, at_once: bool) -> HttpResponse:
        if not permissions.can_trust(request.user, self.object):
            raise Http404
        actions.trust(request.user, self.object, at_once)
        messages.success(request, _("Saved."))
        return redirect(self.inspect_url_name, self.object.pk)


class OrganisationViewSet(OfficeScopedViewSet):
    model = Organisation
    name = "organisation_review"
    icon = "group"
    menu_label = gettext_lazy("Organisations")
    menu_order = 150
    add_to_admin_menu = True
    inspect_view_class = OrganisationInspectView
    inspect_template_name = "organisation_review/inspect.html"
    list_display = [
        "name",
        "seat",
        Column("get_verification_display", label=gettext_lazy("Verification")),
        "created_at",
    ]
    list_filter = ["verification"]
    search_fields = ["name"]
    # Alphabetical, and luckily so: pending, refused, verified.
    ordering = ["verification", "-created_at"]
    inspect_view_fields = [
        "name",
        "kind",
        "seat",
        "sector",
        "size",
        "languages",
        "about",
        "contact_name",
        "contact_email",
        "contact_phone",
        "website",
        "verification",
        "decision_reason",
        "created_at",
    ]


class OfficeCreateView(generic.CreateView):
    @transaction.atomic
    def save_instance(self) -> Office:
        office: Office = super().save_instance()
        actions.standing_changed([office.organisation_id])
        return office


class OfficeEditView(generic.EditView):
    @transaction.atomic
    def save_instance(self) -> Office:
        before = Office.objects.get(pk=self.object.pk).organisation_id
        office: Office = super().save_instance()
        actions.standing_changed({before, office.organisation_id})
        return office


class OfficeDeleteView(generic.DeleteView):
    @transaction.atomic
    def delete_action(self) -> None:
        super().delete_action()
        actions.standing_changed([self.object.organisation_id])


class OfficeViewSet(ModelViewSet):
    """Administrators say which organisation curates which territory.

    Registered on the floor that knows what else an office needs (`portal.desk`).
    """

    model = Office
    name = "offices"
    icon = "site"
    menu_label = gettext_lazy("Offices")
    menu_order = 160
    add_to_admin_menu = True
    copy_view_enabled = False
    add_view_class = OfficeCreateView
    edit_view_class = OfficeEditView
    delete_view_class = OfficeDeleteView
    list_display = ["organisation", "territory"]
    panels = [FieldPanel("organisation"), FieldPanel("territory")]
