"""The office mends a posting itself, in the editor of the admin."""

from datetime import date

import pytest
from django.test import Client

from offers.postings import actions
from offers.postings.enums import Origin, State, Visibility
from offers.postings.models import Need, Offer
from partners.accounts.models import User
from partners.organisations.enums import Verification
from partners.organisations.models import Organisation
from tests.postings.builders import details, need, offer
from tests.review.editor import APPROVE, PUBLISH, editor_data, press

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("owner")]

TITLE = "texts-0-title"


def test_what_waits_is_mended_and_goes_on_waiting(desk: Client, company: Organisation) -> None:
    posting = offer(company, State.SUBMITTED, title="Wonung")
    assert press(desk, posting, **{TITLE: "Wohnung"}).status_code == 302
    mended = Offer.objects.get()
    assert (str(mended), mended.state) == ("Wohnung", State.SUBMITTED)


def test_mended_and_approved_in_one_go(desk: Client, company: Organisation) -> None:
    posting = offer(company, State.SUBMITTED, title="Wonung")
    assert press(desk, posting, APPROVE, **{TITLE: "Wohnung"}).status_code == 302
    shown = Offer.objects.get()
    assert (str(shown), shown.state) == ("Wohnung", State.PUBLISHED)


def test_what_is_on_show_is_mended_there(desk: Client, company: Organisation) -> None:
    posting = need(company, State.PUBLISHED, title="Wonung")
    press(desk, posting, PUBLISH, **{TITLE: "Wohnung", "visibility": Visibility.VERIFIED})
    shown = Need.objects.get()
    assert (str(shown), shown.state, shown.visibility) == ("Wohnung", State.PUBLISHED, "verified")
    assert not shown.has_unpublished_changes


def test_facets_dates_and_details_of_the_kind_are_kept_and_changed(
    desk: Client, company: Organisation
) -> None:
    posting = offer(
        company,
        State.SUBMITTED,
        kind="housing",
        rooms="2.5",
        rent_eur="640",
        languages=[("de", "B1")],
    )
    before = actions.details_of(posting)
    day = posting.expires_on.replace(day=1)
    press(desk, posting, rooms="3.5", expires_on=day.isoformat())
    after = actions.details_of(Offer.objects.get())
    assert (after["rooms"], after["expires_on"]) == (3.5, day)
    same = before.keys() - {"rooms", "expires_on"}
    assert {name: after[name] for name in same} == {name: before[name] for name in same}


def test_another_kind_leaves_nothing_behind_that_it_has_not(
    desk: Client, company: Organisation
) -> None:
    posting = offer(
        company, State.SUBMITTED, kind="housing", rooms="2.5", starts_on=date(2027, 5, 1)
    )
    press(desk, posting, kind=offer(company, kind="course").kind_id)
    mended = Offer.objects.get(pk=posting.pk)
    assert (mended.rooms, mended.starts_on) == (None, date(2027, 5, 1))
    press(desk, mended, kind=offer(company, kind="information").kind_id)
    assert Offer.objects.get(pk=posting.pk).starts_on is None


def test_a_need_is_mended_without_fields_of_offers(desk: Client, company: Organisation) -> None:
    posting = need(company, State.SUBMITTED, kind="housing", headcount=2)
    assert "starts_on" not in editor_data(desk, posting)
    press(desk, posting, headcount=3)
    mended = Need.objects.get()
    assert (mended.headcount, mended.starts_on) == (3, None)


def test_a_kind_of_needs_is_no_kind_of_offers(desk: Client, company: Organisation) -> None:
    posting = offer(company, State.SUBMITTED)
    page = press(desk, posting, kind=need(company).kind_id)
    assert "kind" in page.context["form"].errors


def test_a_changed_source_makes_its_translation_stale(desk: Client, company: Organisation) -> None:
    posting = offer(company, State.SUBMITTED, texts={"en": "A flat"})
    press(desk, posting, **{TITLE: "Wohnung am Park"})
    source, translation = Offer.objects.get().texts.all()
    assert translation.origin == Origin.HUMAN
    assert translation.is_stale(source)


