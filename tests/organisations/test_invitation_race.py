"""Fifty browsers redeem one invitation at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from partners.organisations import actions
from partners.organisations.enums import Role
from partners.organisations.exceptions import InvitationUnusable
from partners.organisations.models import Invitation, Membership
from tests.cast import person

TRIES = 50


def redeem(redeem_once, tries: int) -> int:
    """How many of so many parallel tries went through."""
    gate = Barrier(tries)

    def one(_number: int) -> bool:
        gate.wait(timeout=60)
        try:
            redeem_once()
        except InvitationUnusable:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(tries) as pool:
        return sum(pool.map(one, range(tries)))


@pytest.mark.django_db(transaction=True)
def test_exactly_one_gets_through(owner, company):
    invitation = actions.invite(owner, company, "nina@example.org", Role.EDITOR)
    nina = person("Nina")
    assert redeem(lambda: actions.accept(nina, invitation), TRIES) == 1
    assert Membership.objects.filter(user=nina).count() == 1


@pytest.mark.django_db(transaction=True)
def test_looking_before_leaping_would_let_more_through(owner, company):
    """The fault that the conditional update prevents: check first, write later."""
    invitation = actions.invite(owner, company, "nina@example.org", Role.EDITOR)
    everybody_looked = Barrier(5)

    def careless() -> None:
        if not Invitation.objects.open().filter(pk=invitation.pk).exists():
            raise InvitationUnusable
        everybody_looked.wait(timeout=60)
        Invitation.objects.filter(pk=invitation.pk).update(accepted_at=timezone.now())

    assert redeem(careless, 5) == 5
