"""What can go wrong with a registration, in words for the person who did it."""

from django.utils.translation import gettext_lazy as _


class RegistrationError(Exception):
    """Base of all; `message` is a sentence in the reader's language."""

    message = _("This is not possible.")

    def __str__(self) -> str:
        return str(self.message)


class NotOpen(RegistrationError):
    message = _("One cannot register for this any more, or not yet.")


class NotPossibleNow(RegistrationError):
    message = _("Your registration has changed in the meantime: look at it once more.")


class OfferOver(RegistrationError):
    message = _("The time to take this seat is over, and it was offered to somebody else.")


class NoSeats(RegistrationError):
    message = _("So many seats are not free. Your registration stays as it was.")


class TooManyMails(RegistrationError):
    message = _(
        "This address has got several mails about registrations today. Look into your mailbox, "
        "or try again tomorrow."
    )


class TooManyTries(RegistrationError):
    message = _("That were many registrations. Please go on in an hour.")


class SeatTaken(RegistrationError):
    message = _("Somebody has registered for this kind of seat: it cannot be removed.")
