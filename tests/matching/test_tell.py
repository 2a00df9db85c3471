"""Telling: who hears of a new match, and who does not; each person once, in one mail."""

from datetime import timedelta

import pytest
from django.utils import timezone

from offers.matching.models import Match
from offers.postings import actions as postings
from offers.postings.enums import State, Visibility
from offers.postings.models import Need, Offer
from partners.accounts.models import User
from partners.deliveries.models import Delivery
from partners.organisations.enums import Role
from partners.organisations.models import Membership, Organisation
from tests.cast import member, organisation, person
from tests.matching.steps import FOUND, UNMET, change, expand_all, mail_to, told
from tests.postings.builders import need, offer, publish

pytestmark = pytest.mark.django_db

CLINIC_CONTACT, JOINERY_CONTACT = "hr@klinikum.example", "haus@tischlerei.example"


def matches_told(address: str) -> list[set[int]]:
    """The matches in each mail to this address."""
    rows = Delivery.objects.filter(recipient=address, message=FOUND).order_by("pk")
    return [{pk for pk, _side in row.payload["matches"]} for row in rows]


def test_members_of_both_sides_and_both_contacts_hear_of_it(
    flat_wanted: Need,
    flat_offered: Offer,
    owner: User,
    colleague: User,
    reader: User,
    other_company: User,
    office: User,
    office_elsewhere: User,
    administrator: User,
    newcomer: User,
) -> None:
    member(organisation("Chor", "club", "16077001"), "Clara")
    expand_all()
    people = [owner, colleague, reader, other_company]
    assert told() == sorted(
        [*(someone.email for someone in people), CLINIC_CONTACT, JOINERY_CONTACT]
    )
    for delivery in Delivery.objects.all():
        assert delivery.payload["address"] == delivery.recipient
        assert delivery.payload["person"] == delivery.user_id


def test_people_who_are_not_active_are_not_told(
    flat_wanted: Need, flat_offered: Offer, owner: User, colleague: User, other_company: User
) -> None:
    User.objects.filter(pk__in=[colleague.pk, other_company.pk]).update(is_active=False)
    expand_all()
    assert told() == sorted([owner.email, CLINIC_CONTACT, JOINERY_CONTACT])


def test_a_contact_without_an_account_hears_of_what_is_public_only(
    flat_wanted: Need, flat_offered: Offer, owner: User, other_company: User
) -> None:
    """The joinery may see the need, but its contact could be anybody."""
    change(flat_wanted, visibility=Visibility.VERIFIED)
    expand_all()
    assert Match.objects.fitting().exists()
    assert told() == sorted([owner.email, other_company.email, CLINIC_CONTACT])


@pytest.mark.parametrize("written", ["otto@example.org", "Otto@Example.ORG"])
def test_a_contact_that_is_a_member_is_told_once(
    flat_wanted: Need, flat_offered: Offer, owner: User, other_company: User, written: str
) -> None:
    change(flat_offered, contact_email=written)
    expand_all()
    assert told() == sorted([owner.email, other_company.email, CLINIC_CONTACT])


@pytest.mark.parametrize("active", [True, False])
def test_a_contact_with_an_account_hears_of_it_as_a_member_or_not_at_all(
    flat_wanted: Need, flat_offered: Offer, owner: User, other_company: User, active: bool
) -> None:
    person("Haus", is_active=active)
    change(flat_offered, contact_email="haus@example.org")
    expand_all()
    assert told() == sorted([owner.email, other_company.email, CLINIC_CONTACT])


def test_an_address_that_no_mail_reaches_holds_up_nobody(
    flat_wanted: Need, flat_offered: Offer, owner: User, other_company: User
) -> None:
    change(flat_offered, contact_email="ä@tischlerei.example")
    expand_all()
    assert told() == sorted([owner.email, other_company.email, CLINIC_CONTACT])


def test_a_person_in_both_organisations_is_told_once(
    flat_wanted: Need, flat_offered: Offer, joinery: Organisation, owner: User
) -> None:
    Membership.objects.create(organisation=joinery, user=owner, role=Role.READER)
    expand_all()
    assert told().count(owner.email) == 1
    content = mail_to(owner.email)
    assert len(content.items) == 1


def test_one_address_that_is_the_contact_of_both_sides_is_told_once(
    company: Organisation, joinery: Organisation, owner: User
) -> None:
    contact = {"contact_email": "verein@beispiel.example"}
    need(company, State.PUBLISHED, **contact)
    english = {"source_language": "en", "title": "A flat"}
    offer(joinery, State.PUBLISHED, **contact, **english)
    expand_all()
    assert told().count("verein@beispiel.example") == 1
    assert matches_told("verein@beispiel.example") == [{Match.objects.get().pk}]


# --- One mail for all that one change brought -------------------------------------------------


def test_all_that_one_change_brings_a_person_comes_in_one_mail(
    company: Organisation, joinery: Organisation, owner: User, other_company: User
) -> None:
    contacts = [JOINERY_CONTACT, JOINERY_CONTACT, "buero@tischlerei.example"]
    for contact in contacts:
        offer(joinery, State.PUBLISHED, contact_email=contact)
    expand_all()
    need(company, State.PUBLISHED, contact_email=CLINIC_CONTACT)
    expand_all()
    every = set(Match.objects.values_list("pk", flat=True))
    assert len(every) == 3
    for address in (owner.email, other_company.email, CLINIC_CONTACT):
        assert matches_told(address) == [every]
    last = Match.objects.get(supply__contact_email=contacts[2]).pk
    assert matches_told(JOINERY_CONTACT) == [every - {last}]
    assert matches_told(contacts[2]) == [{last}]


