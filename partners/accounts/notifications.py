"""What people are told by mail about their log-in. Each message stands for mails of allauth."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.deliveries.messages import Action, Content, Message, register

NOTICES = {
    "account/email/email_changed": gettext_lazy("Your e-mail address has been changed."),
    "account/email/email_confirm": gettext_lazy("Your e-mail address has been confirmed."),
    "account/email/email_deleted": gettext_lazy("An e-mail address has been removed."),
    "account/email/password_changed": gettext_lazy("Your password has been changed."),
    "account/email/password_reset": gettext_lazy("Your password has been replaced by a new one."),
    "account/email/password_set": gettext_lazy("A password has been set."),
    "mfa/email/recovery_codes_generated": gettext_lazy("New recovery codes have been made."),
    "mfa/email/totp_activated": gettext_lazy("An authenticator app has been set up."),
    "mfa/email/totp_deactivated": gettext_lazy("The authenticator app has been removed."),
    "mfa/email/webauthn_added": gettext_lazy("A passkey has been added."),
    "mfa/email/webauthn_removed": gettext_lazy("A passkey has been removed."),
}


@register
class ConfirmAddress(Message):
    code = "accounts.confirm_address"

    def content(self, payload: Mapping[str, Any]) -> Content:
        return Content(
            subject=_("Please confirm your e-mail address"),
            paragraphs=[_("One step is missing: confirm that this e-mail address is yours.")],
            action=Action(_("Confirm the address"), payload["activate_url"]),
            closing=[_("If you did not enter this address on the portal, do nothing.")],
        )


@register
class ResetPassword(Message):
    code = "accounts.reset_password"

    def content(self, payload: Mapping[str, Any]) -> Content:
        return Content(
            subject=_("Choose a new password"),
            paragraphs=[_("A new password was asked for your log-in.")],
            action=Action(_("Choose a new password"), payload["password_reset_url"]),
            closing=[_("If you did not ask for it, do nothing: your password stays as it is.")],
        )


@register
class AccountExists(Message):
    """Instead of a confirmation, where the address has a log-in already."""

    code = "accounts.account_exists"

    def content(self, payload: Mapping[str, Any]) -> Content:
        return Content(
            subject=_("You have a log-in already"),
            paragraphs=[
                _("Somebody tried to register with this address, which has a log-in already."),
                _("If that was you and you have forgotten your password, choose a new one."),
            ],
            action=Action(_("Choose a new password"), payload["password_reset_url"]),
        )


@register
class UnknownAddress(Message):
    """Instead of a link for a new password, where the address has no log-in."""

    code = "accounts.unknown_address"

    def content(self, payload: Mapping[str, Any]) -> Content:
        return Content(
            subject=_("There is no log-in for this address"),
            paragraphs=[
                _("A new password was asked for this address, but it has no log-in."),
                _("Perhaps you registered with another address. You can also register now."),
            ],
            action=Action(_("Register"), payload["signup_url"]),
            closing=[_("If that was not you, do nothing.")],
        )


@register
class SecurityNotice(Message):
    """Tells that something about the log-in changed."""

    code = "accounts.security_notice"

    def content(self, payload: Mapping[str, Any]) -> Content:
        return Content(
            subject=_("Your log-in was changed"),
            paragraphs=[str(NOTICES[payload["occasion"]])],
            closing=[_("If that was not you, choose a new password at once.")],
        )


_MESSAGES: dict[str, type[Message]] = {
    "account/email/email_confirmation": ConfirmAddress,
    "account/email/email_confirmation_signup": ConfirmAddress,
    "account/email/password_reset_key": ResetPassword,
    "account/email/account_already_exists": AccountExists,
    "account/email/unknown_account": UnknownAddress,
    **dict.fromkeys(NOTICES, SecurityNotice),
}


def message_for(template_prefix: str) -> type[Message]:
    """The message for one of allauth's mail templates.

    Raises:
        KeyError: allauth sends a mail that has no message here yet.
    """
    return _MESSAGES[template_prefix]
