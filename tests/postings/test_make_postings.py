"""`manage.py make_postings N`: random postings that look as the actions would have left them."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from offers.postings import actions
from offers.postings.enums import FIELDS_OF_KIND, KIND_FIELDS, Level, Reach, State, Visibility
from offers.postings.models import Need, Offer, Posting
from offers.postings.tokens import index
from partners.organisations.models import Organisation
from partners.territories.actions import load_demo_region
from tests.support.scale import size

COUNT = size(240, 600)


@pytest.fixture
def region(db: None) -> None:
    load_demo_region()


@pytest.fixture
def filled(region: None) -> None:
    call_command("make_postings", str(COUNT), seed=7)


def facts() -> list[tuple]:
    return [
        (
            posting.organisation.slug,
            posting.kind.slug,
            [topic.slug for topic in posting.topics.order_by("slug")],
            posting.area and posting.area.code,
            posting.expires_on,
            posting.state,
            [text.body for text in posting.texts.all()],
            sorted(posting.tokens.values_list("token", flat=True)),
        )
        for posting in Posting.objects.order_by("pk").select_related("area", "kind")[:40]
    ]


@pytest.mark.usefixtures("filled")
def test_so_many_are_there_and_of_every_sort() -> None:
    assert Offer.objects.count() + Need.objects.count() == Posting.objects.count() == COUNT
    assert {posting.state for posting in Posting.objects.all()} == {
        State.PUBLISHED,
        State.EXPIRED,
        State.CLOSED,
        State.DRAFT,
    }
    assert set(Need.objects.values_list("visibility", flat=True)) == set(Visibility.values)
    assert set(Offer.objects.values_list("visibility", flat=True)) == {Visibility.EVERYONE}
    assert set(Posting.objects.values_list("reach", flat=True)) == set(Reach.values)
    assert set(Posting.objects.values_list("spoken__level", flat=True)) == {None, "", *Level.values}
    assert Organisation.objects.exclude(pk__in=Organisation.objects.verified()).exists()
    assert Posting.objects.filter(place=None, area__code="*").exists()


@pytest.mark.usefixtures("filled")
def test_the_actions_would_have_stored_the_same() -> None:
    for posting in Posting.objects.order_by("?")[:120]:
        specific = posting.specific
        assert specific.area == actions._area(specific)
        assert specific.curated_ags == (specific.place or specific.organisation.seat).ags
        stored = dict(posting.tokens.values_list("token", "weight"))
        index(posting)
        due = dict(posting.tokens.values_list("token", "weight"))
        assert stored == (due if posting.live else {})
        specific.full_clean(exclude=["title"])
        for text in posting.texts.all():
            text.full_clean()


@pytest.mark.usefixtures("filled")
def test_fields_stand_only_where_their_kind_has_them() -> None:
    for offer in Offer.objects.select_related("kind"):
        given = {
            field.name
            for field in Offer._meta.concrete_fields
            if field.name in KIND_FIELDS and getattr(offer, field.name) not in (None, "")
        }
        assert given == set(FIELDS_OF_KIND[offer.kind.slug])
    assert set(Need.objects.values_list("starts_on", flat=True)) == {None}


@pytest.mark.usefixtures("filled")
def test_each_can_be_read_and_saved_as_any_other(owner, company) -> None:
    posting = Offer.objects.published().first()
    assert posting
    saved = actions.save(owner, posting, actions.details_of(posting), version=0)
    saved.latest_revision.publish(skip_permission_checks=True)
    assert actions.details_of(Offer.objects.get(pk=posting.pk)) == actions.details_of(posting)


def test_the_same_seed_gives_the_same(filled: None) -> None:
    first = facts()
    Posting.objects.all().delete()
    call_command("make_postings", str(COUNT), seed=7)
    assert facts() == first


def test_another_seed_gives_others(filled: None) -> None:
    first = facts()
    Posting.objects.all().delete()
    call_command("make_postings", str(COUNT), seed=8)
    assert facts() != first


def test_it_adds_to_what_is_there(filled: None) -> None:
    call_command("make_postings", "10", seed=7)
    assert Posting.objects.count() == COUNT + 10


def test_a_real_portal_is_spared(region: None, settings: Settings) -> None:
    settings.DEV_MAILBOX = ""
    with pytest.raises(CommandError, match="--yes"):
        call_command("make_postings", "5")
    assert not Posting.objects.exists()
    call_command("make_postings", "5", yes=True)
    assert Posting.objects.count() == 5


def test_without_territories_it_says_what_is_missing(db: None) -> None:
    with pytest.raises(CommandError, match="import territories"):
        call_command("make_postings", "5")


@pytest.mark.parametrize("count", ["0", "-3"])
def test_none_at_all_is_refused(region: None, count: str) -> None:
    with pytest.raises(CommandError, match="At least 1"):
        call_command("make_postings", count)


def test_states_are_counted_as_the_list_counts_them(filled: None) -> None:
    states = Counter(posting.state for posting in Posting.objects.all())
    assert Posting.objects.published().count() == states[State.PUBLISHED]
