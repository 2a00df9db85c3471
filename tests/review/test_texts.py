"""The office sees where the texts of a posting come from, and which no longer fit."""

import pytest
from django.test import Client

from offers.postings import actions
from offers.postings.enums import Origin, State
from offers.postings.models import Offer
from partners.accounts.models import User
from partners.organisations.models import Organisation
from tests.postings.builders import details, offer, publish
from tests.review.editor import PUBLISH, press

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("owner")]

ENGLISH = {"title": "A flat", "summary": "In short.", "body": "", "origin": Origin.MACHINE}


def stale_on_show(company: Organisation, owner: User) -> Offer:
    posting = offer(company, State.PUBLISHED, texts={"en": ENGLISH})
    words = {name: word for name, word in ENGLISH.items() if name != "origin"}
    changed = details(Offer, title="Ein Haus", texts={"en": words})
    publish(actions.save(owner, posting, changed, posting.version))
    return Offer.objects.get(pk=posting.pk)


def marks(posting: Offer) -> tuple[str, bool]:
    stored = Offer.objects.get(pk=posting.pk)
    text = stored.texts.get(language="en")
    return text.origin, text.is_stale(stored.source_text)


def test_what_the_office_mends_is_a_persons_and_current(
    desk: Client, company: Organisation, owner: User
) -> None:
    posting = stale_on_show(company, owner)
    assert marks(posting) == (Origin.MACHINE, True)
    page = desk.get(posting.review_url).context["form"].formsets["texts"]
    number = next(i for i, row in enumerate(page.forms) if row.instance.language == "en")
    assert press(desk, posting, PUBLISH, **{f"texts-{number}-title": "A house"}).status_code == 302
    assert marks(posting) == (Origin.HUMAN, False)


def test_what_the_office_leaves_as_it_is_keeps_its_marks(
    desk: Client, company: Organisation, owner: User
) -> None:
    posting = stale_on_show(company, owner)
    assert press(desk, posting, PUBLISH, link="https://example.org").status_code == 302
    assert marks(posting) == (Origin.MACHINE, True)
    assert Offer.objects.get().link == "https://example.org"


def test_the_warning_stands_only_at_what_is_stale(
    desk: Client, company: Organisation, owner: User
) -> None:
    fresh = offer(company, State.SUBMITTED, texts={"en": ENGLISH})
    stale = stale_on_show(company, owner)
    shown = [desk.get(posting.review_url).text for posting in (fresh, stale)]
    assert [text.count("portal-text-stale") for text in shown] == [0, 1]
    assert [text.count("Maschinelle Übersetzung") for text in shown] == [1, 1]
