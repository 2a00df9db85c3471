"""Mails about matches say when a title or what stands behind it is a translation."""

import pytest
from django.utils import translation

from offers.matching.actions import answer
from offers.matching.enums import MatchState, Side
from offers.matching.models import Match
from offers.postings import actions
from offers.postings.enums import Origin
from offers.postings.models import Need, Offer
from partners.accounts.models import User
from partners.deliveries.actions import send_due
from tests.deliveries.sink import Sink
from tests.matching.steps import ANSWERED, expand_all, mail_to
from tests.postings.builders import publish

pytestmark = pytest.mark.django_db

ENGLISH = {"title": "Company flat", "summary": "In short.", "body": "", "origin": Origin.MACHINE}


@pytest.fixture
def translated(flat_wanted: Need, flat_offered: Offer, owner: User, other_company: User) -> Offer:
    publish(actions.translate(other_company, flat_offered, "en", ENGLISH, flat_offered.version))
    expand_all()
    return flat_offered


def test_new_matches_name_the_machine(translated: Offer, owner: User) -> None:
    with translation.override("en"):
        (item,) = mail_to(owner.email).items
    assert (item.title, item.lines[0].split(" · ")[-1]) == ("Company flat", "Machine translation")
    with translation.override("de"):
        (item,) = mail_to(owner.email).items
    assert item.lines[0].split(" · ")[-1] != "Maschinelle Übersetzung"


def test_plain_and_html_part_say_the_same(
    request: pytest.FixtureRequest, owner: User, sink: Sink
) -> None:
    User.objects.filter(pk=owner.pk).update(language="en")
    request.getfixturevalue("translated")
    send_due()
    mail = next(mail for mail in sink.mails if mail["To"] == owner.email)
    parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    assert [("Machine translation" in part, "Company flat" in part) for part in parts] == [
        (True, True),
        (True, True),
    ]


def test_an_answer_names_the_machine_where_it_names_the_title(
    translated: Offer, owner: User, other_company: User
) -> None:
    match = Match.objects.get()
    answer(match, Side.SUPPLY, MatchState.INTERESTED, seen=match.state, person=other_company)
    with translation.override("en"):
        content = mail_to(owner.email, ANSWERED)
    assert "“Company flat (Machine translation)”" in content.paragraphs[0]
    assert content.subject.endswith("Company flat")
