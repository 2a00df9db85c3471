"""Saving an edit: a new version; what is on show stays as it is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from offers.postings import actions
from offers.postings.enums import State
from offers.postings.exceptions import EditConflict, UnderReview
from offers.postings.models import Offer, Posting, PostingText
from partners.accounts.models import User
from partners.deliveries.models import Delivery
from partners.organisations.models import Organisation
from partners.taxonomy.models import Term
from tests.postings.builders import details, offer

pytestmark = pytest.mark.django_db


def texts(posting: Posting) -> dict[str, PostingText]:
    return {text.language: text for text in posting.texts.all()}


def test_a_saved_draft_has_a_new_version_and_the_old_one_in_its_history(
    company: Organisation, owner: User, colleague: User
) -> None:
    draft = offer(company, title="Zimmer")
    actions.save(colleague, draft, details(Offer, title="Zimmer mit Balkon"), draft.version)
    stored = Offer.objects.get()
    assert str(stored) == "Zimmer mit Balkon"
    assert stored.version > draft.version
    assert stored.latest_revision.user == colleague
    assert [str(version.as_object()) for version in stored.revisions.order_by("pk")] == [
        "Zimmer",
        "Zimmer mit Balkon",
    ]


def test_the_old_version_stays_on_show_with_all_that_hangs_on_it(
    company: Organisation, owner: User
) -> None:
    live = offer(
        company, State.PUBLISHED, title="Zimmer", topics=["housing"], languages=[("de", "B1")]
    )
    words = set(live.tokens.values_list("token", flat=True))
    change = details(
        Offer,
        title="Haus",
        topics=["family"],
        languages=["en"],
        place="16077032",
        audiences=["women"],
    )
    draft = actions.save(owner, live, change, live.version)
    shown = Offer.objects.get()
    assert (str(shown), shown.place.ags, shown.area.code) == ("Zimmer", "16077001", "16077001")
    assert [topic.slug for topic in shown.topics.all()] == ["housing"]
    assert [str(row.level) for row in shown.spoken.all()] == ["B1"]
    assert not shown.audiences.exists()
    assert set(shown.tokens.values_list("token", flat=True)) == words
    assert (shown.state, shown.has_unpublished_changes) == (State.PUBLISHED, True)
    kept = actions.details_of(shown.get_latest_revision_as_object())
    assert kept == actions.details_of(draft)
    assert kept["texts"]["de"]["title"] == "Haus"
    assert kept["place"].ags == "16077032"


def test_a_colleagues_work_is_not_overwritten(
    company: Organisation, owner: User, colleague: User
) -> None:
    draft = offer(company)
    begun_on = draft.version
    actions.save(colleague, draft, details(Offer, title="Von Karim"), begun_on)
    with pytest.raises(EditConflict):
        actions.save(owner, draft, details(Offer, title="Von Olga"), begun_on)
    assert str(Offer.objects.get()) == "Von Karim"
    assert Offer.objects.get().revisions.count() == 2


def test_nor_is_that_of_the_office(company: Organisation, owner: User, office: User) -> None:
    live = offer(company, State.PUBLISHED)
    actions.mend(office, live, details(Offer, title="Vom Amt"), live.version)
    with pytest.raises(EditConflict):
        actions.save(owner, live, details(Offer, title="Von Olga"), live.version)


def test_what_the_office_has_before_it_cannot_be_changed(
    company: Organisation, owner: User, office: User
) -> None:
    sent = offer(company, State.SUBMITTED, title="Zimmer")
    with pytest.raises(UnderReview):
        actions.save(owner, sent, details(Offer, title="Haus"), sent.version)
    assert str(Offer.objects.get()) == "Zimmer"


def test_a_returned_one_stays_returned_until_it_is_submitted_again(
    company: Organisation, owner: User, office: User
) -> None:
    back = offer(company, State.RETURNED)
    actions.save(owner, back, details(Offer, title="Besser"), back.version)
    assert Offer.objects.get().state == State.RETURNED
    actions.submit(owner, back)
    assert Offer.objects.get().state == State.SUBMITTED


def test_the_plain_parent_is_saved_as_the_child_it_is(company: Organisation, owner: User) -> None:
    """Lists hold plain postings; what is kind-specific must survive a save by such a one."""
    draft = offer(company, kind="course", seats=12)
    plain = Posting.objects.get()
    actions.save(owner, plain, details(Offer, kind="course", seats=9), plain.version)
    assert Offer.objects.get().seats == 9
    assert Offer.objects.get().get_latest_revision_as_object().seats == 9
    assert draft.latest_revision.content_type == Offer.objects.get().latest_revision.content_type


def test_saving_tells_nobody(company: Organisation, owner: User, office: User) -> None:
    live = offer(company, State.PUBLISHED)
    actions.save(owner, live, details(Offer), live.version)
    assert not Delivery.objects.exists()


def test_details_read_from_it_change_nothing_when_saved(company: Organisation, owner: User) -> None:
    draft = offer(
        company, kind="course", seats=3, texts={"en": "A course"}, languages=[("de", "A1")]
    )
    before = actions.details_of(draft)
    actions.save(owner, draft, dict(before), draft.version)
    assert actions.details_of(Offer.objects.get()) == before


def test_a_term_that_has_gone_meanwhile_does_not_break_the_draft(
    company: Organisation, owner: User
) -> None:
    gone = Term.objects.create(vocabulary="topic", slug="gone")
    live = offer(company, State.PUBLISHED, topics=["housing"])
    actions.save(owner, live, details(Offer, topics=["housing", "gone"]), live.version)
    gone.delete()
    draft = Offer.objects.get().get_latest_revision_as_object()
    assert [topic.slug for topic in draft.topics.all()] == ["housing"]


# --- Translations ------------------------------------------------------------------------------


def test_a_translation_is_stale_once_its_source_has_changed(
    company: Organisation, owner: User
) -> None:
    draft = offer(company, title="Zimmer", texts={"en": "Room"})
    rows = texts(draft)
    assert not rows["en"].is_stale(rows["de"])
    assert not rows["de"].is_stale(rows["de"])
    actions.save(owner, draft, details(Offer, title="Haus", texts={"en": "Room"}), draft.version)
    rows = texts(Offer.objects.get())
    assert rows["en"].is_stale(rows["de"])


def test_it_is_fresh_again_once_it_was_touched(company: Organisation, owner: User) -> None:
    draft = offer(company, title="Zimmer", texts={"en": "Room"})
    draft = actions.save(
        owner, draft, details(Offer, title="Haus", texts={"en": "Room"}), draft.version
    )
    draft = actions.save(
        owner, draft, details(Offer, title="Haus", texts={"en": "House"}), draft.version
    )
    rows = texts(draft)
    assert not rows["en"].is_stale(rows["de"])


def test_it_stays_stale_through_saves_that_change_neither(
    company: Organisation, owner: User
) -> None:
    draft = offer(company, State.PUBLISHED, title="Zimmer", texts={"en": "Room"})
    for seats in (1, 2):
        change = details(Offer, kind="course", title="Haus", texts={"en": "Room"}, seats=seats)
        draft = actions.save(owner, draft, change, draft.version)
    rows = texts(Offer.objects.get().get_latest_revision_as_object())
    assert rows["en"].is_stale(rows["de"])


def test_another_source_language_turns_the_tables(company: Organisation, owner: User) -> None:
    draft = offer(company, title="Zimmer", texts={"en": "Room"})
    kept = actions.details_of(draft) | {"source_language": "en"}
    rows = texts(actions.save(owner, draft, kept, draft.version))
    assert (rows["en"].origin, rows["de"].origin) == ("source", "human")
    assert not rows["de"].is_stale(rows["en"])


def test_a_text_can_be_dropped(company: Organisation, owner: User) -> None:
    draft = offer(company, State.PUBLISHED, texts={"en": "Room"})
    actions.save(owner, draft, details(Offer), draft.version)
    Offer.objects.get().latest_revision.publish()
    assert set(texts(Offer.objects.get())) == {"de"}


def test_an_edit_may_prolong_an_expired_one(company: Organisation, owner: User) -> None:
    over = offer(company, State.EXPIRED)
    later = timezone.localdate() + timedelta(days=20)
    actions.save(owner, over, details(Offer, expires_on=later), over.version)
    assert Offer.objects.get().state == State.EXPIRED
    actions.submit(owner, over)
    Offer.objects.get().latest_revision.publish()
    assert Offer.objects.get().state == State.PUBLISHED
