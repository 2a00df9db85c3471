"""What the mail about new matches says and why, and that nothing overtaken is sent."""

from urllib.parse import urlsplit

import pytest
from django.utils import timezone, translation

from offers.matching import links
from offers.matching.models import Match
from offers.postings import actions as postings
from offers.postings.enums import State, Visibility
from offers.postings.models import Need, Offer, Posting
from partners.accounts.models import User
from partners.deliveries.actions import send_due
from partners.deliveries.models import Delivery
from partners.organisations.models import Membership, Organisation
from tests.deliveries.sink import Sink
from tests.matching.steps import FOUND, change, expand_all, mail_to
from tests.postings.builders import need, offer

pytestmark = pytest.mark.django_db

CLINIC_CONTACT, JOINERY_CONTACT = "hr@klinikum.example", "haus@tischlerei.example"
CLINIC = {CLINIC_CONTACT, "olga@example.org"}
JOINERY = {JOINERY_CONTACT, "otto@example.org"}


# --- What it says ---------------------------------------------------------------------------


def test_it_says_what_matched_and_why(pair: Match, owner: User) -> None:
    with translation.override("de"):
        content = mail_to(owner.email)
    assert content.subject == "Neuer Treffer: Werkswohnung"
    assert content.paragraphs == ["Das passt zu Ihrem Bedarf „Fünf Wohnungen“:"]
    item = content.items[0]
    assert item.title == "Werkswohnung"
    assert item.lines == [
        "Wohnung · Tischlerei Beispiel · Altenburg (Altenburger Land)",
        "Warum: gemeinsam: Wohnen und Wohnumfeld · am selben Ort",
    ]
    assert urlsplit(item.url).path == pair.get_absolute_url()
    assert not content.closing


def test_the_other_side_reads_it_the_other_way_round_and_in_its_language(
    pair: Match, other_company: User
) -> None:
    with translation.override("en"):
        content = mail_to(other_company.email)
    assert content.subject == "New match: Fünf Wohnungen"
    assert content.paragraphs == ["This fits your offer “Werkswohnung”:"]
    assert content.items[0].lines == [
        "Housing · Klinikum Musterstadt · Altenburg (Altenburger Land)",
        "Why: shares: Housing and neighbourhood · in the same place",
    ]


def test_it_is_written_in_the_language_of_the_recipient(
    flat_wanted: Need, flat_offered: Offer, owner: User, sink: Sink
) -> None:
    User.objects.filter(pk=owner.pk).update(language="en")
    expand_all()
    send_due()
    subjects = {mail["To"]: (mail["Subject"], mail["Content-Language"]) for mail in sink.mails}
    assert subjects[owner.email] == ("New match: Werkswohnung", "en")
    assert subjects[CLINIC_CONTACT] == ("Neuer Treffer: Werkswohnung", "de")
    assert len(sink.mails) == 4


def test_a_contact_is_led_to_a_page_of_its_own_posting_without_its_address_in_the_link(
    pair: Match, flat_wanted: Need
) -> None:
    content = mail_to(CLINIC_CONTACT)
    address = urlsplit(content.action.url)
    assert "klinikum" not in content.action.url
    assert links.posting_of(address.path.rstrip("/").rpartition("/")[2]) == flat_wanted
    assert content.items[0].url == f"{content.action.url}#match-{pair.pk}"


def test_more_than_ten_are_the_ten_best_and_a_number(
    company: Organisation, joinery: Organisation, owner: User
) -> None:
    for number in range(12):
        more = ["housing", "health"] if number == 5 else ["housing"]
        offer(joinery, State.PUBLISHED, title=f"Wohnung {number}", topics=more)
    expand_all()
    need(company, State.PUBLISHED, topics=["housing", "health"])
    expand_all()
    with translation.override("de"):
        content = mail_to(owner.email)
    newest = [f"Wohnung {number}" for number in range(11, 1, -1) if number != 5]
    assert [item.title for item in content.items] == ["Wohnung 5", *newest]
    assert content.subject == "12 neue Treffer"
    assert len(content.closing) == 1
    assert "2" in content.closing[0]


def test_where_several_of_ones_own_are_concerned_each_item_says_which(
    company: Organisation, joinery: Organisation, other_company: User
) -> None:
    for title in ("Wohnung", "Haus"):
        offer(joinery, State.PUBLISHED, title=title)
    expand_all()
    need(company, State.PUBLISHED, title="Gesucht")
    expand_all()
    with translation.override("en"):
        content = mail_to(other_company.email)
    assert [item.title for item in content.items] == ["Gesucht", "Gesucht"]
    assert sorted(item.lines[-1] for item in content.items) == ["Fits: Haus", "Fits: Wohnung"]
    assert joinery.slug in content.action.url


# --- What is no longer so is not sent -----------------------------------------------------------


def narrow(pair: Match, visibility: str) -> None:
    change(pair.need, visibility=visibility)


def lose_verification(pair: Match) -> None:
    change(pair.need, visibility=Visibility.VERIFIED)
    Organisation.objects.filter(pk=pair.supply.organisation_id).update(verification="refused")


EVENTS = {
    "nothing": (lambda pair: None, CLINIC | JOINERY),
    "the offer is closed": (
        lambda pair: postings.close(pair.supply.organisation.members.get(), pair.supply),
        set(),
    ),
    "the need has expired": (
        lambda pair: Posting.objects.filter(pk=pair.need_id).update(expire_at=timezone.now()),
        set(),
    ),
    "they share no topic any more": (lambda pair: change(pair.need, topics=["health"]), set()),
    "the need is for verified organisations": (
        lambda pair: narrow(pair, Visibility.VERIFIED),
        CLINIC | {"otto@example.org"},
    ),
    "the need is for offices": (lambda pair: narrow(pair, Visibility.OFFICES), set()),
    "the joinery may not see the need any more": (lose_verification, set()),
    "the contact of the offer is another": (
        lambda pair: change(pair.supply.specific, contact_email="neu@tischlerei.example"),
        CLINIC | {"otto@example.org"},
    ),
    "somebody has left the joinery": (
        lambda pair: Membership.objects.filter(user__email="otto@example.org").delete(),
        CLINIC | {JOINERY_CONTACT},
    ),
    "somebody is not active any more": (
        lambda pair: User.objects.filter(email="olga@example.org").update(is_active=False),
        JOINERY | {CLINIC_CONTACT},
    ),
}


@pytest.mark.parametrize("looked", [False, True], ids=["at once", "after the matches followed"])
@pytest.mark.parametrize("event", EVENTS)
def test_what_is_overtaken_before_it_is_sent_reaches_nobody(
    pair: Match, sink: Sink, event: str, looked: bool
) -> None:
    happen, expected = EVENTS[event]
    happen(pair)
    if looked:
        expand_all()
    send_due()
    assert set(sink.recipients) == expected
    assert len(sink.recipients) == len(expected)
    assert not Delivery.objects.waiting().exists()
    assert Delivery.objects.obsolete().filter(message=FOUND).count() == 4 - len(expected)


def test_of_several_only_those_are_told_that_still_fit(
    company: Organisation, joinery: Organisation, owner: User, other_company: User
) -> None:
    flats = [offer(joinery, State.PUBLISHED, title=f"Wohnung {number}") for number in range(3)]
    expand_all()
    need(company, State.PUBLISHED)
    expand_all()
    postings.close(other_company, flats[1])
    assert [item.title for item in mail_to(owner.email).items] == ["Wohnung 2", "Wohnung 0"]
