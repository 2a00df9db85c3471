"""The office at its desk: no second factor, a browser of its own."""

import pytest
from django.test import Client
from pytest_django import Settings

from partners.accounts.models import User
from partners.organisations.models import Organisation


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.SECOND_FACTOR_DEMANDED = False


@pytest.fixture
def desk(client_of, office: User) -> Client:
    """The browser of the office of Altenburger Land."""
    return client_of(office)


@pytest.fixture
def foreign_company(other_company: User) -> Organisation:
    """The joinery in Weida, which the office of Greiz curates."""
    return other_company.organisations.get()
