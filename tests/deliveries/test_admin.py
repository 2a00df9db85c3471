"""The ledger in the Wagtail admin: administrators look and send again, nobody else gets in."""

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings
from wagtail.permissions import policy_registry

from partners.accounts.models import User
from partners.deliveries.enums import DeliveryState
from partners.deliveries.models import Delivery, RefusedAddress
from tests.deliveries.letters import promise_greeting

pytestmark = pytest.mark.django_db

PAGES = ["index", "index_results", "inspect"]
DEEDS = ["send_again", "send_all_again"]


@pytest.fixture(autouse=True)
def _one_factor_is_enough(settings: Settings) -> None:
    settings.SECOND_FACTOR_DEMANDED = False


@pytest.fixture
def failed() -> Delivery:
    delivery = promise_greeting(payload={"name": "https://portal.example.org/secret-link"})
    Delivery.objects.update(failed_at=timezone.now(), error="550 5.1.1 no such person")
    return delivery


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("admin@example.org"))
    return client


@pytest.fixture
def editor(client: Client) -> Client:
    """Somebody with every permission that can be given, but no administrator."""
    user = User.objects.create_user("editor@example.org", is_staff=True)
    user.user_permissions.set(Permission.objects.all())
    client.force_login(user)
    return client


def url(name: str, delivery: Delivery) -> str:
    with_key = name in ("inspect", "send_again")
    return reverse(f"ledger:{name}", args=[delivery.pk] if with_key else [])


def test_the_list_shows_recipient_and_state(administrator: Client, failed: Delivery) -> None:
    page = administrator.get(url("index", failed)).content.decode()
    assert "person1@example.org" in page
    assert str(DeliveryState.FAILED.label) in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=failed", {"person1"}),
        ("state=waiting", {"person2"}),
        ("state=sent", set()),
        ("state=obsolete", set()),
        ("state=nonsense", {"person1", "person2"}),
        ("q=person2", {"person2"}),
        ("refused=true", {"person1"}),
        ("refused=false", {"person2"}),
    ],
)
def test_the_list_narrows_by_state_and_recipient(
    administrator: Client, failed: Delivery, query: str, found: set[str]
) -> None:
    promise_greeting(2)
    RefusedAddress.objects.create(recipient=failed.recipient, answer=failed.error)
    page = administrator.get(f"{url('index_results', failed)}?{query}").content.decode()
    assert {name for name in ("person1", "person2") if name in page} == found


def test_one_delivery_shows_all_but_its_content(administrator: Client, failed: Delivery) -> None:
    page = administrator.get(url("inspect", failed)).content.decode()
    assert "550 5.1.1 no such person" in page
    assert "secret-link" not in page
    assert url("send_again", failed) in page


def test_a_delivery_to_a_dead_address_says_so(administrator: Client, failed: Delivery) -> None:
    said = "Diese Adresse gibt es nicht, sagte der Mailserver"
    assert said not in administrator.get(url("inspect", failed)).content.decode()
    RefusedAddress.objects.create(recipient=failed.recipient, answer="550 unknown here")
    page = administrator.get(url("inspect", failed)).content.decode()
    assert said in page
    assert "550 unknown here" in page


def test_times_are_local(administrator: Client) -> None:
    with time_machine.travel("2026-07-01T10:30:00Z"):
        delivery = promise_greeting()
    assert "12:30" in administrator.get(url("inspect", delivery)).content.decode()


def test_what_did_not_fail_offers_no_button(administrator: Client) -> None:
    delivery = promise_greeting()
    assert (
        url("send_again", delivery)
        not in administrator.get(url("inspect", delivery)).content.decode()
    )


def test_send_again_makes_it_due(administrator: Client, failed: Delivery) -> None:
    answer = administrator.post(url("send_again", failed), follow=True)
    assert answer.redirect_chain == [(url("inspect", failed), 302)]
    failed.refresh_from_db()
    assert failed.state == DeliveryState.WAITING


def test_send_again_says_so_when_there_is_nothing_to_do(administrator: Client) -> None:
    delivery = promise_greeting()
    answer = administrator.post(url("send_again", delivery), follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["warning"]


def test_send_all_again_makes_all_due(administrator: Client, failed: Delivery) -> None:
    administrator.post(url("send_all_again", failed))
    failed.refresh_from_db()
    assert failed.state == DeliveryState.WAITING


@pytest.mark.parametrize("name", DEEDS)
def test_sending_again_takes_a_post_with_a_token(
    administrator: Client, failed: Delivery, name: str
) -> None:
    assert administrator.get(url(name, failed)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = administrator.cookies
    assert strict.post(url(name, failed)).status_code == 403


@pytest.mark.parametrize("name", PAGES + DEEDS)
def test_nobody_else_gets_in(editor: Client, failed: Delivery, name: str) -> None:
    answer = (editor.post if name in DEEDS else editor.get)(url(name, failed))
    assert answer.status_code == 404
    failed.refresh_from_db()
    assert failed.state == DeliveryState.FAILED


@pytest.mark.parametrize("name", PAGES + DEEDS)
def test_the_views_refuse_even_without_the_door_before_the_admin(
    editor: Client, failed: Delivery, settings: Settings, name: str
) -> None:
    settings.MIDDLEWARE = [path for path in settings.MIDDLEWARE if "AdminMiddleware" not in path]
    answer = (editor.post if name in DEEDS else editor.get)(url(name, failed))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("wagtailadmin_home")
    failed.refresh_from_db()
    assert failed.state == DeliveryState.FAILED


@pytest.mark.parametrize("name", ["add", "edit", "delete", "copy", "history", "usage"])
def test_there_is_no_way_to_change_the_ledger(name: str) -> None:
    for arguments in ([], [1]):
        with pytest.raises(NoReverseMatch):
            reverse(f"ledger:{name}", args=arguments)


def test_no_permission_over_deliveries_can_be_given() -> None:
    assert not Permission.objects.filter(content_type__app_label="deliveries").exists()
    policy = policy_registry.get_by_type(Delivery)
    administrator = User.objects.create_superuser("admin@example.org")
    assert policy.user_has_permission(administrator, "view")
    assert not policy.user_has_any_permission(administrator, ["add", "change", "delete"])
    assert list(policy.users_with_permission("view")) == [administrator]


def test_the_dashboard_shows_failures_to_administrators(
    administrator: Client, failed: Delivery
) -> None:
    page = administrator.get(reverse("wagtailadmin_home")).content.decode()
    assert f'{url("index", failed)}?state=failed"' in page
    assert url("send_all_again", failed) in page


def test_the_dashboard_shows_failures_to_nobody_else(
    editor: Client, failed: Delivery, settings: Settings
) -> None:
    settings.MIDDLEWARE = [path for path in settings.MIDDLEWARE if "AdminMiddleware" not in path]
    answer = editor.get(reverse("wagtailadmin_home"))
    assert answer.status_code == 200
    assert "failed-deliveries" not in answer.content.decode()


def test_the_dashboard_is_silent_when_nothing_failed(administrator: Client) -> None:
    promise_greeting()
    page = administrator.get(reverse("wagtailadmin_home")).content.decode()
    assert "failed-deliveries" not in page


def test_a_longer_list_costs_no_more_queries(
    administrator: Client, failed: Delivery, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(100) as short:
        administrator.get(url("index", failed))
    for number in range(2, 12):
        promise_greeting(number)
    with django_assert_max_num_queries(len(short)):
        administrator.get(url("index", failed))
