"""Who sees a posting and who decides about it: every reader, every visibility, every state."""

import pytest
from django.contrib.auth.models import AnonymousUser

from offers.postings import permissions
from offers.postings.enums import State, Visibility
from offers.postings.models import Need, Posting
from partners.accounts.models import User
from partners.organisations.enums import Verification
from partners.organisations.models import Organisation
from tests.postings.builders import need, offer

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()
PEOPLE = ("owner", "colleague", "reader", "office", "office_elsewhere", "other_company",
          "newcomer", "administrator")  # fmt: skip
INSIDE = {"owner", "colleague", "reader", "office", "administrator"}
SEES = {
    Visibility.EVERYONE: {*PEOPLE, "visitor"},
    Visibility.VERIFIED: INSIDE | {"office_elsewhere", "other_company"},
    Visibility.OFFICES: INSIDE,
}


@pytest.fixture
def people(
    owner: User,
    colleague: User,
    reader: User,
    office: User,
    office_elsewhere: User,
    other_company: User,
    newcomer: User,
    administrator: User,
) -> dict[str, User | AnonymousUser]:
    everybody = (owner, colleague, reader, office, office_elsewhere, other_company)
    named: dict[str, User | AnonymousUser] = dict(
        zip(PEOPLE, (*everybody, newcomer, administrator), strict=True)
    )
    return named | {"visitor": VISITOR}


def who(people: dict[str, User | AnonymousUser], question: object) -> set[str]:
    return {name for name, user in people.items() if question(user)}  # type: ignore[operator]


@pytest.mark.parametrize("visibility", Visibility)
def test_a_published_need_is_seen_by_whom_it_is_for(
    company: Organisation, people: dict, visibility: Visibility
) -> None:
    shown = need(company, State.PUBLISHED, visibility=visibility)
    assert who(people, lambda user: permissions.can_see(user, shown)) == SEES[visibility]
    listed = who(people, lambda user: Need.objects.published().visible_to(user).exists())
    assert listed == SEES[visibility]


@pytest.mark.parametrize("state", sorted(set(State) - {State.PUBLISHED}))
@pytest.mark.parametrize("visibility", Visibility)
def test_what_is_not_on_show_is_known_to_its_people_and_its_office(
    company: Organisation, people: dict, state: State, visibility: Visibility
) -> None:
    hidden = need(company, state, visibility=visibility)
    assert who(people, lambda user: permissions.can_see(user, hidden)) == INSIDE
    assert not who(people, lambda user: Need.objects.published().visible_to(user).exists())


def test_a_member_of_an_unverified_organisation_is_no_verified_organisation(
    company: Organisation, people: dict
) -> None:
    Organisation.objects.exclude(pk=company.pk).update(verification=Verification.PENDING)
    shown = need(company, State.PUBLISHED, visibility=Visibility.VERIFIED)
    assert not permissions.can_see(people["other_company"], shown)


def test_an_office_that_is_verified_no_more_has_nothing_to_say(
    company: Organisation, people: dict
) -> None:
    sent = need(company, State.SUBMITTED, visibility=Visibility.OFFICES)
    Organisation.objects.exclude(pk=company.pk).update(verification=Verification.REFUSED)
    assert not permissions.can_see(people["office"], sent)
    assert not permissions.can_approve(people["office"], sent)


def test_the_office_in_charge_decides_and_nobody_else(company: Organisation, people: dict) -> None:
    sent = offer(company, State.SUBMITTED)
    assert who(people, lambda user: permissions.can_approve(user, sent)) == {
        "office",
        "administrator",
    }
    assert who(people, lambda user: permissions.curates(user, sent)) == {"office", "administrator"}
    mine = who(people, lambda user: Posting.objects.for_office(user).exists() if user.pk else False)
    assert mine == {"office", "administrator"}


def test_of_an_unverified_organisation_nothing_can_be_approved(
    company: Organisation, people: dict
) -> None:
    Organisation.objects.filter(pk=company.pk).update(verification=Verification.PENDING)
    company.refresh_from_db()
    sent = offer(company, State.SUBMITTED)
    assert not who(people, lambda user: permissions.can_approve(user, sent))


def test_owners_and_editors_write_and_others_read_at_most(
    company: Organisation, people: dict
) -> None:
    posting = offer(company, State.PUBLISHED)
    assert who(people, lambda user: permissions.can_edit(user, posting)) == {"owner", "colleague"}
    assert who(people, lambda user: permissions.is_member(user, posting)) == {
        "owner",
        "colleague",
        "reader",
    }
