"""Answering: what each side may say, what is kept, and who hears of it."""

from typing import NoReturn
from urllib.parse import urlsplit

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from offers.matching import actions, notifications
from offers.matching.enums import DeclineReason, MatchState, Side
from offers.matching.exceptions import NoLongerFits, NotAnAnswer, Overtaken
from offers.matching.models import Answer, Match
from offers.matching.permissions import possible_answers
from offers.postings import actions as postings
from offers.postings.enums import Visibility
from offers.postings.models import Need, Posting
from partners.accounts.models import User
from partners.deliveries.actions import send_due
from partners.deliveries.models import Delivery
from partners.organisations.models import Membership
from tests.deliveries.sink import Sink
from tests.matching.steps import ANSWERED, change, expand_all, mail_to, told

pytestmark = pytest.mark.django_db

CLINIC_CONTACT, JOINERY_CONTACT = "hr@klinikum.example", "haus@tischlerei.example"
CLINIC = sorted([CLINIC_CONTACT, "olga@example.org"])
JOINERY = sorted([JOINERY_CONTACT, "otto@example.org"])
OPEN, INTERESTED, IN_PROGRESS, DECLINED, SOLVED = MatchState

# What either side may answer in each state; the need's side may say one thing more.
EITHER = {
    OPEN: {INTERESTED, IN_PROGRESS, DECLINED},
    INTERESTED: {IN_PROGRESS, DECLINED},
    IN_PROGRESS: {DECLINED},
    DECLINED: {INTERESTED, IN_PROGRESS},
    SOLVED: set(),
}
NEED_TOO = {
    OPEN: SOLVED,
    INTERESTED: SOLVED,
    IN_PROGRESS: SOLVED,
    DECLINED: SOLVED,
    SOLVED: IN_PROGRESS,
}


def answer(match: Match, side: Side, state: str, **more: object) -> Answer:
    """Answers what is there now, with a reason where one is needed."""
    reason = DeclineReason.COST if state == DECLINED else ""
    seen = Match.objects.get(pk=match.pk).state
    return actions.answer(match, side, state, **{"seen": seen, "reason": reason} | more)


# --- What may be said -----------------------------------------------------------------------


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("before", MatchState)
def test_what_a_side_may_answer_depends_on_how_far_they_are(
    pair: Match, before: MatchState, side: Side
) -> None:
    possible = EITHER[before] | ({NEED_TOO[before]} if side == Side.NEED else set())
    Match.objects.update(state=before)
    pair.refresh_from_db()
    assert set(possible_answers(pair.state, side)) == possible
    for state in MatchState:
        with transaction.atomic():
            if state in possible:
                given = answer(pair, side, state)
                assert Match.objects.get().state == given.state == state
            else:
                with pytest.raises(NotAnAnswer):
                    answer(pair, side, state)
                assert Match.objects.get().state == before
                assert not Answer.objects.exists()
            transaction.set_rollback(True)


@pytest.mark.parametrize("state", ["", "won", "OPEN"])
def test_what_is_no_answer_is_none(pair: Match, state: str) -> None:
    with pytest.raises(NotAnAnswer):
        answer(pair, Side.NEED, state)


def test_the_database_itself_lets_only_the_need_be_solved(pair: Match) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        pair.answers.create(side=Side.SUPPLY, state=SOLVED)
    pair.answers.create(side=Side.NEED, state=SOLVED)


def test_declined_needs_a_reason_also_in_the_database(pair: Match) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        answer(pair, Side.NEED, DECLINED, reason="")
    assert Match.objects.get().state == OPEN
    assert told(ANSWERED) == []
    answer(pair, Side.NEED, DECLINED, reason=DeclineReason.DISTANCE)


@pytest.mark.parametrize("state", [INTERESTED, IN_PROGRESS, SOLVED])
def test_nothing_else_has_a_reason(pair: Match, state: MatchState) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        answer(pair, Side.NEED, state, reason=DeclineReason.DISTANCE)


# --- What is kept ---------------------------------------------------------------------------


