"""A posting in a municipality that was merged into another goes on as if it lay in the new one.

In the story Weida, in Greiz, is merged into Altenburg, in Altenburger Land.
"""

from io import StringIO
from pathlib import Path
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from offers.postings import actions
from offers.postings.areas import Area
from offers.postings.enums import RADII_KM, Reach, State
from offers.postings.models import Offer, Posting
from partners.accounts.models import User
from partners.organisations.models import Organisation
from partners.territories.models import Territory
from tests.cast import merge, territory
from tests.postings.builders import details, offer, publish
from tests.postings.test_areas import members, place
from tests.territories import lines

pytestmark = pytest.mark.django_db

ALTENBURG, MEUSELWITZ, WEIDA = "16077001", "16077032", "16076079"


@pytest.fixture
def towns() -> None:
    for ags in (ALTENBURG, MEUSELWITZ, WEIDA):
        territory(ags)


# --- Areas --------------------------------------------------------------------------------


def covering(ags: str) -> set[str]:
    return set(Area.objects.covering(ags).values_list("code", flat=True))


def area_of(*named: str) -> Area:
    return Area.objects.of([territory(ags) for ags in named])


@pytest.mark.usefixtures("towns")
@pytest.mark.parametrize("made_before", [True, False])
def test_what_covers_the_new_one_covers_the_old_one_and_the_reverse(made_before: bool) -> None:
    named = [(WEIDA,), (ALTENBURG,), ("16077",), (MEUSELWITZ,), (MEUSELWITZ, WEIDA)]
    if made_before:
        for given in named:
            area_of(*given)
        merge(WEIDA, ALTENBURG)
        Area.objects.refresh()
    else:
        merge(WEIDA, ALTENBURG)
        for given in named:
            area_of(*given)
    expected = {WEIDA, ALTENBURG, "16077", f"{WEIDA},{MEUSELWITZ}"}
    assert covering(WEIDA) == covering(ALTENBURG) == expected
    assert covering(MEUSELWITZ) == {MEUSELWITZ, "16077", f"{WEIDA},{MEUSELWITZ}"}


@pytest.mark.usefixtures("towns")
def test_two_that_were_merged_into_the_same_lie_together() -> None:
    merge(WEIDA, ALTENBURG)
    merge(MEUSELWITZ, ALTENBURG)
    assert members(area_of(WEIDA)) == {WEIDA, MEUSELWITZ, ALTENBURG}


def test_a_circle_takes_in_who_was_merged_into_its_places() -> None:
    near, centre, far, gone = Territory.objects.bulk_create(
        [place(1, 50.9, 12), place(2, 50.95, 12), place(3, 52, 12), place(4, None, None)]
    )
    circle, lonely = Area.objects.around(centre, 10), Area.objects.around(gone, 10)
    assert members(circle) == {near.ags, centre.ags}
    assert members(lonely) == {gone.ags}
    merge(gone.ags, near.ags)
    merge(far.ags, near.ags)
    assert set(Area.objects.refresh()) == {circle, lonely}
    assert members(circle) == {near.ags, centre.ags, far.ags, gone.ags}
    assert members(lonely) == {near.ags, far.ags, gone.ags}
    assert Area.objects.around(centre, 10) == circle
    assert Area.objects.refresh() == []


@pytest.fixture
def country() -> list[Territory]:
    """240 municipalities, some without a point, some merged into others."""
    dice = Random(4)
    rows = [
        place(
            number, *((dice.uniform(50, 52), dice.uniform(10, 13)) if number % 9 else (None,) * 2)
        )
        for number in range(240)
    ]
    made = Territory.objects.bulk_create(rows)
    for number, old in enumerate(dice.sample(made[40:], 30)):
        merge(old.ags, made[number % 40].ags)
    return made


def test_all_areas_at_once_are_what_each_is_alone(country: list[Territory]) -> None:
    dice = Random(5)
    made = [
        Area.objects.around(dice.choice(country), dice.choice(RADII_KM))
        if dice.random() < 0.5
        else Area.objects.of(dice.sample(country, dice.randrange(1, 5)))
        for _number in range(150)
    ]
    made += [Area.objects.everywhere(), Area.objects.of([])]
    right = {area: members(area) for area in made}
    assert Area.objects.refresh() == []
    spoilt = dice.sample(sorted(right, key=lambda area: area.pk)[:-2], 40)
    for area in spoilt:
        area.members.all()[:1].get().delete()
        area.members.create(ags="01001000")
    assert sorted(area.pk for area in Area.objects.refresh()) == sorted(a.pk for a in spoilt)
    assert {area: members(area) for area in made} == right


