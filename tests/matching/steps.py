"""Short ways to change a posting, to have the outbox carried on, and to see who is told what."""

from typing import Any

from offers.matching import expansion, notifications
from offers.matching.models import Match
from offers.postings import actions
from offers.postings.models import Posting
from partners.deliveries import messages
from partners.deliveries.messages import Content
from partners.deliveries.models import Delivery
from partners.outbox import actions as outbox
from partners.outbox.models import OutboxRow
from tests.postings.builders import author_of, details, publish

FOUND = notifications.MatchesFound.code
ANSWERED = notifications.MatchAnswered.code
UNMET = notifications.NeedUnmet.code


def expand_all() -> None:
    """Carries on all that stands in the outbox, and fails where something could not be."""
    expansion.expand_due(60)
    left = list(OutboxRow.objects.values_list("subject", "error"))
    assert not left, f"not carried on: {left}"


def found_from(posting: Posting) -> set[tuple[int, int]]:
    """The pairs that are found when nothing was known and this posting alone has changed."""
    for model in (Match, Delivery, OutboxRow):
        model.objects.all().delete()
    outbox.write("posting", posting.pk)
    expand_all()
    return pairs()


def pairs() -> set[tuple[int, int]]:
    """Need and supply of all matches that fitted when they were last looked at."""
    return set(Match.objects.fitting().values_list("need", "supply"))


def change(posting: Posting, **changes: Any) -> None:
    """Saves an edit, as `builders.details` reads it, and puts it on show."""
    model = type(posting)
    stored = model.objects.get(pk=posting.pk)
    given = details(model, **changes)
    edited = actions.details_of(stored) | {name: given[name] for name in changes}
    actions.save(author_of(stored.organisation), stored, edited, stored.version)
    publish(model.objects.get(pk=posting.pk))


def told(message: str = FOUND) -> list[str]:
    """Everybody who was promised this message, once for each promise."""
    rows = Delivery.objects.filter(message=message)
    return sorted(rows.values_list("recipient", flat=True))


def mail_to(address: str, message: str = FOUND) -> Content | None:
    """What the only such mail to this address would say if it were sent now."""
    delivery = Delivery.objects.get(recipient=address, message=message)
    return messages.get(message).content(delivery.payload)
