"""What a person is asked beyond allauth's own questions."""

from contextlib import suppress
from typing import Any

from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from partners.accounts.models import User
from partners.accounts.tokens import MOST_TOKENS
from partners.deliveries.actions import normalise_address


class LogInForm(LoginForm):
    def clean_login(self) -> str:
        """People may spell their address as they are used to."""
        typed = super().clean_login()
        with suppress(forms.ValidationError):  # no log-in has such an address: allauth will say so
            return normalise_address(typed)
        return typed


class SignUpForm(SignupForm):
    """Asks for names too: colleagues and offices need to know who acts."""

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

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Where the address has a log-in already, the answer takes as long as for a new one."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


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
