"""The start page."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from portal.cms.blocks import CONTENT
from portal.cms.live_blocks import LIVE
from portal.cms.models.base import PortalPage


class HomePage(PortalPage):
    """The start page of one language: what the portal is and the ways in.

    Its texts come with the portal; an editor may put an introduction of the region before them,
    and blocks in place of what follows the three ways in.
    """

    intro = RichTextField(
        _("introduction"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("One or two sentences below the heading, in place of the portal's own."),
    )
    body = StreamField([*CONTENT, *LIVE], blank=True, verbose_name=_("content"))

    template = "cms/home_page.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "cms.RegionPage",
        "cms.TopicPage",
        "cms.ArticleIndexPage",
        "cms.ExampleIndexPage",
        "cms.MaterialIndexPage",
        "cms.ContactFinderPage",
        "cms.FAQPage",
        "cms.FormPage",
        "cms.LegalPage",
    ]
    search_fields: ClassVar = [
        *PortalPage.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *PortalPage.content_panels,
        FieldPanel("intro"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("start page")
        verbose_name_plural = _("start pages")
