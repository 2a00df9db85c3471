"""Whether the documents chosen for a film can be played."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.media.models import PortalDocument

Chosen = PortalDocument | None


def wrong(film: tuple[str, Chosen], subtitles: tuple[str, Chosen]) -> dict[str, ValidationError]:
    """What is wrong with a film and its subtitles, each given with the name of its field."""
    errors = {}
    name, document = film
    if document and not document.is_film:
        errors[name] = ValidationError(_("This is no film. Please choose an MP4 or WebM file."))
    name, document = subtitles
    if document and not document.is_subtitles:
        errors[name] = ValidationError(
            _("These are no subtitles. Please choose a WebVTT file (.vtt).")
        )
    return errors