def test_the_history_keeps_who_said_what_in_which_order(
    pair: Match, owner: User, other_company: User
) -> None:
    answer(pair, Side.SUPPLY, INTERESTED, note="Ab Oktober frei.")
    answer(pair, Side.NEED, DECLINED, reason=DeclineReason.TIME, person=owner)
    answer(pair, Side.SUPPLY, IN_PROGRESS, person=other_company)
    steps = pair.answers.values_list("side", "state", "reason", "note", "person")
    assert list(steps) == [
        (Side.SUPPLY, INTERESTED, "", "Ab Oktober frei.", None),
        (Side.NEED, DECLINED, DeclineReason.TIME, "", owner.pk),
        (Side.SUPPLY, IN_PROGRESS, "", "", other_company.pk),
    ]
    assert Match.objects.get().state == IN_PROGRESS


def test_who_leaves_the_portal_leaves_her_answer_without_a_name(pair: Match) -> None:
    somebody = User.objects.create_user("gone@example.org")
    given = answer(pair, Side.NEED, INTERESTED, person=somebody)
    somebody.delete()
    given.refresh_from_db()
    assert (given.person, given.state) == (None, INTERESTED)


@pytest.mark.parametrize("side", Side)
def test_who_has_not_seen_the_last_answer_is_overtaken(pair: Match, side: Side) -> None:
    first = answer(pair, Side.NEED, INTERESTED)
    with pytest.raises(Overtaken):
        answer(pair, side, IN_PROGRESS, seen=OPEN)
    assert pair.answers.get() == first
    assert Match.objects.get().state == INTERESTED
    assert told(ANSWERED) == JOINERY


def test_an_answer_of_which_nobody_can_be_told_does_not_stand(
    pair: Match, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_answer: Answer) -> NoReturn:
        raise RuntimeError("no delivery can be written")

    monkeypatch.setattr(notifications, "tell_answer", fail)
    with pytest.raises(RuntimeError):
        answer(pair, Side.NEED, INTERESTED)
    assert Match.objects.get().state == OPEN
    assert not Answer.objects.exists()


# --- What no longer fits ----------------------------------------------------------------------


@pytest.mark.parametrize("looked", [False, True], ids=["at once", "after the matches followed"])
@pytest.mark.parametrize("event", ["closed", "changed", "hidden"])
def test_what_no_longer_fits_is_not_answered_and_keeps_its_answers(
    pair: Match, owner: User, event: str, looked: bool
) -> None:
    first = answer(pair, Side.SUPPLY, INTERESTED)
    if event == "closed":
        postings.close(owner, pair.need)
    elif event == "changed":
        change(pair.need, topics=["health"])
    else:
        change(pair.need, visibility=Visibility.OFFICES)
    if looked:
        expand_all()
    with pytest.raises(NoLongerFits):
        answer(pair, Side.NEED, SOLVED)
    assert pair.answers.get() == first
    assert Match.objects.get().state == INTERESTED


def test_what_fits_again_goes_on_where_it_was(pair: Match) -> None:
    first = answer(pair, Side.SUPPLY, INTERESTED)
    change(pair.need, topics=["health"])
    expand_all()
    change(pair.need, topics=["housing"])
    expand_all()
    answer(pair, Side.NEED, IN_PROGRESS)
    assert pair.answers.first() == first
    assert pair.answers.count() == 2


# --- Who hears of it ----------------------------------------------------------------------------


def arrived(sink: Sink) -> list[str]:
    """To whom mails about answers came, after all that was due was sent."""
    send_due()
    assert not Delivery.objects.waiting().exists()
    rows = Delivery.objects.sent().filter(message=ANSWERED)
    mails = {mail["Message-ID"] for mail in sink.mails}
    assert {row.message_id for row in rows} <= mails
    return sorted(rows.values_list("recipient", flat=True))


@pytest.mark.parametrize(("side", "hearing"), [(Side.NEED, JOINERY), (Side.SUPPLY, CLINIC)])
def test_the_other_side_is_told_once(
    pair: Match, side: Side, hearing: list[str], sink: Sink
) -> None:
    answer(pair, side, INTERESTED)
    assert arrived(sink) == hearing
    expand_all()
    assert arrived(sink) == hearing


