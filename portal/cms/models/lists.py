"""Pages that list others, wherever in the tree these lie."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.cms.filters import ExampleFilter, PageFilter
from portal.cms.models.base import PortalPage
from portal.cms.models.knowledge import ArticlePage, ExamplePage, MaterialPage
from portal.cms.page_texts import with_notes

PAGE_SIZE = 12


class IndexPage(PortalPage):
    """Lists all pages of a type in its language, those below the regions' pages too."""

    listed: ClassVar[type[PortalPage]]
    filter_class: ClassVar[type[PageFilter]] = PageFilter

    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]

    class Meta:
        abstract = True

    def get_template(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> str:
        return "cms/index_page.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Asked of the live pages in this page's language."""
        pages = self.listed.objects.live().filter(locale=self.locale_id)
        filters = self.filter_class(request.GET, pages, request=request)
        entries = Paginator(filters.qs.for_cards(), PAGE_SIZE).get_page(request.GET.get("page"))
        entries.object_list = with_notes(entries.object_list)
        return super().get_context(request, *args, **kwargs) | {
            "filters": filters,
            "entries": entries,
        }


class ArticleIndexPage(IndexPage):
    listed = ArticlePage
    subpage_types: ClassVar[list[str]] = ["cms.ArticlePage"]

    class Meta:
        verbose_name = _("list of articles")
        verbose_name_plural = _("lists of articles")


class ExampleIndexPage(IndexPage):
    listed = ExamplePage
    filter_class = ExampleFilter
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
