"""What the office writes when it decides."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm


class ReasonForm(TaskStateCommentForm):
    """A posting is returned with a reason, or not at all."""

    comment = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("The organisation reads this and mends the posting accordingly."),
    )
