"""Mails that Django or Wagtail write go through the ledger too."""

from collections.abc import Sequence
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import translation

from partners.deliveries.actions import promise
from partners.deliveries.notifications import PlainMail


class DjangoMailBackend(BaseEmailBackend):
    """Promises one delivery per recipient instead of sending.

    Only the plain text is kept: the ledger's templates write the HTML. Raises ValueError for a
    mail with attachments, ValidationError for a recipient that is no address.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with transaction.atomic():
            for mail in email_messages:
                self._promise(mail)
        return len(email_messages)

    def _promise(self, mail: EmailMessage) -> None:
        if mail.attachments:
            raise ValueError("The ledger takes no attachments.")
        occasion = str(uuid4())
        for recipient in mail.recipients():
            promise(
                PlainMail,
                to=recipient,
                subject_key=occasion,
                payload={"subject": str(mail.subject), "body": str(mail.body)},
                language=translation.get_language() or settings.LANGUAGE_CODE,
            )
