"""Many at once: the work grows with the people told and not with the pairs."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from offers.matching.models import Match
from offers.postings.models import Posting
from partners.outbox.models import OutboxRow
from tests.matching.crowd import crowd
from tests.matching.steps import expand_all, mail_to

pytestmark = pytest.mark.django_db

ONE, MANY = "eine@beispiel.example", "viele@beispiel.example"


def queries(changed: str, many: int) -> tuple[int, int]:
    """What it costs that one posting finds so many of one contact, and to write both mails."""
    needs, offers = crowd(1, many) if changed == "need" else crowd(many, 1)
    one, found = (needs, offers) if changed == "need" else (offers, needs)
    Posting.objects.filter(pk__in=one).update(contact_email=ONE)
    Posting.objects.filter(pk__in=found).update(contact_email=MANY)
    OutboxRow.objects.exclude(key=one[0]).delete()
    with CaptureQueriesContext(connection) as expanding:
        expand_all()
    assert Match.objects.count() == many
    with CaptureQueriesContext(connection) as writing:
        for address in (ONE, MANY):
            assert str(many) in mail_to(address).subject
    return len(expanding), len(writing)


@pytest.mark.parametrize("changed", ["need", "offer"])
def test_the_number_of_queries_does_not_grow_with_the_pairs(changed: str) -> None:
    costs = []
    for many in (2, 3, 30):  # the first one fills caches
        with transaction.atomic():
            costs.append(queries(changed, many))
            transaction.set_rollback(True)
    assert costs[1] == costs[2]
