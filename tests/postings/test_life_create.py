"""Creating a posting: a draft that nobody else sees, with everything derived."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from offers.postings import actions, permissions
from offers.postings.enums import Origin, Reach, State
from offers.postings.models import Need, Offer, Posting
from partners.accounts.models import User
from partners.deliveries.models import Delivery
from partners.organisations.models import Organisation
from tests.postings.builders import details, need, offer, term

pytestmark = pytest.mark.django_db


def test_a_new_posting_is_a_draft_with_its_first_version(
    company: Organisation, owner: User
) -> None:
    made = actions.create(owner, Offer(organisation=company), details(Offer, title="Zimmer"))
    stored = Offer.objects.get()
    assert stored == made
    assert (stored.state, stored.live, stored.first_published_at) == (State.DRAFT, False, None)
    assert stored.version == stored.latest_revision_id > 0
    assert stored.latest_revision.user == owner
    assert str(stored) == str(stored.get_latest_revision_as_object()) == "Zimmer"
    assert isinstance(Posting.objects.get().specific, Offer)
    assert [entry.action for entry in ModelLogEntry.objects.all()] == ["wagtail.create"]


def test_nobody_is_told_and_no_word_of_it_is_found(
    company: Organisation, owner: User, office: User
) -> None:
    draft = offer(company)
    assert not Delivery.objects.exists()
    assert not draft.tokens.exists()


def test_everything_typed_is_kept(company: Organisation, owner: User) -> None:
    typed = details(
        Offer,
        title="Deutsch am Abend",
        kind="course",
        topics=["language", "work_training"],
        audiences=["employees"],
        languages=[("de", "B1"), "en", ("de", "B2")],
        reach=Reach.RADIUS,
        radius_km=25,
        texts={"en": "German in the evening"},
        seats=12,
        schedule="dienstags",
        expires_on=timezone.localdate() + timedelta(days=40),
    )
    draft = actions.create(owner, Offer(organisation=company), dict(typed))
    for version in (Offer.objects.get(), draft, draft.get_latest_revision_as_object()):
        kept = actions.details_of(version)
        assert {name: kept[name] for name in typed} == typed


def test_a_new_posting_lives_half_a_year_unless_said_otherwise(
    company: Organisation, owner: User
) -> None:
    today = timezone.localdate()
    assert offer(company).expires_on == today + timedelta(days=183)
    assert offer(company, expires_on=today).expires_on == today


def test_the_place_decides_who_is_in_charge_else_the_seat(
    company: Organisation, owner: User
) -> None:
    assert offer(company, place="16076079").curated_ags == "16076079"
    assert offer(company, place=None, reach=Reach.EVERYWHERE).curated_ags == "16077001"


@pytest.mark.parametrize(
    ("reach", "more", "code"),
    [
        (Reach.PLACE, {}, "16077001"),
        (Reach.RADIUS, {"radius_km": 10}, "16077001+10"),
        (Reach.TERRITORIES, {"territories": ["16077", "16076"]}, "16076,16077"),
        (Reach.EVERYWHERE, {}, "*"),
    ],
)
def test_the_area_follows_from_what_was_said(
    company: Organisation, owner: User, reach: Reach, more: dict, code: str
) -> None:
    area = need(company, reach=reach, **more).area
    assert area is not None
    assert area.code == code


def test_without_place_and_territories_it_serves_nowhere(
    company: Organisation, owner: User
) -> None:
    assert offer(company, place=None).area is None
    assert offer(company, place=None, reach=Reach.RADIUS, radius_km=10).area is None


def test_the_text_in_the_source_language_is_the_original(
    company: Organisation, owner: User
) -> None:
    draft = offer(company, source_language="en", title="A flat", texts={"de": "Eine Wohnung"})
    assert {text.language: text.origin for text in draft.texts.all()} == {
        "en": Origin.SOURCE,
        "de": Origin.HUMAN,
    }


def test_a_broken_one_leaves_nothing_behind(company: Organisation, owner: User) -> None:
    twice = details(Offer, languages=["de", "de"])
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.create(owner, Offer(organisation=company), twice)
    assert not Posting.objects.exists()


def test_a_need_has_its_own_fields(company: Organisation, owner: User) -> None:
    day = timezone.localdate() + timedelta(days=10)
    asked = need(company, headcount=5, wanted_by=day)
    assert (Need.objects.get().headcount, asked.wanted_by) == (5, day)
    assert asked.kind == term("need_kind", "housing")


def test_owners_and_editors_write_for_their_organisation_and_nobody_else(
    company: Organisation,
    owner: User,
    colleague: User,
    reader: User,
    other_company: User,
    office: User,
    newcomer: User,
) -> None:
    draft = offer(company)
    assert permissions.can_edit(owner, draft)
    assert permissions.can_edit(colleague, draft)
    for stranger in (reader, other_company, office, newcomer, AnonymousUser()):
        assert not permissions.can_edit(stranger, draft)
