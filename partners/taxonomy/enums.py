"""The lists of terms that the portal keeps."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Vocabulary(models.TextChoices):
    TOPIC = "topic", _("Topic")
    FACTOR = "factor", _("Factor of co-operation")
    AUDIENCE = "audience", _("Audience")
    OFFER_KIND = "offer_kind", _("Kind of offer")
    NEED_KIND = "need_kind", _("Kind of need")
    EVENT_KIND = "event_kind", _("Kind of event")
    ORGANISATION_KIND = "organisation_kind", _("Kind of organisation")
    SECTOR = "sector", _("Sector (WZ 2008)")
    LANGUAGE = "language", _("Language")
