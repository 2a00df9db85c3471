"""Administrators keep the terms in the Wagtail admin."""

from typing import Any

from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from partners.taxonomy.models import Term


class TermForm(WagtailAdminModelForm):
    """The identity of a term can be set once: others hold on to it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["vocabulary"].disabled = True
            self.fields["slug"].disabled = True


class TermViewSet(ModelViewSet):
    model = Term
    name = "terms"
    icon = "tag"
    menu_label = _("Terms")
    add_to_admin_menu = True
    menu_order = 850
    copy_view_enabled = False
    list_display = ["name", "slug", "vocabulary"]
    list_filter = ["vocabulary"]
    search_fields = ["slug", "names__name"]
    edit_handler = ObjectList(
        [
            FieldPanel("vocabulary"),
            FieldPanel("slug"),
            FieldPanel("position"),
            InlinePanel("names", label=_("Name"), min_num=1),
        ],
        base_form_class=TermForm,
    )

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(delete_url_name=None, **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        """No deleting: what carries a term would lose it."""
        return [url for url in super().get_urlpatterns() if url.name != "delete"]
