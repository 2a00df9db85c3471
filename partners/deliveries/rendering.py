"""Writes a delivery as a mail: one content, one pair of templates, text and HTML alike."""

from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from partners.deliveries import messages
from partners.deliveries.messages import Action, Content, Message
from partners.deliveries.models import Delivery
from partners.deliveries.stop_links import stop_url


class _WholeHeader(UnstructuredHeader, BaseHeader):
    """Stays on one line: Python would encode a long address, and programs read it as it stands."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


def _headers() -> HeaderRegistry:
    registry = HeaderRegistry()
    registry.map_to_type("list-unsubscribe", _WholeHeader)
    return registry


# Seven bits pass through every relay. The policy refuses a line break in a header (ValueError).
POLICY = SMTP.clone(cte_type="7bit", header_factory=_headers())


def render(delivery: Delivery) -> EmailMessage | None:
    """The mail in the recipient's language, or None if its occasion is gone.

    Raises whatever the message or the templates raise.
    """
    message = messages.get(delivery.message)
    with translation.override(delivery.language):
        content = message.content(delivery.payload)
        return None if content is None else _compose(delivery, message, content)


def _compose(delivery: Delivery, message: Message, content: Content) -> EmailMessage:
    stop = _way_to_stop(delivery, message)
    context = {
        "content": content,
        "subject": one_line(content.subject),
        "reason": message.reason,
        "stop": stop,
        "language": delivery.language,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "site_name": import_string(settings.SITE_NAME_FROM)(),
        "site_url": settings.SITE_URL,
    }
    mail = EmailMessage(policy=POLICY)
    mail["Date"] = timezone.now()
    mail["Message-ID"] = delivery.message_id
    mail["From"] = settings.DEFAULT_FROM_EMAIL
    mail["To"] = Address(addr_spec=delivery.recipient)
    mail["Subject"] = context["subject"]
    mail["Auto-Submitted"] = "auto-generated"
    if stop:
        # RFC 8058: the mail program shows a button of its own, which posts to this address.
        mail["List-Unsubscribe"] = f"<{stop.url}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(render_to_string("emails/message.txt", context))
    mail.add_alternative(render_to_string("emails/message.html", context), subtype="html")
    mail["Content-Language"] = delivery.language  # last: setting a body drops Content headers
    return mail


def _way_to_stop(delivery: Delivery, message: Message) -> Action | None:
    if message.group is None:
        return None
    label = _("Get no more mails of this kind: %(kind)s") % {"kind": message.group.label}
    return Action(label, stop_url(delivery))


def one_line(text: str) -> str:
    """The text on one line, whatever line breaks of whatever script it came with."""
    return " ".join(text.split())
