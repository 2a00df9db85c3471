"""Page types that editors fill, by concern."""

from portal.cms.models.base import PortalPage, TaggedPage
from portal.cms.models.form_page import FormField, FormPage
from portal.cms.models.guidance import ContactFinderPage, FAQPage, LegalPage, TopicPage
from portal.cms.models.home import HomePage
from portal.cms.models.knowledge import ArticlePage, ExamplePage, MaterialPage
from portal.cms.models.lists import ArticleIndexPage, ExampleIndexPage, MaterialIndexPage
from portal.cms.models.region import RegionPage

__all__ = [
    "ArticleIndexPage",
    "ArticlePage",
    "ContactFinderPage",
    "ExampleIndexPage",
    "ExamplePage",
    "FAQPage",
    "FormField",
    "FormPage",
    "HomePage",
    "LegalPage",
    "MaterialIndexPage",
    "MaterialPage",
    "PortalPage",
    "RegionPage",
    "TaggedPage",
    "TopicPage",
]
