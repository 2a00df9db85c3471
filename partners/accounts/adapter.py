"""How allauth behaves here: its mails go through the ledger of deliveries."""

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext_lazy as _

from partners.accounts.models import User
from partners.accounts.notifications import message_for
from partners.deliveries.actions import normalise_address, promise
from partners.deliveries.messages import absolute_url

LONGEST_ADDRESS = User._meta.get_field("email").max_length

# A text of allauth's forms; named here, its translation is ours and says "Sie".
gettext_noop("You must type the same password each time.")


class AccountAdapter(DefaultAccountAdapter):
    # Where allauth's German is on first-name terms, it says it in our words.
    error_messages = DefaultAccountAdapter.error_messages | {
        "enter_current_password": _("Please enter your current password."),
        "max_email_addresses": _("No more than %d e-mail addresses are possible."),
        "rate_limited": _("Too many requests. Please wait a little."),
        "too_many_login_attempts": _("Too many attempts. Please wait a little and try again."),
        "unverified_primary_email": _("Please confirm your main e-mail address first."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Promises the message that stands for allauth's template.

        Only links go into the payload: who asked, from where and with what is nobody's business.
        """
        user = User.objects.filter(email=email.lower()).first()
        language = user.language if user else get_language() or "de"
        links = {
            name: _on_this_site(url, language)
            for name, url in context.items()
            if name.endswith("_url")
        }
        promise(
            message_for(template_prefix),
            to=email,
            user=user,
            language=language,
            subject_key=uuid4().hex,
            payload={"occasion": template_prefix, **links},
        )

    def clean_email(self, email: str) -> str:
        """The address as it is compared and stored; ValidationError if no mail can reach it."""
        address = normalise_address(email)
        MaxLengthValidator(LONGEST_ADDRESS)(address)
        return address

    def is_safe_url(self, url: str) -> bool:
        try:
            return super().is_safe_url(url)
        except ValueError:  # no URL at all, such as "http://["
            return False

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """A new person is written to in the language in which she registered."""
        user.language = get_language() or user.language
        return super().save_user(request, user, form, commit)


def _on_this_site(url: str, language: str) -> str:
    """The same page in the language of the mail.

    The host is not that of the request, which whoever asked could choose.
    """
    path = urlsplit(url)._replace(scheme="", netloc="").geturl()
    return absolute_url(translate_url(path, language))
