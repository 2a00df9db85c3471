"""Pages that show the way: topics, contacts, questions and what the law demands."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.search import index

from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.models import Term
from portal.cms.blocks import CONTENT, AccordionBlock
from portal.cms.contacts import contacts
from portal.cms.enums import LegalKind
from portal.cms.forms import ContactFinderForm
from portal.cms.gathering import gather
from portal.cms.models.base import PortalPage
from portal.media import films


class TopicPage(PortalPage):
    """The landing page of a topic, or of a factor of co-operation: all there is about it."""

    topic = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="+",
        limit_choices_to={"vocabulary__in": (Vocabulary.TOPIC, Vocabulary.FACTOR)},
        verbose_name=_("topic"),
    )
    body = StreamField(CONTENT, blank=True, verbose_name=_("content"))

    template = "cms/topic_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields: ClassVar = [*PortalPage.search_fields, index.SearchField("body")]
    content_panels: ClassVar[list[Panel]] = [
        *PortalPage.content_panels,
        FieldPanel("topic"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("topic page")
        verbose_name_plural = _("topic pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | gather(self, request)


class ContactFinderPage(PortalPage):
    """From a postcode or a place to the office there, the county's, and the state's network.

    `fallback` is who answers where nobody else is known.
    """

    body = StreamField(CONTENT, blank=True, verbose_name=_("content"))
    fallback_name = models.CharField(_("name"), max_length=160)
    fallback_email = models.EmailField(_("e-mail"), blank=True)
    fallback_phone = models.CharField(_("phone"), max_length=40, blank=True)

    template = "cms/contact_finder_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    content_panels: ClassVar[list[Panel]] = [
        *PortalPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("fallback_name"),
                FieldPanel("fallback_email"),
                FieldPanel("fallback_phone"),
            ],
            heading=_("Who answers where nobody else is known"),
        ),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("contact finder")
        verbose_name_plural = _("contact finders")

    def clean(self) -> None:
        """The finder always answers: whoever is named must be within reach."""
        super().clean()
        if not (self.fallback_email or self.fallback_phone):
            raise ValidationError(
                {"fallback_email": _("Please give an e-mail address or a phone number.")}
            )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Who answers for the place asked for; what was not understood is said at the field."""
        form = ContactFinderForm(request.GET if "place" in request.GET else None)
        place = form.cleaned_data["place"] if form.is_valid() else None
        found = contacts(place) if place else None
        return super().get_context(request, *args, **kwargs) | {
            "form": form,
            "place": place,
            "offices": found.offices if found else [],
            "networks": found.networks if found else [],
        }


class FAQPage(PortalPage):
    """Questions and answers, in groups."""

    questions = StreamField(
        [("group", AccordionBlock(icon="list-ul", label=_("Group of questions")))],
        blank=True,
        verbose_name=_("questions"),
    )

    template = "cms/faq_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.RegionPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields: ClassVar = [*PortalPage.search_fields, index.SearchField("questions")]
    content_panels: ClassVar[list[Panel]] = [
        *PortalPage.content_panels,
        FieldPanel("questions"),
    ]

    class Meta:
        verbose_name = _("questions and answers")
        verbose_name_plural = _("pages of questions and answers")


class EnforcementBlock(blocks.StructBlock):
    """Who is to be turned to when a barrier stays: named by the law of the state."""

    name = blocks.CharBlock(label=_("name"), max_length=200)
    address = blocks.TextBlock(label=_("address"), required=False, max_length=400)
    email = blocks.EmailBlock(label=_("e-mail"), required=False)
    phone = blocks.CharBlock(label=_("phone"), required=False, max_length=40)
    url = blocks.URLBlock(label=_("website"), required=False)

    class Meta:
        icon = "group"
        label = _("Enforcement body")
        template = "cms/blocks/enforcement.html"


class LegalPage(PortalPage):
    """Imprint, privacy notice, accessibility statement, and who speaks in other ways.

    The statement on accessibility leads to a form for feedback and names the state's enforcement
    body. The film is for sign language; any legal page may have one.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=LegalKind)
    body = StreamField(CONTENT, blank=True, verbose_name=_("content"))
    feedback_form = models.ForeignKey(
        "cms.FormPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("form for feedback"),
    )
    enforcement = StreamField(
        [("body", EnforcementBlock())],
        blank=True,
        max_num=1,
        verbose_name=_("enforcement body"),
    )
    sign_video = models.ForeignKey(
        "media.PortalDocument",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("film in sign language (MP4 or WebM)"),
    )
    sign_poster = models.ForeignKey(
        "media.PortalImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("still picture"),
    )
    sign_captions = models.ForeignKey(
        "media.PortalDocument",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("subtitles (WebVTT)"),
    )

    template = "cms/legal_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields: ClassVar = [*PortalPage.search_fields, index.SearchField("body")]
    content_panels: ClassVar[list[Panel]] = [
        *PortalPage.content_panels,
        FieldPanel("kind"),
        MultiFieldPanel(
            [FieldPanel("sign_video"), FieldPanel("sign_poster"), FieldPanel("sign_captions")],
            heading=_("Film in sign language"),
        ),
        FieldPanel("body"),
        FieldPanel("feedback_form"),
        FieldPanel("enforcement"),
    ]

    class Meta:
        verbose_name = _("legal page")
        verbose_name_plural = _("legal pages")

    def clean(self) -> None:
        super().clean()
        film = ("sign_video", self.sign_video)
        if errors := films.wrong(film, ("sign_captions", self.sign_captions)):
            raise ValidationError(errors)
