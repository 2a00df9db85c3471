"""Write into the outbox, and carry on what stands there."""

import logging
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from partners.outbox import bell
from partners.outbox.models import OutboxRow

logger = logging.getLogger(__name__)

# Of the schedule: what the worker does with the outbox.
ENTRY = "expand-outbox"
FIRST_RETRY = 10  # seconds
LONGEST_RETRY = 600
# Any number, the same for all workers on this database.
_LOCK = 7_205_759

Carry = Callable[[str, int], None]


def write(subject: str, key: int) -> None:
    """Notes in the caller's transaction that this has changed."""
    write_many(subject, [key])


def write_many(subject: str, keys: Iterable[int]) -> None:
    """The same for many at once."""
    rows = [OutboxRow(subject=subject, key=key) for key in keys]
    OutboxRow.objects.bulk_create(rows, batch_size=1000)
    if rows:
        transaction.on_commit(partial(bell.ring, ENTRY))


def carry_on(carry: Carry, seconds: float) -> int:
    """Hands what is due to `carry(subject, key)`, one transaction each, for so long at most.

    Returns how many subjects were carried on. A subject is taken out in the same transaction, so
    that one which is interrupted is repeated as a whole. One that fails waits, and holds up no
    other.
    """
    deadline = time.monotonic() + seconds
    done = 0
    while time.monotonic() < deadline:
        now = timezone.now()
        row = OutboxRow.objects.due(now).first()
        if row is None:
            break
        try:
            done += _carry_one(carry, row)
        except InterfaceError:
            raise  # the connection is gone, the row is not to blame
        except OperationalError as error:
            # The database is ill; or it is this row that it cannot do, and others come first.
            with suppress(OperationalError, InterfaceError):
                _postpone(row, now, error)
            raise
        except Exception as error:
            _postpone(row, now, error)
    return done


@transaction.atomic
def _carry_one(carry: Carry, row: OutboxRow) -> bool:
    """Returns whether it was still there to be carried on."""
    wait_for_others()
    # All rows of the subject, before its state is read: whatever was written until now is in it.
    taken, _models = OutboxRow.objects.about(row.subject, row.key).delete()
    if taken:
        carry(row.subject, row.key)
    return bool(taken)


def wait_for_others() -> None:
    """One transaction at a time goes beyond this line; the next one sees all that it wrote.

    Two that worked side by side could each miss what the other is about to write. SQLite lets one
    transaction write at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def kind_and_place(error: Exception) -> str:
    """What may be kept of an error; its text could quote what was worked on."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f" ({place.tb_frame.f_globals.get('__name__')}:{place.tb_lineno})" if place else ""
    return f"{type(error).__name__}{where}"


def _postpone(row: OutboxRow, seen_at: datetime, error: Exception) -> None:
    """All rows of the subject that were due when it was tried; a later change is tried at once."""
    wait = min(FIRST_RETRY * 2**row.attempts, LONGEST_RETRY)
    OutboxRow.objects.about(row.subject, row.key).filter(due_at__lte=seen_at).update(
        due_at=timezone.now() + timedelta(seconds=wait),
        attempts=row.attempts + 1,
        error=kind_and_place(error)[:200],
    )
    logger.error("%s could not be carried on: %s", row, type(error).__name__)
