"""What is set for a later time comes and goes by the worker, without anybody at the office."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from offers.postings.enums import State
from offers.postings.models import Offer, Posting
from offers.postings.tasks import publish_scheduled
from partners.organisations.models import Organisation
from portal.management.commands.worker import read_schedule
from tests.postings.builders import need, offer
from tests.review.deciding import can_be_found

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("owner")]


def set_for(posting: Posting, hours: int) -> None:
    """Approves the newest version for a moment so many hours from now."""
    revision = posting.latest_revision
    revision.approved_go_live_at = timezone.now() + timedelta(hours=hours)
    revision.save()


def test_what_was_set_for_now_is_on_show_and_can_be_found(company: Organisation) -> None:
    posting = offer(company, title="Sprachkurs am Abend")
    set_for(posting, hours=-1)
    publish_scheduled()
    posting.refresh_from_db()
    assert posting.state == State.PUBLISHED
    assert can_be_found(posting, "Sprachkurs")


def test_what_is_set_for_tomorrow_waits(company: Organisation) -> None:
    posting = offer(company)
    set_for(posting, hours=24)
    publish_scheduled()
    assert Offer.objects.get().state == State.DRAFT


@pytest.mark.parametrize("build", [offer, need])
def test_what_has_expired_is_taken_off_and_its_words_with_it(build, company: Organisation) -> None:
    posting = build(company, State.EXPIRED)
    assert posting.live
    publish_scheduled()
    posting = type(posting).objects.get()
    assert (posting.live, posting.expired, posting.state) == (False, True, State.EXPIRED)
    assert not posting.tokens.exists()


def test_what_is_valid_stays(company: Organisation) -> None:
    posting = offer(company, State.PUBLISHED)
    publish_scheduled()
    posting.refresh_from_db()
    assert posting.live
    assert posting.tokens.exists()


def test_twice_is_once(company: Organisation, desk: Client) -> None:
    posting = offer(company, State.EXPIRED)
    publish_scheduled()
    publish_scheduled()
    history = desk.get(reverse("offer_review:history", args=[posting.pk]))
    taken_off = [entry.action for entry in history.context["object_list"]]
    assert taken_off.count("wagtail.unpublish.scheduled") == 1


def test_the_worker_does_it_hourly(settings: Settings) -> None:
    entries = {entry.name: entry for entry in read_schedule()}
    assert entries["publish-scheduled"].task is publish_scheduled
    assert entries["publish-scheduled"].every == 3600
