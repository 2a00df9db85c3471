"""A region presents itself: one page for each territory and language."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from partners.territories.models import Territory
from portal.cms.blocks import CONTENT, SECTION
from portal.cms.live_blocks import LIVE
from portal.cms.models.base import PortalPage
from portal.cms.permissions import RegionPagePermissions


class RegionPage(PortalPage):
    """Living and working in a territory, what it promises, and who to turn to.

    `shared` is what a county tells for all its municipalities: their pages show it, too.
    """

    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="region_pages", verbose_name=_("territory")
    )
    promise = models.TextField(
        _("promise"),
        max_length=600,
        blank=True,
        help_text=_("What everybody who comes here can rely on."),
    )
    body = StreamField([*SECTION, *CONTENT, *LIVE], blank=True, verbose_name=_("content"))
    shared = StreamField(
        CONTENT,
        blank=True,
        verbose_name=_("our common story"),
        help_text=_("The pages of all municipalities in this territory show these blocks, too."),
    )

    template = "cms/region_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.RegionPage"]
    subpage_types: ClassVar[list[str]] = [
        "cms.RegionPage",
        "cms.ArticlePage",
        "cms.ExamplePage",
        "cms.MaterialPage",
        "cms.FAQPage",
        "cms.FormPage",
    ]
    search_fields: ClassVar = [
        *PortalPage.search_fields,
        index.SearchField("promise"),
        index.SearchField("body"),
        index.SearchField("shared"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *PortalPage.content_panels,
        # Who curates the page follows from it, so only administrators choose it.
        FieldPanel("territory", permission="cms.change_regionpage"),
        FieldPanel("promise"),
        FieldPanel("body"),
        FieldPanel("shared"),
    ]

    override_translatable_fields: ClassVar = [SynchronizedField("territory", overridable=False)]

    class Meta:
        verbose_name = _("region's page")
        verbose_name_plural = _("regions' pages")

    def permissions_for_user(self, user: Any) -> RegionPagePermissions:
        return RegionPagePermissions(user, self)

    def clean(self) -> None:
        super().clean()
        others = RegionPage.objects.filter(territory=self.territory_id, locale=self.locale_id)
        if self.territory_id and others.exclude(pk=self.pk).exists():
            raise ValidationError({"territory": _("This territory has a page already.")})