def test_areas_of_single_places_are_made_at_once(country: list[Territory]) -> None:
    alone = Area.objects.of_each(country)
    assert alone.keys() == {town.ags for town in country}
    assert all(Area.objects.of([town]) == alone[town.ags] for town in country[::20])
    assert Area.objects.refresh() == []


def test_many_areas_take_no_more_questions_than_few(country: list[Territory]) -> None:
    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            Area.objects.refresh()
        return len(asked)

    Area.objects.around(country[1], 10)
    few = questions()
    Area.objects.of_each(country)
    assert questions() == few


# --- Who is in charge ---------------------------------------------------------------------


@pytest.mark.usefixtures("towns", "owner")
def test_what_is_there_goes_over_to_the_new_office(
    company: Organisation, office: User, office_elsewhere: User
) -> None:
    gone, stays = offer(company, State.SUBMITTED, place=WEIDA), offer(company, place=MEUSELWITZ)
    assert set(Posting.objects.for_office(office_elsewhere)) == {gone.posting_ptr}
    merge(WEIDA, ALTENBURG)
    assert actions.follow_mergers() == 1
    assert set(Posting.objects.for_office(office)) == {gone.posting_ptr, stays.posting_ptr}
    assert not Posting.objects.for_office(office_elsewhere).exists()
    assert actions.follow_mergers() == 0


@pytest.mark.usefixtures("towns")
def test_a_posting_without_a_place_follows_the_seat(other_company: User) -> None:
    before = offer(other_company.organisations.get(), place=None, reach=Reach.EVERYWHERE)
    merge(WEIDA, ALTENBURG)
    actions.follow_mergers()
    assert Offer.objects.get(pk=before.pk).curated_ags == ALTENBURG
    after = offer(other_company.organisations.get(), place=None, reach=Reach.EVERYWHERE)
    assert after.curated_ags == ALTENBURG


@pytest.mark.usefixtures("towns")
def test_an_old_version_does_not_bring_the_old_office_back(
    company: Organisation, owner: User
) -> None:
    posting = offer(company, State.SUBMITTED, place=WEIDA)
    draft = offer(company, place=WEIDA)
    merge(WEIDA, ALTENBURG)
    actions.follow_mergers()
    publish(posting)
    actions.submit(owner, draft)
    for pk in (posting.pk, draft.pk):
        stored = Offer.objects.get(pk=pk)
        assert stored.curated_ags == ALTENBURG
        assert stored.get_latest_revision_as_object().curated_ags == ALTENBURG


@pytest.mark.usefixtures("towns")
def test_what_is_written_there_later_is_the_new_offices_too(
    company: Organisation, owner: User
) -> None:
    posting = offer(company, State.PUBLISHED, place=WEIDA)
    merge(WEIDA, ALTENBURG)
    changed = details(Offer, title="Neu", place=WEIDA)
    draft = actions.save(owner, posting, changed, posting.version)
    assert (draft.place.ags, draft.curated_ags) == (WEIDA, ALTENBURG)


# --- The import ---------------------------------------------------------------------------


def test_an_import_brings_everything_up_to_date(
    tmp_path: Path, company: Organisation, owner: User
) -> None:
    old, new = "99001003", "99001001"
    said = read(tmp_path, ["Adorf", "Bdorf", "Cdorf"], "20251130")
    assert "postings" not in said
    company.seat = Territory.objects.get(ags=old)
    company.save()
    served = details(Offer, place=None, reach=Reach.TERRITORIES) | {"territories": [company.seat]}
    posting = actions.create(owner, Offer(organisation=company), served)

    successors = tmp_path / "successors.csv"
    successors.write_text(f"old,new\n{old},{new}\n")
    said = read(tmp_path, ["Adorf", "Bdorf"], "20261130", successors=successors)
    assert "1 postings lie in a new municipality now." in said
    assert "1 areas of postings changed with it." in said
    stored = Offer.objects.get(pk=posting.pk)
    assert stored.curated_ags == new
    assert members(stored.area) == {old, new}
    assert "postings" not in read(tmp_path, ["Adorf", "Bdorf"], "20261130", successors=successors)


def read(folder: Path, names: list[str], date: str, **options: Path) -> str:
    """Imports a register with these municipalities by the command; returns what it says."""
    register, out = lines.as_file(folder, lines.small_region(names, date)), StringIO()
    call_command("import_territories", str(register), stdout=out, allow_closures=True, **options)
    return out.getvalue()
