"""How this portal looks and what it is called: one row, edited among Wagtail's settings."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Orderable

from partners.taxonomy.languages import interface_languages
from portal.appearance.colours import HEX
from portal.appearance.panels import MadeOfIt

# A picture that is deleted leaves its place empty.
_OF_PICTURES: dict[str, Any] = {
    "to": settings.WAGTAILIMAGES_IMAGE_MODEL,
    "on_delete": models.SET_NULL,
    "null": True,
    "blank": True,
    "related_name": "+",
}


@register_setting(icon="view")
class Appearance(BaseGenericSetting, ClusterableModel):
    """Name, pictures and colour of the portal. Empty means as the project ships it.

    One row and not one a site: mails have no request, and name the portal too.
    """

    name = models.CharField(
        _("name"),
        max_length=60,
        blank=True,
        help_text=_("What the portal is called, on its pages and in its mails."),
    )
    logo = models.ForeignKey(
        verbose_name=_("logo"),
        help_text=_("Stands in the header of every page, at the height of two lines of text."),
        **_OF_PICTURES,
    )
    logo_says_name = models.BooleanField(
        _("the logo shows the name"),
        default=False,
        help_text=_("Then the name is not written beside it once more."),
    )
    coat_of_arms = models.ForeignKey(
        verbose_name=_("coat of arms"),
        help_text=_("That of the county or town; in the footer."),
        **_OF_PICTURES,
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        blank=True,
        validators=[
            RegexValidator(rf"^{HEX.pattern}\Z", _("A colour is # and six digits, as in #1a3da5."))
        ],
        help_text=_(
            "# and six digits, as in #1a3da5. Links and buttons take it; where it could not be "
            "read, they take the nearest shade that can."
        ),
    )
    changed_at = models.DateTimeField(auto_now=True)

    panels: ClassVar[list[Panel]] = [
        FieldPanel("name"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("logo"), FieldPanel("coat_of_arms")]),
                FieldPanel("logo_says_name"),
            ],
            heading=_("Pictures"),
        ),
        MultiFieldPanel([FieldPanel("accent"), MadeOfIt()], heading=_("Colour")),
        InlinePanel("texts", heading=_("Texts of the footer"), label=_("Text")),
    ]

    class Meta:
        verbose_name = _("name and looks")

    def __str__(self) -> str:
        return self.name or settings.WAGTAIL_SITE_NAME


class AppearanceText(Orderable):
    """What the footer says in one language; readers of another get it by the one fallback."""

    appearance = ParentalKey(Appearance, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=20, choices=interface_languages)
    claim = models.CharField(
        _("claim"), max_length=250, help_text=_("One sentence: what the portal is there for.")
    )
    contact = models.TextField(
        _("contact"),
        max_length=500,
        blank=True,
        help_text=_("Who runs the portal: authority, street, place, telephone."),
    )

    panels: ClassVar[list[Panel]] = [
        FieldPanel("language"),
        FieldPanel("claim"),
        FieldPanel("contact"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("text of the footer")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["appearance", "language"],
                name="one_footer_per_language",
                violation_error_message=_("There is a text in this language already."),
            )
        ]
