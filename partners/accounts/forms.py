"""What a person is asked beyond allauth's own questions."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from partners.accounts.models import User
from partners.accounts.tokens import MOST_TOKENS


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


class TokenForm(forms.Form):
    """Names a new personal token."""

    name = forms.CharField(
        label=_("What is the token for?"),
        max_length=60,
        help_text=_("For example the name of the program that will use it."),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        if self.user.personal_tokens.valid().count() >= MOST_TOKENS:
            raise forms.ValidationError(
                _("You have %d tokens already. Please revoke one first.") % MOST_TOKENS
            )
        return super().clean() or {}
