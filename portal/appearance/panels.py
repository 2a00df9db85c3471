"""What the editor sees of the accent colour: what was made of it, and why."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel

from portal.appearance.colours import DARK, HEX, LIGHT, Scheme, contrast, pair_of


class MadeOfIt(Panel):
    """The two shades of the colour that is saved, each with what happened to it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "appearance/made_of_it.html"

        def is_shown(self) -> bool:
            # What was typed and refused stands on the instance, too.
            return bool(HEX.fullmatch(self.instance.accent))

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Any:
            pair = pair_of(self.instance.accent)
            return super().get_context_data(parent_context) | {
                "shades": [
                    _shade(_("On light pages"), pair.given, pair.light, LIGHT),
                    _shade(_("On dark pages"), pair.given, pair.dark, DARK),
                ],
            }


def _shade(label: str, given: str, made: str, scheme: Scheme) -> dict[str, object]:
    return {
        "label": label,
        "colour": made,
        "on_colour": scheme.on_colour,
        "contrast": min(contrast(made, ground) for ground in scheme.grounds),
        "note": what_happened(given, made, scheme),
    }


def what_happened(given: str, made: str, scheme: Scheme) -> str:
    """One sentence for the editor."""
    if given == made:
        return _("Can be read: as you chose it.")
    change = {
        LIGHT: _("%(given)s was too light for text on light pages and was darkened to %(made)s."),
        DARK: _("%(given)s was too dark for text on dark pages and was lightened to %(made)s."),
    }[scheme]
    return change % {"given": given, "made": made}


def notes(colour: str) -> list[str]:
    """What was changed about a colour, a sentence for each kind of page; often nothing."""
    pair = pair_of(colour)
    made = ((pair.light, LIGHT), (pair.dark, DARK))
    return [what_happened(pair.given, one, s) for one, s in made if one != pair.given]
