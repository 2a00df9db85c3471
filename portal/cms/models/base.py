"""What all pages have in common."""

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.models import Term
from portal.cms.permissions import PortalPagePermissions

if TYPE_CHECKING:
    from partners.territories.models import Territory
    from portal.cms.models.region import RegionPage


class PortalPage(Page):
    """A page with a teaser, which is also its description for search engines, and a picture."""

    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences: below the heading, in lists and in search engines."),
    )
    lead_image = models.ForeignKey(
        "media.PortalImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )

    search_fields: ClassVar = [*Page.search_fields, index.SearchField("summary")]
    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("lead_image"),
    ]

    class Meta:
        abstract = True

    # Whatever stands here is public; what is not yet, is a draft.
    private_page_options: ClassVar[list[str]] = []

    def permissions_for_user(self, user: Any) -> PortalPagePermissions:
        return PortalPagePermissions(user, self)

    @property
    def meta_description(self) -> str:
        return self.search_description or self.summary

    @property
    def text_language(self) -> str:
        """The language that its text is in: an alias shows that of the page it follows."""
        source: Page = self
        while source.alias_of_id:
            source = source.alias_of
        return str(source.locale.language_code)

    @property
    def is_untranslated(self) -> bool:
        return bool(self.alias_of_id) and self.text_language != self.locale.language_code

    @cached_property
    def region(self) -> "RegionPage | None":
        """The region's page that this page is, or lies below."""
        from portal.cms.models.region import RegionPage

        above = RegionPage.objects.ancestor_of(self, inclusive=True)
        return above.select_related("territory").order_by("-depth").first()

    @property
    def territory_shown(self) -> "Territory | None":
        """The territory that live blocks on this page are about; None is everywhere."""
        return self.region.territory if self.region else None


class TaggedPage(PortalPage):
    """A page that is found by its topics and by the factors of co-operation it is about."""

    topics = ParentalManyToManyField(
        Term,
        blank=True,
        related_name="+",
        limit_choices_to={"vocabulary": Vocabulary.TOPIC},
        verbose_name=_("topics"),
    )
    factors = ParentalManyToManyField(
        Term,
        blank=True,
        related_name="+",
        limit_choices_to={"vocabulary": Vocabulary.FACTOR},
        verbose_name=_("factors of co-operation"),
    )

    override_translatable_fields: ClassVar = [
        SynchronizedField("topics", overridable=False),
        SynchronizedField("factors", overridable=False),
    ]

    class Meta:
        abstract = True


def sorting_panel() -> Panel:
    """The panel for topics and factors."""

    return MultiFieldPanel(
        [
            FieldPanel("topics", widget=CheckboxSelectMultiple),
            FieldPanel("factors", widget=CheckboxSelectMultiple),
        ],
        heading=_("Sorting"),
    )
