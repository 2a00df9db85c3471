"""What a recipient is asked about mails."""

from collections.abc import Iterable
from typing import Any

from django import forms

from partners.deliveries.actions import normalise_address
from partners.deliveries.messages import Group
from partners.deliveries.models import Stop


class WantedMailsForm(forms.Form):
    """A checkbox per group of mails to one address; checked means wanted.

    Raises ValidationError if `recipient` is no address.
    """

    def __init__(self, recipient: str, groups: Iterable[Group], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = list(groups)
        stops = Stop.objects.of(normalise_address(recipient))
        stopped = set(stops.values_list("group", flat=True))
        for group in self.groups:
            self.fields[group.code] = forms.BooleanField(
                label=str(group.label),
                help_text=str(group.explanation),
                required=False,
                initial=group.code not in stopped,
            )

    def wanted(self) -> dict[Group, bool]:
        """What was chosen, once the form is valid."""
        return {group: self.cleaned_data[group.code] for group in self.groups}
