"""Two people do something with one posting at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from offers.postings import actions
from offers.postings.areas import Area, AreaMember
from offers.postings.enums import State
from offers.postings.exceptions import EditConflict, NotClosable, NotSubmittable, PostingError
from offers.postings.models import Offer
from offers.postings.tokens import PostingToken, index
from partners.accounts.models import User
from partners.deliveries.models import Delivery
from partners.organisations.models import Organisation
from tests.cast import territory
from tests.postings.builders import details, offer
from tests.support.scale import size

pytestmark = pytest.mark.django_db(transaction=True)

PAIRS = size(10, 100)
MANY = 8


def together(*jobs: Callable[[], object]) -> list[PostingError | None]:
    """Starts the jobs at one moment; what went wrong with each."""
    gate = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> PostingError | None:
        gate.wait(timeout=60)
        try:
            job()
        except PostingError as error:
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def titles(posting: Offer) -> list[str]:
    return [str(version.as_object()) for version in posting.revisions.order_by("pk")]


@pytest.mark.parametrize("state", [State.DRAFT, State.PUBLISHED])
def test_of_two_saves_one_is_told_of_the_other(
    company: Organisation, owner: User, colleague: User, state: State
) -> None:
    posting = offer(company, state)
    for pair in range(PAIRS // 2):
        version = Offer.objects.get().version
        by_person = {
            who: lambda who=who, version=version, pair=pair: actions.save(
                who, posting, details(Offer, title=f"{who.first_name} {pair}"), version
            )
            for who in (owner, colleague)
        }
        errors = together(*by_person.values())
        assert sorted(type(error) for error in errors if error) == [EditConflict]
        winner = list(by_person)[errors.index(None)]
        latest = Offer.objects.get()
        assert titles(latest)[-1] == f"{winner.first_name} {pair}"
        assert latest.revisions.count() == pair + 2


def test_without_the_check_under_the_lock_work_would_be_lost(
    company: Organisation, owner: User, colleague: User
) -> None:
    """The fault itself: everybody compares first, and saves later."""
    posting = offer(company)
    version = posting.version
    everybody_looked = Barrier(2)

    def careless(who: User) -> None:
        if Offer.objects.get(pk=posting.pk).version != version:
            raise EditConflict
        everybody_looked.wait(timeout=60)
        with transaction.atomic():
            actions._save(who, actions._latest(posting), details(Offer, title=who.first_name))

    errors = together(lambda: careless(owner), lambda: careless(colleague))
    assert errors == [None, None]
    assert sorted(titles(posting)[1:]) == ["Karim", "Olga"]


def test_many_submit_and_the_office_is_asked_once(
    company: Organisation, owner: User, office: User
) -> None:
    posting = offer(company)
    errors = together(*[lambda: actions.submit(owner, posting)] * MANY)
    assert [type(error) for error in errors if error] == [NotSubmittable] * (MANY - 1)
    assert Delivery.objects.count() == 1
    assert Offer.objects.get().workflow_states.count() == 1


def test_many_close_and_one_has_closed_it(company: Organisation, owner: User) -> None:
    posting = offer(company, State.PUBLISHED)
    errors = together(*[lambda: actions.close(owner, posting)] * MANY)
    assert [type(error) for error in errors if error] == [NotClosable] * (MANY - 1)


def test_an_edit_and_the_end_come_together(company: Organisation, owner: User) -> None:
    """Whoever comes first: it is closed, the edit is kept as a version, nothing is on show."""
    for _round in range(10):
        posting = offer(company, State.PUBLISHED)
        change = details(Offer, title="Neu")
        errors = together(
            lambda posting=posting: actions.close(owner, posting),
            lambda posting=posting, change=change: actions.save(
                owner, posting, change, posting.version
            ),
        )
        closed = Offer.objects.get(pk=posting.pk)
        assert errors[0] is None
        assert closed.state == State.CLOSED
        assert not closed.tokens.exists()


def test_publishing_twice_at_once_leaves_each_word_once(company: Organisation, owner: User) -> None:
    posting = offer(company, State.PUBLISHED, title="Haus und Garten")
    before = set(posting.tokens.values_list("token", "weight"))
    assert together(*[lambda: index(Offer.objects.get())] * MANY) == [None] * MANY
    assert set(PostingToken.objects.values_list("token", "weight")) == before


def test_an_area_made_by_many_at_once_is_one_with_all_its_members(db: None) -> None:
    places = [territory(ags) for ags in ("16077001", "16077032", "16076079")]
    assert together(*[lambda: Area.objects.of(places)] * MANY) == [None] * MANY
    assert Area.objects.count() == 1
    assert AreaMember.objects.count() == 3