def test_the_mail_says_who_answered_what_why_and_how_to_go_on(
    pair: Match, other_company: User
) -> None:
    answer(pair, Side.NEED, DECLINED, reason=DeclineReason.TIME, note="Erst im Mai.")
    with translation.override("de"):
        content = mail_to(other_company.email, ANSWERED)
    assert content.subject == "Klinikum Musterstadt: Abgelehnt – Fünf Wohnungen"
    assert "„Fünf Wohnungen“ und Ihren Eintrag „Werkswohnung“" in content.paragraphs[0]
    assert dict(content.facts) == {
        "Antwort": "Abgelehnt",
        "Grund": "Die Zeit passt nicht",
        "Nachricht": "\n> Erst im Mai.",
        "Ansprechperson": "Kim Muster",
        "E-Mail": CLINIC_CONTACT,
    }
    assert urlsplit(content.action.url).path == pair.get_absolute_url()
    by_link = mail_to(JOINERY_CONTACT, ANSWERED).action.url
    assert "/by-link/" in by_link
    assert by_link.endswith(f"#match-{pair.pk}")


def test_an_answer_overtaken_by_a_newer_one_is_not_sent(pair: Match, sink: Sink) -> None:
    answer(pair, Side.NEED, INTERESTED)
    answer(pair, Side.SUPPLY, IN_PROGRESS)
    assert arrived(sink) == CLINIC, "the joinery has seen what it answered to"


def test_of_two_answers_of_one_side_the_other_hears_the_last(pair: Match, sink: Sink) -> None:
    answer(pair, Side.NEED, INTERESTED)
    last = answer(pair, Side.NEED, SOLVED)
    assert arrived(sink) == JOINERY
    occasions = Delivery.objects.sent().filter(message=ANSWERED).values_list("subject_key")
    assert set(occasions) == {(f"answer:{last.pk}",)}


@pytest.mark.parametrize("looked", [False, True], ids=["at once", "after the matches followed"])
def test_solved_and_then_closed_still_reaches_the_other_side(
    pair: Match, owner: User, sink: Sink, looked: bool
) -> None:
    answer(pair, Side.NEED, SOLVED)
    postings.close(owner, pair.need)
    if looked:
        expand_all()
    assert arrived(sink) == JOINERY


@pytest.mark.parametrize(("side", "hearing"), [(Side.NEED, JOINERY[1:]), (Side.SUPPLY, CLINIC)])
def test_a_contact_is_told_only_of_what_is_public(
    pair: Match, side: Side, hearing: list[str], sink: Sink
) -> None:
    change(pair.need, visibility=Visibility.VERIFIED)
    expand_all()
    answer(pair, side, INTERESTED)
    assert told(ANSWERED) == hearing
    assert arrived(sink) == hearing


@pytest.mark.parametrize(
    ("visibility", "hearing"),
    [(Visibility.VERIFIED, JOINERY[1:]), (Visibility.OFFICES, [])],
)
def test_what_was_hidden_before_it_was_sent_reaches_only_who_may_see_it(
    pair: Match, sink: Sink, visibility: Visibility, hearing: list[str]
) -> None:
    answer(pair, Side.NEED, INTERESTED)
    change(pair.need, visibility=visibility)
    assert arrived(sink) == hearing


def test_neither_a_former_contact_nor_a_former_member_hears_of_it(pair: Match, sink: Sink) -> None:
    answer(pair, Side.NEED, INTERESTED)
    change(pair.supply.specific, contact_email="neu@tischlerei.example")
    Membership.objects.filter(organisation=pair.supply.organisation).delete()
    assert arrived(sink) == []


def test_a_posting_that_is_deleted_is_answered_to_nobody(
    pair: Match, flat_wanted: Need, sink: Sink
) -> None:
    answer(pair, Side.NEED, INTERESTED)
    Posting.objects.get(pk=flat_wanted.pk).specific.delete()
    assert arrived(sink) == []
