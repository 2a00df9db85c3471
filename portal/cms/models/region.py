"""A region presents itself: one page for each territory and language."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from partners.territories import keys
from partners.territories.enums import Level
from partners.territories.models import Territory
from portal.cms import notifications
from portal.cms.blocks import CONTENT, SECTION
from portal.cms.live import LISTS
from portal.cms.live_blocks import LIVE
from portal.cms.models.base import PortalPage, TaggedPage
from portal.cms.models.knowledge import ArticlePage, ExamplePage, MaterialPage
from portal.cms.page_texts import with_notes
from portal.cms.panels import StoryPanel
from portal.cms.permissions import RegionPagePermissions
from portal.cms.register_facts import register_facts
from portal.cms.story import Chapter, Choice, changed, chapters, versions
from portal.cms.story_blocks import STORY

STORIES = 6  # of each kind


class RegionPage(PortalPage):
    """Living and working in a territory, what it promises, and who to turn to.

    `shared` is what a county tells for all its municipalities: their pages show it, too. `story` is
    what a municipality's page makes of it.
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
    story = StreamField(STORY, blank=True, verbose_name=_("own copies of the county's story"))

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
        index.SearchField("story"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *PortalPage.content_panels,
        # Who curates the page follows from it, so only administrators choose it.
        FieldPanel("territory", permission="cms.change_regionpage"),
        FieldPanel("promise"),
        FieldPanel("body"),
        FieldPanel("shared"),
        StoryPanel(heading=_("The county's common story")),
        FieldPanel("story"),
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

    # --- The common story -------------------------------------------------------------------

    @cached_property
    def county_page(self) -> "RegionPage | None":
        """The page on show of the county that it lies in today, in the same language."""
        if self.territory.level != Level.MUNICIPALITY:
            return None
        pages = RegionPage.objects.live().filter(locale=self.locale_id)
        return pages.filter(territory__ags=keys.county_key(self.territory.current_ags)).first()

    @property
    def municipal_pages(self) -> PageQuerySet:
        """Those of the municipalities in it today, in the same language, on show or not."""
        if self.territory.level != Level.COUNTY:
            return RegionPage.objects.none()
        inside = RegionPage.objects.filter(keys.inside_today("territory", self.territory.ags))
        return inside.filter(locale=self.locale_id, territory__level=Level.MUNICIPALITY)

    @transaction.atomic
    def publish(self, revision: Any, user: Any = None, **options: Any) -> None:
        """The one door in, for editors, workflow and schedule: whoever inherits is told."""
        shown = RegionPage.objects.live().filter(pk=self.pk).first()
        before = versions(shown)
        super().publish(revision, user=user, **options)
        stored = RegionPage.objects.select_related("territory").get(pk=self.pk)
        if stored.live:
            stored.tell_heirs(str(revision.pk), changed(before, versions(stored)))

    def tell_heirs(self, occasion: str, touched: Iterable[str]) -> None:
        """Translations follow their source and tell nobody anew."""
        if self.locale.language_code == settings.LANGUAGE_CODE:
            notifications.tell_heirs(self, occasion, touched)

    # --- What readers see -------------------------------------------------------------------

    @property
    def chapters(self) -> list[Chapter]:
        return chapters(self)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What the official register knows of the territory."""
        return register_facts(self.territory)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        own = {block.block_type for block in self.body}
        return super().get_context(request, *args, **kwargs) | {
            "kinds_shown_apart": [kind for kind in LISTS if kind not in own],
            "told": [chapter for chapter in self.chapters if chapter.choice != Choice.OFF],
            "towns": with_notes(self.municipal_pages.live().for_cards().order_by("title")),
            "stories": self._stories(),
            "no_value": {"heading": ""},
        }

    def _stories(self) -> list[TaggedPage]:
        """The newest that was written below this page, the articles first."""
        kinds: tuple[type[TaggedPage], ...] = (ArticlePage, ExamplePage, MaterialPage)
        return with_notes(
            page
            for kind in kinds
            for page in kind.objects.child_of(self).live().for_cards()[:STORIES]
        )