def test_a_mended_translation_fits_again(desk: Client, company: Organisation) -> None:
    posting = offer(company, State.SUBMITTED, texts={"en": "A flat"})
    press(desk, posting, **{TITLE: "Wohnung am Park", "texts-1-title": "A flat by the park"})
    source, translation = Offer.objects.get().texts.all()
    assert not translation.is_stale(source)


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED, State.EXPIRED, State.CLOSED])
def test_what_is_with_the_organisation_is_only_read(
    desk: Client, company: Organisation, state: str
) -> None:
    posting = offer(company, state, title="Alt")
    assert desk.get(posting.review_url).context["locked_for_user"]
    press(desk, posting, **{TITLE: "Neu"})
    assert str(Offer.objects.get()) == "Alt"


def test_an_unfinished_change_of_the_organisation_is_not_published_by_mistake(
    desk: Client, company: Organisation, owner: User
) -> None:
    posting = offer(company, State.PUBLISHED, title="Alt")
    actions.save(owner, posting, details(Offer, title="Halb fertig"), posting.version)
    press(desk, posting, PUBLISH)
    assert str(Offer.objects.get()) == "Alt"


def test_two_at_the_office_never_overwrite_each_other(desk: Client, company: Organisation) -> None:
    posting = offer(company, State.SUBMITTED)
    slow = editor_data(desk, posting)
    press(desk, posting, **{TITLE: "Zuerst"})
    for _again in range(2):
        page = desk.post(posting.review_url, slow | {TITLE: "Zu spät"})
        assert "Zu spät" in page.text
        assert "inzwischen" in page.text
        assert f'name="loaded_revision_id" value="{slow["loaded_revision_id"]}"' in page.text
    assert str(Offer.objects.get()) == "Zuerst"


@pytest.mark.parametrize("loaded", ["", "abc", "9" * 30])
def test_without_a_version_nothing_is_saved(
    desk: Client, company: Organisation, loaded: str
) -> None:
    posting = offer(company, State.SUBMITTED, title="Alt")
    assert press(desk, posting, loaded_revision_id=loaded, **{TITLE: "Neu"}).status_code == 200
    assert str(Offer.objects.get()) == "Alt"


@pytest.mark.parametrize("button", [APPROVE, PUBLISH])
def test_nothing_of_an_unverified_organisation_is_put_on_show(
    desk: Client, company: Organisation, button: dict[str, str]
) -> None:
    state = State.SUBMITTED if button is APPROVE else State.PUBLISHED
    posting = offer(company, state, title="Alt")
    Organisation.objects.filter(pk=company.pk).update(verification=Verification.PENDING)
    page = press(desk, posting, button, **{TITLE: "Neu"})
    assert "noch nicht bestätigt" in page.text
    assert "Neu" in page.text
    assert f'name="loaded_revision_id" value="{posting.version}"' in page.text
    assert (str(Offer.objects.get()), Offer.objects.get().state) == ("Alt", state)


def test_withdrawn_while_the_office_was_writing(
    desk: Client, company: Organisation, owner: User
) -> None:
    posting = offer(company, State.SUBMITTED, title="Alt")
    sent = editor_data(desk, posting)
    actions.withdraw(owner, posting)
    desk.post(posting.review_url, sent | {TITLE: "Neu"} | APPROVE)
    assert (str(Offer.objects.get()), Offer.objects.get().state) == ("Alt", State.DRAFT)


def test_the_original_text_cannot_be_removed(desk: Client, company: Organisation) -> None:
    posting = offer(company, State.SUBMITTED, title="Wohnung", texts={"en": "A flat"})
    page = press(desk, posting, **{"texts-0-DELETE": "on"})
    assert "Ausgangssprache" in page.text
    assert Offer.objects.get().texts.count() == 2


def test_a_translation_can_be_removed(desk: Client, company: Organisation) -> None:
    posting = offer(company, State.SUBMITTED, texts={"en": "A flat"})
    assert press(desk, posting, **{"texts-1-DELETE": "on"}).status_code == 302
    assert [text.language for text in Offer.objects.get().texts.all()] == ["de"]


def test_no_two_texts_in_one_language(desk: Client, company: Organisation) -> None:
    posting = offer(company, State.SUBMITTED, texts={"en": "A flat"})
    page = press(desk, posting, **{"texts-1-language": "de"})
    assert page.status_code == 200
    assert Offer.objects.get().texts.count() == 2
