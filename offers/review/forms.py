"""What the office writes: its decision, and what it mends in a posting itself."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput
from wagtail.forms import TaskStateCommentForm

from offers.postings import actions
from offers.postings.enums import FIELDS_OF_KIND, KIND_FIELDS
from offers.postings.models import LONGEST_LIFE
from offers.review.exceptions import LanguageTwice, OriginalMissing
from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.models import Term


class ReasonForm(TaskStateCommentForm):
    """A posting is returned with a reason, or not at all."""

    comment = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("The organisation reads this and mends the posting accordingly."),
    )


class MendingForm(WagtailAdminModelForm):
    """The posting as the office may change it.

    Place and area are not here: they decide which office is in charge.
    """

    expires_on = forms.DateField(label=_("Valid until"), widget=AdminDateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vocabularies = {
            "kind": Vocabulary(f"{self.instance.page_name}_kind"),
            "topics": Vocabulary.TOPIC,
            "audiences": Vocabulary.AUDIENCE,
        }
        for name, vocabulary in vocabularies.items():
            self.fields[name].queryset = Term.objects.of(vocabulary).with_names()
        self.initial["expires_on"] = self.instance.expires_on
        if not self.instance.is_renewable:
            del self.fields["expires_on"]
        sensible = FIELDS_OF_KIND.get(self.instance.kind.slug, ())
        for name in set(KIND_FIELDS) - set(sensible):
            self.fields.pop(name, None)

    def clean_expires_on(self) -> Any:
        day = self.cleaned_data["expires_on"]
        today = timezone.localdate()
        if day != self.instance.expires_on and not today <= day <= today + LONGEST_LIFE:
            raise ValidationError(_("Please choose a day from today on, within 24 months."))
        return day

    def details(self) -> dict[str, Any]:
        """What `actions.mend` takes; fields that the chosen kind does not have are emptied.

        Raises:
            OriginalMissing, LanguageTwice
        """
        posting = self.save(commit=False)
        details = actions.details_of(posting)
        if posting.source_language not in details["texts"]:
            raise OriginalMissing
        if len(details["texts"]) < len(posting.texts.all()):
            raise LanguageTwice
        sensible = FIELDS_OF_KIND.get(posting.kind.slug, ())
        for name in set(KIND_FIELDS) & set(details) - set(sensible):
            details[name] = posting._meta.get_field(name).get_default()
        return details | {"expires_on": self.cleaned_data.get("expires_on")}
