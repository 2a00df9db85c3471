"""The look that pages and mails of this moment have.

Each process keeps what it made of the row and asks with one query whether that is still true, so
that a page costs no more than that and a change is seen at once everywhere.
"""

import logging
from dataclasses import dataclass, field
from hashlib import sha256

from django.conf import settings
from django.template.loader import render_to_string
from wagtail.images.models import SourceImageIOError

from partners.taxonomy.languages import fallback_chain
from portal.appearance.colours import Pair, pair_of
from portal.appearance.models import Appearance
from portal.media.models import PortalImage

logger = logging.getLogger(__name__)

LOGO = "max-640x96|format-webp-lossless"
COAT_OF_ARMS = "max-192x192|format-webp-lossless"


@dataclass(frozen=True)
class Picture:
    url: str
    width: int
    height: int
    description: str


@dataclass(frozen=True)
class FooterText:
    language: str
    claim: str
    contact: str


@dataclass(frozen=True)
class Look:
    """What templates show. `theme` is empty, and costs no request, without an accent colour."""

    name: str = settings.WAGTAIL_SITE_NAME
    logo: Picture | None = None
    logo_says_name: bool = False
    coat_of_arms: Picture | None = None
    theme: str = ""
    texts: dict[str, FooterText] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        return sha256(self.theme.encode()).hexdigest()[:12]

    def text(self, language: str) -> FooterText | None:
        chain = fallback_chain(language, settings.LANGUAGE_CODE)
        return next((self.texts[code] for code in chain if code in self.texts), None)


PLAIN = Look()
_known: tuple[object, Look] = (None, PLAIN)


def current() -> Look:
    """The look as it is saved."""
    global _known
    version, look = _known
    now = Appearance.objects.values_list(
        "pk", "changed_at", "logo__file_hash", "coat_of_arms__file_hash"
    ).first()
    if now != version:
        look = _look(now[0]) if now else PLAIN
        _known = (now, look)
    return look


def site_name() -> str:
    """What the portal is called; see settings.SITE_NAME_FROM."""
    return current().name


def _look(pk: int) -> Look:
    row = Appearance.objects.select_related("logo", "coat_of_arms").get(pk=pk)
    return Look(
        name=str(row),
        logo=_picture(row.logo, LOGO),
        logo_says_name=row.logo_says_name,
        coat_of_arms=_picture(row.coat_of_arms, COAT_OF_ARMS),
        theme=_theme(pair_of(row.accent)) if row.accent else "",
        texts={
            text.language: FooterText(text.language, text.claim, text.contact)
            for text in row.texts.all()
        },
    )


def _picture(image: PortalImage | None, spec: str) -> Picture | None:
    """None, so that the built-in one is shown, where its file cannot be read.

    That holds until the row changes or the process ends: a page shall not look for it each time.
    """
    if image is None:
        return None
    try:
        shown = image.get_rendition(spec)
    except SourceImageIOError:
        logger.warning("The file of picture %s cannot be read.", image.pk)
        return None
    return Picture(shown.url, shown.width, shown.height, image.description)


def _theme(pair: Pair) -> str:
    return render_to_string("appearance/theme.css", {"pair": pair})
