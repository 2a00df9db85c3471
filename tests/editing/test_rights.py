"""Whose page it is follows from membership, in every language, and at once."""

import pytest
from wagtail.models import Page
from wagtail.permissions import policy_registry

from partners.accounts.models import User
from partners.organisations.enums import Role, Verification
from partners.organisations.models import Membership, Office, Organisation
from portal.cms.models import RegionPage
from portal.media.models import PortalDocument, PortalImage
from tests.cast import member, merge, organisation, territory
from tests.editing.conftest import (
    article_below,
    document_in,
    equipped,
    picture_in,
    region_page,
)

pytestmark = pytest.mark.django_db

PAGES = policy_registry.get_by_type(Page)


def again(user: User) -> User:
    """The same person at her next click: what Wagtail remembers of her lasts for one."""
    return User.objects.get(pk=user.pk)


def editable(user: User) -> set[Page]:
    return set(PAGES.instances_user_has_permission_for(again(user), "change"))


def edits(user: User, page: Page) -> bool:
    asked = page.permissions_for_user(again(user)).can_edit()
    assert (page.page_ptr in editable(user)) == asked
    return asked


def test_an_office_edits_its_region_in_every_language(
    office: User, region: RegionPage, foreign_region: RegionPage
) -> None:
    article = article_below(region)
    own = Page.objects.filter(translation_key__in=[region.translation_key, article.translation_key])
    assert editable(office) == set(own)
    for page in own:
        rights = page.permissions_for_user(again(office))
        assert rights.can_edit()
        assert rights.can_publish()
        assert rights.can_lock()


def test_it_edits_nothing_else(
    office: User, region: RegionPage, foreign_region: RegionPage
) -> None:
    elsewhere = [foreign_region, article_below(foreign_region), region.get_parent().specific]
    for page in elsewhere:
        rights = page.permissions_for_user(again(office))
        assert not rights.can_edit()
        assert not rights.can_publish()
        assert not rights.can_add_subpage()
        assert not rights.can_delete()
        assert not rights.can_move()
        assert not rights.can_lock()
        assert not rights.can_unpublish()
        assert not rights.can_reorder_children()


def test_it_neither_deletes_nor_moves_nor_copies_its_region_page(
    office: User, region: RegionPage
) -> None:
    rights = region.permissions_for_user(again(office))
    assert not rights.can_delete()
    assert not rights.can_move()
    assert not rights.can_copy()
    below = article_below(region).permissions_for_user(again(office))
    assert below.can_delete()
    assert below.can_copy()


@pytest.mark.parametrize(("role", "wanted"), [(Role.EDITOR, True), (Role.READER, False)])
def test_editors_of_the_office_edit_and_readers_do_not(
    role: Role, wanted: bool, office: User, region: RegionPage
) -> None:
    colleague = member(office.organisations.get(), "Karla", role)
    assert edits(colleague, region) is wanted


def test_members_of_other_organisations_edit_nothing(
    owner: User, newcomer: User, region: RegionPage
) -> None:
    assert editable(owner) == editable(newcomer) == set()


def test_administrators_edit_everything(administrator: User, region: RegionPage) -> None:
    assert edits(administrator, region)
    assert region.permissions_for_user(administrator).can_delete()


def test_rights_end_with_the_membership(office: User, region: RegionPage) -> None:
    Membership.objects.filter(user=office).delete()
    assert not edits(office, region)


def test_rights_end_with_the_verification(office: User, region: RegionPage) -> None:
    Organisation.objects.update(verification=Verification.REFUSED)
    assert not edits(office, region)


def test_rights_follow_the_office_to_another_organisation(
    office: User, owner: User, company: Organisation, region: RegionPage
) -> None:
    Office.objects.update(organisation=company)
    assert edits(owner, region)
    assert not edits(office, region)


