"""Page types that editors fill."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    """The start page of one language: what the portal is and the ways in.

    Its texts come with the portal; an editor may put an introduction of the region before them.
    """

    intro = RichTextField(
        _("introduction"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("One or two sentences below the heading, in place of the portal's own."),
    )

    template = "cms/home_page.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Panel]] = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("start page")
        verbose_name_plural = _("start pages")
