"""Where an organisation has its seat was merged into another municipality, in another county."""

import pytest

from partners.accounts.models import User
from partners.organisations.models import Organisation
from partners.organisations.permissions import can_decide
from tests.cast import merge, territory


@pytest.fixture
def joinery(other_company: User) -> Organisation:
    """Its seat is Weida, which was in Greiz."""
    territory("16077001")
    return other_company.organisations.get()


def test_the_new_counties_office_is_in_charge(
    joinery: Organisation, office: User, office_elsewhere: User
) -> None:
    assert (can_decide(office, joinery), can_decide(office_elsewhere, joinery)) == (False, True)
    merge("16076079", "16077001")
    joinery = Organisation.objects.get(pk=joinery.pk)
    assert (can_decide(office, joinery), can_decide(office_elsewhere, joinery)) == (True, False)
    assert joinery.office_in_charge == office.organisations.get()


def test_its_office_has_it_in_its_list(
    joinery: Organisation, office: User, office_elsewhere: User
) -> None:
    assert joinery in Organisation.objects.for_office(office_elsewhere)
    merge("16076079", "16077001")
    assert joinery in Organisation.objects.for_office(office)
    assert joinery not in Organisation.objects.for_office(office_elsewhere)