def test_a_county_edits_the_towns_that_have_no_office_of_their_own(
    office: User, region: RegionPage
) -> None:
    town = equipped("16077032")
    picture = picture_in("16077032")
    assert edits(office, town)
    assert may_change(office, picture)

    town_hall = organisation("Stadt Meuselwitz", "municipality", "16077032")
    Office.objects.create(organisation=town_hall, territory=territory("16077032"))
    mayor = member(town_hall, "Martha")
    assert not edits(office, town)
    assert not may_change(office, picture)
    assert edits(mayor, town)
    assert not edits(mayor, region)


def test_not_even_if_the_towns_page_lies_below_the_countys(
    office: User, region: RegionPage
) -> None:
    town = region.add_child(
        instance=RegionPage(title="Meuselwitz", territory=territory("16077032"))
    )
    article = article_below(town)
    assert edits(office, article)

    town_hall = organisation("Stadt Meuselwitz", "municipality", "16077032")
    Office.objects.create(organisation=town_hall, territory=territory("16077032"))
    mayor = member(town_hall, "Martha")
    for page in (town, article):
        assert not edits(office, page)
        assert not page.permissions_for_user(again(office)).can_publish()
        assert edits(mayor, page)
    assert edits(office, region)
    assert editable(mayor) == {town.page_ptr, article.page_ptr}


def test_an_office_that_waits_for_verification_takes_nothing_from_the_county(
    office: User, region: RegionPage
) -> None:
    town = equipped("16077032")
    town_hall = organisation("Stadt Meuselwitz", "municipality", "16077032", Verification.PENDING)
    Office.objects.create(organisation=town_hall, territory=territory("16077032"))
    assert edits(office, town)


def test_the_page_of_a_merged_town_is_its_successors(office: User, region: RegionPage) -> None:
    town = equipped("16077032")
    merge("16077032", "16077001")
    town_hall = organisation("Stadt Altenburg", "municipality", "16077001")
    Office.objects.create(organisation=town_hall, territory=territory("16077001"))
    mayor = member(town_hall, "Martha")
    assert edits(mayor, town)
    assert not edits(office, town)


def test_one_explores_ones_own_and_the_way_there(
    office: User, region: RegionPage, foreign_region: RegionPage
) -> None:
    seen = set(PAGES.explorable_instances(again(office)))
    homes = {page.get_parent() for page in RegionPage.objects.all()}
    assert seen == editable(office) | homes | {Page.get_first_root_node()}
    assert (
        set(PAGES.explorable_instances(again(User.objects.create(email="n@example.org")))) == set()
    )


def may_change(user: User, file: PortalImage | PortalDocument) -> bool:
    policy = policy_registry.get_by_type(type(file))
    asked = policy.user_has_permission_for_instance(again(user), "change", file)
    found = policy.instances_user_has_any_permission_for(again(user), ["change"])
    chosen = policy.instances_user_has_any_permission_for(again(user), ["choose"])
    assert asked == found.filter(pk=file.pk).exists() == chosen.filter(pk=file.pk).exists()
    return bool(asked)


@pytest.mark.parametrize("make", [picture_in, document_in])
def test_files_are_their_offices(
    make, office: User, office_elsewhere: User, region: RegionPage, foreign_region: RegionPage
) -> None:
    file = make("16077")
    assert may_change(office, file)
    assert not may_change(office_elsewhere, file)


def test_what_somebody_uploaded_elsewhere_once_is_not_hers_for_ever(
    office: User, region: RegionPage, foreign_region: RegionPage
) -> None:
    picture = picture_in("16076")
    PortalImage.objects.update(uploaded_by_user=office)
    assert not may_change(office, picture)


def test_asking_takes_a_fixed_number_of_queries(
    office: User, region: RegionPage, django_assert_num_queries
) -> None:
    user = again(office)
    with django_assert_num_queries(4):
        region_page_rights = PAGES.realm_of(user)
    assert region_page_rights.holds(region_page("16077", "ar").path)
    equipped("16077032")
    user = again(office)
    with django_assert_num_queries(4):
        PAGES.realm_of(user)
