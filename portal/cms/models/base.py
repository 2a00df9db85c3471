"""What all pages have in common."""

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.apps import apps
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField
from wagtail_localize.models import Translation

from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.models import Term
from portal.cms.choices import PortalPageForm
from portal.cms.permissions import PortalPagePermissions
from portal.cms.search_words import search_words

if TYPE_CHECKING:
    from partners.territories.models import Territory
    from portal.cms.models.region import RegionPage


# What `text_language` asks of a page.
TEXT_SOURCE = ("locale", "alias_of__locale", "alias_of__alias_of__locale")


class PortalPageQuerySet(PageQuerySet):
    def for_cards(self) -> Self:
        """Everything a card shows, in a fixed number of queries, the newest first."""
        return (
            self.select_related(*TEXT_SOURCE, "lead_image", *self.model.card_relations)
            .prefetch_related("lead_image__renditions")
            .order_by("-first_published_at", "-pk")
        )


class PortalPage(Page):
    """A page with a teaser, which is also its description for search engines, and a picture."""

    card_relations: ClassVar[tuple[str, ...]] = ()
    text_note = ""  # on a card or in a row, from `page_texts.with_notes`

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

    objects = PageManager.from_queryset(PortalPageQuerySet)()

    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("search_words"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("lead_image"),
    ]

    base_form_class = PortalPageForm

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
    def card_preline(self) -> str:
        """A few words above the title on a card."""
        return ""

    @property
    def text_language(self) -> str:
        """The language that its text is in: an alias shows that of the page it follows."""
        source: Page = self
        while source.alias_of_id:
            source = source.alias_of
        return str(source.locale.language_code)

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet[Self]:
        return super().get_indexed_objects().select_related(*TEXT_SOURCE)

    @cached_property
    def search_words(self) -> str:
        """What `finding` looks for; search engines of Wagtail index it with the rest."""
        return search_words(self, self.text_language)

    @property
    def foreign_language(self) -> str:
        """The language that its text is in where that is not the one of its address."""
        language = self.text_language if self.alias_of_id else ""
        return "" if language == self.locale.language_code else language

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

    listed_on: ClassVar[str]

    class Meta:
        abstract = True

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """wagtail-localize brings the source's terms along, but not that it has none."""
        translations = Translation.objects.select_related("source").filter(enabled=True)
        followed = translations.filter(
            source__object_id=self.translation_key, target_locale=self.locale_id
        ).first()
        if followed:
            source = followed.source.as_instance()
            for name in ("topics", "factors"):
                if not getattr(source, name).all():
                    setattr(self, name, [])
        return super().save_revision(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        lists = apps.get_model(self.listed_on).objects.live().filter(locale=self.locale_id)
        found = lists.first()
        return super().get_context(request, *args, **kwargs) | {
            "topics": self.topics.all().prefetch_related("names"),
            "factors": self.factors.all().prefetch_related("names"),
            "list_url": found.get_url(request) if found else "",
        }


def sorting_panel() -> Panel:
    """The panel for topics and factors."""

    return MultiFieldPanel(
        [
            FieldPanel("topics", widget=CheckboxSelectMultiple),
            FieldPanel("factors", widget=CheckboxSelectMultiple),
        ],
        heading=_("Sorting"),
    )
