"""Writes a delivery as a mail: one content, one pair of templates, text and HTML alike."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from partners.deliveries import messages
from partners.deliveries.messages import Content, Message
from partners.deliveries.models import Delivery

# Seven bits pass through every relay. The policy refuses a line break in a header (ValueError).
POLICY = SMTP.clone(cte_type="7bit")


def render(delivery: Delivery) -> EmailMessage | None:
    """The mail in the recipient's language, or None if its occasion is gone.

    Raises whatever the message or the templates raise.
    """
    message = messages.get(delivery.message)
    with translation.override(delivery.language):
        content = message.content(delivery.payload)
        return None if content is None else _compose(delivery, message, content)


def _compose(delivery: Delivery, message: Message, content: Content) -> EmailMessage:
    context = {
        "content": content,
        "subject": one_line(content.subject),
        "reason": message.reason,
        "language": delivery.language,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "site_name": settings.WAGTAIL_SITE_NAME,
        "site_url": settings.SITE_URL,
    }
    mail = EmailMessage(policy=POLICY)
    mail["Date"] = timezone.now()
    mail["Message-ID"] = delivery.message_id
    mail["From"] = settings.DEFAULT_FROM_EMAIL
    mail["To"] = Address(addr_spec=delivery.recipient)
    mail["Subject"] = context["subject"]
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(render_to_string("emails/message.txt", context))
    mail.add_alternative(render_to_string("emails/message.html", context), subtype="html")
    mail["Content-Language"] = delivery.language  # last: setting a body drops Content headers
    return mail


def one_line(text: str) -> str:
    """The text on one line, whatever line breaks of whatever script it came with."""
    return " ".join(text.split())
