"""The first day moved from offers to all postings; what was stored moves along, and back."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from offers.postings.enums import State
from offers.postings.models import Offer, Posting
from partners.accounts.models import User
from partners.organisations.models import Organisation
from tests.postings.builders import need, offer

MAY, JUNE = date(2027, 5, 1), date(2027, 6, 1)


def migrate(name: str) -> MigrationExecutor:
    executor = MigrationExecutor(connection)
    executor.migrate([("postings", name)])
    return executor


@pytest.mark.django_db(transaction=True)
def test_stored_days_move_to_the_parent_and_back(company: Organisation, owner: User) -> None:
    flat = offer(company, State.PUBLISHED, kind="housing", starts_on=MAY)
    job = offer(company, kind="job", starts_on=JUNE)
    course = offer(company, kind="course", starts_on=None)
    asked = need(company)

    before = migrate("0002_token_weight").loader.project_state(("postings", "0002_token_weight"))
    offers_before = before.apps.get_model("postings", "Offer").objects
    assert dict(offers_before.values_list("pk", "starts_on")) == {
        flat.pk: MAY,
        job.pk: JUNE,
        course.pk: None,
    }
    offers_before.filter(pk=job.pk).update(starts_on=MAY)

    migrate("0003_starts_on_of_all_postings")
    assert dict(Posting.objects.values_list("pk", "starts_on")) == {
        flat.pk: MAY,
        job.pk: MAY,
        course.pk: None,
        asked.pk: None,
    }
    # The versions in the history name their fields flat, whichever table holds them.
    assert Offer.objects.get(pk=flat.pk).get_latest_revision_as_object().starts_on == MAY
