"""What a person is asked beyond allauth's own questions."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from partners.accounts.models import User


class NameForm(forms.Form):
    """Put before allauth's sign-up form: colleagues and offices need to know who acts."""

    first_name = forms.CharField(
        label=_("First name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Last name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        """Required by allauth, whose adapter has stored the names already."""


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["first_name", "last_name", "language"]
        help_texts = {"language": _("The portal writes to you in this language.")}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["first_name"].required = True
        self.fields["last_name"].required = True
