"""Administrators keep the words that mean the same in the Wagtail admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from offers.words.models import SynonymGroup


class SynonymViewSet(ModelViewSet):
    model = SynonymGroup
    name = "synonyms"
    icon = "search"
    menu_label = _("Search words")
    add_to_admin_menu = True
    menu_order = 860
    copy_view_enabled = False
    list_display = ["__str__", "changed_at"]
    search_fields = ["words__words"]
    edit_handler = ObjectList(
        [
            InlinePanel(
                "words",
                heading=_("Words that mean the same"),
                label=_("Language"),
                help_text=_("Whoever looks for one of these finds what says any of them."),
                panels=[FieldPanel("language"), FieldPanel("words")],
                min_num=1,
            )
        ]
    )

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        rows = SynonymGroup.objects.prefetch_related("words")
        return super().get_index_view_kwargs(queryset=rows, **kwargs)
