"""Pages that list others, wherever in the tree these lie."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from portal.cms.models.base import PortalPage
from portal.cms.models.knowledge import ArticlePage, ExamplePage, MaterialPage


class IndexPage(PortalPage):
    """Lists all pages of a type in its language, those below the regions' pages too."""

    listed: ClassVar[type[PortalPage]]

    template = "cms/index_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]

    class Meta:
        abstract = True


class ArticleIndexPage(IndexPage):
    listed = ArticlePage
    subpage_types: ClassVar[list[str]] = ["cms.ArticlePage"]

    class Meta:
        verbose_name = _("list of articles")
        verbose_name_plural = _("lists of articles")


class ExampleIndexPage(IndexPage):
    listed = ExamplePage
    subpage_types: ClassVar[list[str]] = ["cms.ExamplePage"]

    class Meta:
        verbose_name = _("list of practice examples")
        verbose_name_plural = _("lists of practice examples")


class MaterialIndexPage(IndexPage):
    listed = MaterialPage
    subpage_types: ClassVar[list[str]] = ["cms.MaterialPage"]

    class Meta:
        verbose_name = _("list of materials")
        verbose_name_plural = _("lists of materials")
