"""What municipalities learn from each other: articles, practice examples and material."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from partners.organisations.permissions import acts_for_office
from partners.territories.models import Territory
from portal.cms.blocks import CONTENT, RICH
from portal.cms.live_blocks import LIVE
from portal.cms.models.base import TaggedPage, sorting_panel


class ArticlePage(TaggedPage):
    """A story, a piece of news or an explanation."""

    author = models.CharField(_("author"), max_length=160, blank=True)
    body = StreamField([*CONTENT, *LIVE], blank=True, verbose_name=_("content"))

    listed_on = "cms.ArticleIndexPage"
    template = "cms/article_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.ArticleIndexPage", "cms.RegionPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields: ClassVar = [*TaggedPage.search_fields, index.SearchField("body")]
    content_panels: ClassVar[list[Panel]] = [
        *TaggedPage.content_panels,
        FieldPanel("author"),
        FieldPanel("body"),
        sorting_panel(),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")


class ExamplePage(TaggedPage):
    """What somebody did, told so that others can do it, too.

    `adapted_from` is the example that an office took over and made its own.
    """

    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("where it was done"),
    )
    situation = RichTextField(_("situation"), features=RICH, blank=True)
    done = RichTextField(_("what was done"), features=RICH, blank=True)
    partners = RichTextField(_("who with"), features=RICH, blank=True)
    cost = RichTextField(_("what it cost"), features=RICH, blank=True)
    outcome = RichTextField(_("what came of it"), features=RICH, blank=True)
    body = StreamField(CONTENT, blank=True, verbose_name=_("more"))
    adapted_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="adaptations",
        verbose_name=_("adapted from"),
    )

    card_relations = ("territory",)
    PARTS: ClassVar = ("situation", "done", "partners", "cost", "outcome")

    listed_on = "cms.ExampleIndexPage"
    template = "cms/example_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.ExampleIndexPage", "cms.RegionPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields: ClassVar = [
        *TaggedPage.search_fields,
        *[index.SearchField(part) for part in PARTS],
        index.SearchField("body"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *TaggedPage.content_panels,
        FieldPanel("territory"),
        *[FieldPanel(part) for part in PARTS],
        FieldPanel("body"),
        sorting_panel(),
    ]

    class Meta:
        verbose_name = _("practice example")
        verbose_name_plural = _("practice examples")

    @property
    def card_preline(self) -> str:
        return self.territory.label if self.territory else ""

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The parts that are told, and whether the reader might take the example over."""
        names = {part: self._meta.get_field(part).verbose_name for part in self.PARTS}
        origin = self.adapted_from
        return super().get_context(request, *args, **kwargs) | {
            "parts": [(names[part], text) for part in self.PARTS if (text := getattr(self, part))],
            "origin": origin.localized if origin and origin.live else None,
            "may_adapt": request.user.is_authenticated and acts_for_office(request.user),
        }


class MaterialPage(TaggedPage):
    """A publication: a file to download or an address where it is found."""

    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    edition = models.CharField(_("edition"), max_length=80, blank=True)
    document = models.ForeignKey(
        "media.PortalDocument",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
    )
    link = models.URLField(_("or address"), blank=True)
    body = StreamField(CONTENT, blank=True, verbose_name=_("content"))

    listed_on = "cms.MaterialIndexPage"
    template = "cms/material_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.MaterialIndexPage", "cms.RegionPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields: ClassVar = [
        *TaggedPage.search_fields,
        index.SearchField("publisher"),
        index.SearchField("body"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *TaggedPage.content_panels,
        FieldRowPanel([FieldPanel("publisher"), FieldPanel("edition")]),
        MultiFieldPanel(
            [FieldPanel("document"), FieldPanel("link")], heading=_("Where it is found")
        ),
        FieldPanel("body"),
        sorting_panel(),
    ]

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")

    @property
    def card_preline(self) -> str:
        return ", ".join(filter(None, [self.publisher, self.edition]))

    def clean(self) -> None:
        super().clean()
        if not self.document_id and not self.link:
            raise ValidationError({"document": _("Add a file, or say where it is found.")})
