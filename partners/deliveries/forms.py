"""What a recipient is asked about mails."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import transaction

from partners.deliveries.actions import normalise_address, resume, stop
from partners.deliveries.messages import Group
from partners.deliveries.models import Stop


class WantedMailsForm(forms.Form):
    """A checkbox per group of mails to one address; checked means wanted.

    Groups that are not offered stay as they are. Raises ValidationError if `recipient` is no
    address.
    """

    def __init__(self, recipient: str, groups: Iterable[Group], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recipient = normalise_address(recipient)
        self.groups = list(groups)
        stopped = set(Stop.objects.of(self.recipient).values_list("group", flat=True))
        for group in self.groups:
            self.fields[group.code] = forms.BooleanField(
                label=str(group.label),
                help_text=str(group.explanation),
                required=False,
                initial=group.code not in stopped,
            )

    @transaction.atomic
    def save(self) -> None:
        for group in self.groups:
            change = resume if self.cleaned_data[group.code] else stop
            change(self.recipient, group)