def test_a_contact_who_writes_in_two_languages_still_gets_one_mail(
    company: Organisation, joinery: Organisation, owner: User
) -> None:
    for language in ("de", "en"):
        offer(
            joinery,
            State.PUBLISHED,
            contact_email=JOINERY_CONTACT,
            source_language=language,
        )
    expand_all()
    need(company, State.PUBLISHED)
    expand_all()
    assert matches_told(JOINERY_CONTACT) == [set(Match.objects.values_list("pk", flat=True))]


def test_a_new_offer_reaches_the_old_need_and_tells_only_what_is_new(
    pair: Match, flat_wanted: Need, owner: User
) -> None:
    new = member(organisation("Wohnbau", "housing_provider", "16077001"), "Wanda")
    offer(new.organisations.get(), State.PUBLISHED)
    expand_all()
    second = Match.objects.exclude(pk=pair.pk).get()
    assert matches_told(owner.email) == [{pair.pk}, {second.pk}]
    assert matches_told(CLINIC_CONTACT) == [{pair.pk}, {second.pk}]
    assert matches_told(JOINERY_CONTACT) == [{pair.pk}]
    assert matches_told(new.email) == [{second.pk}]


def test_whatever_happens_afterwards_a_pair_is_told_once(
    pair: Match, flat_wanted: Need, flat_offered: Offer, owner: User, joinery: Organisation
) -> None:
    before = told()
    change(flat_wanted, topics=["housing", "health"])
    change(flat_offered, contact_email="neu@tischlerei.example")
    postings.renew(owner, flat_wanted, timezone.localdate() + timedelta(days=9))
    member(joinery, "Neuling")
    change(flat_offered, topics=["housing", "health"])
    expand_all()
    assert told() == before, "neither again, nor to those who came later"


def test_a_person_is_told_in_her_language_and_a_contact_in_that_of_the_posting(
    company: Organisation, joinery: Organisation, owner: User, other_company: User
) -> None:
    User.objects.filter(pk=owner.pk).update(language="en")
    need(company, State.PUBLISHED, contact_email=CLINIC_CONTACT)
    offer(
        joinery,
        State.PUBLISHED,
        source_language="en",
        title="A flat",
        contact_email=JOINERY_CONTACT,
    )
    expand_all()
    assert dict(Delivery.objects.values_list("recipient", "language")) == {
        owner.email: "en",
        CLINIC_CONTACT: "de",
        other_company.email: "de",
        JOINERY_CONTACT: "en",
    }


# --- A need that finds nothing ----------------------------------------------------------------


def test_the_office_in_charge_hears_once_of_a_need_that_finds_nothing(
    flat_wanted: Need,
    owner: User,
    office: User,
    office_elsewhere: User,
    administrator: User,
) -> None:
    expand_all()
    assert told(UNMET) == [office.email]
    content = mail_to(office.email, UNMET)
    assert "Fünf Wohnungen" in content.subject
    assert {"Fünf Wohnungen", "Wohnen und Wohnumfeld", "hr@klinikum.example"} <= {
        text for _label, text in content.facts
    }
    assert content.action.url.endswith(flat_wanted.get_absolute_url())
    change(flat_wanted, topics=["housing", "health"])
    expand_all()
    assert told(UNMET) == [office.email], "once a need"


def test_where_there_is_no_office_administrators_hear_of_it(
    flat_wanted: Need, owner: User, office_elsewhere: User, administrator: User
) -> None:
    expand_all()
    assert told(UNMET) == [administrator.email]


def test_nobody_is_bothered_about_a_need_that_finds_something_or_is_not_on_show(
    pair: Match, company: Organisation, joinery: Organisation, office: User
) -> None:
    """Nor about an offer that nobody needs."""
    closed = need(company, State.PUBLISHED, topics=["health"])
    postings.close(company.members.get(), closed)
    need(company, State.SUBMITTED, topics=["health"])
    offer(joinery, State.PUBLISHED, topics=["family"])
    expand_all()
    assert told(UNMET) == []


@pytest.mark.parametrize("event", ["found", "closed", "expired"])
def test_what_is_no_longer_so_is_not_sent_to_the_office(
    flat_wanted: Need, joinery: Organisation, owner: User, office: User, event: str
) -> None:
    expand_all()
    assert mail_to(office.email, UNMET) is not None
    if event == "found":
        offer(joinery, State.PUBLISHED)
        expand_all()
    elif event == "closed":
        postings.close(owner, flat_wanted)
    else:
        Need.objects.filter(pk=flat_wanted.pk).update(expire_at=timezone.now())
    assert mail_to(office.email, UNMET) is None


def test_the_office_hears_once_of_a_need_that_loses_its_only_match(
    pair: Match, flat_wanted: Need, other_company: User, office: User
) -> None:
    assert told(UNMET) == []
    postings.close(other_company, pair.supply.specific)
    expand_all()
    assert told(UNMET) == [office.email]
    publish(Need.objects.get(pk=flat_wanted.pk))
    expand_all()
    assert told(UNMET) == [office.email]
