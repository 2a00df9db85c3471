"""Administrators look territories up in the admin; offices get nothing there."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from partners.accounts.models import User
from partners.territories.models import Territory

pytestmark = pytest.mark.usefixtures("demo_region")

LISTS = ["territory_register:index", "territory_register:index_results",
         "territory_chooser:choose", "territory_chooser:choose_results"]  # fmt: skip


@pytest.fixture(autouse=True)
def _no_second_factor(settings) -> None:
    settings.SECOND_FACTOR_DEMANDED = False


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("admin@example.org", "x"))
    return client


@pytest.fixture
def editor(client: Client, settings) -> Client:
    """Somebody with access to the admin and every permission on territories there is.

    The door of the whole admin is set aside: these pages must hold by themselves.
    """
    settings.MIDDLEWARE = [
        name for name in settings.MIDDLEWARE if not name.endswith("AdminMiddleware")
    ]
    user = User.objects.create_user("editor@example.org", "x")
    group = Group.objects.create(name="office")
    group.permissions.set(
        Permission.objects.filter(codename="access_admin")
        | Permission.objects.filter(content_type__app_label="territories")
    )
    user.groups.add(group)
    client.force_login(user)
    return client


def addresses() -> list[str]:
    pk = Territory.objects.get(ags="16077001").pk
    return [
        *(reverse(name) for name in LISTS),
        reverse("territory_register:inspect", args=[pk]),
        reverse("territory_chooser:chosen", args=[pk]),
        reverse("territory_chooser:chosen_multiple") + f"?id={pk}",
    ]


def test_administrators_see_every_page(administrator: Client) -> None:
    for address in addresses():
        assert administrator.get(address).status_code == 200, address


def test_others_in_the_admin_see_none_of_it(editor: Client) -> None:
    assert editor.get(reverse("wagtailadmin_home")).status_code == 200
    for address in addresses():
        assert editor.get(address).status_code in (302, 403, 404), address
        assert "Altenburg" not in editor.get(address, follow=True).content.decode(), address


def test_the_menu_shows_territories_to_administrators(administrator: Client) -> None:
    address = reverse("territory_register:index")
    assert address in administrator.get(reverse("wagtailadmin_home")).content.decode()


def test_the_menu_shows_nothing_to_others(editor: Client) -> None:
    address = reverse("territory_register:index")
    assert address not in editor.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    ("query", "count"), [("schmolln", 1), ("04626", 3), ("16077", 15), ("%", 0), ("x" * 5000, 0)]
)
def test_lists_are_searched_like_the_chooser_of_places(
    administrator: Client, name: str, query: str, count: int
) -> None:
    context = administrator.get(reverse(name), {"q": query}).context
    found = context["paginator"] if "paginator" in context else context["results"].paginator
    assert found.count == count


def test_the_list_is_filtered_by_level_and_by_closed(administrator: Client) -> None:
    Territory.objects.filter(ags="16077001").update(closed_on="2025-11-30")
    address = reverse("territory_register:index")

    def count(**chosen: object) -> int:
        return administrator.get(address, chosen).context["paginator"].count

    assert count(level=40) == 3
    assert count(closed="true") == 1
    assert count(closed="false") == 32


def test_closed_territories_cannot_be_chosen_any_more(administrator: Client) -> None:
    Territory.objects.filter(ags="16077001").update(closed_on="2025-11-30")
    response = administrator.get(reverse("territory_chooser:choose"), {"q": "Altenburg"})
    assert "16077001" not in [row.ags for row in response.context["results"]]


def test_nobody_adds_changes_or_deletes_by_hand(administrator: Client) -> None:
    pk = Territory.objects.get(ags="16077001").pk
    base = reverse("territory_register:index")
    for path in ("new/", f"edit/{pk}/", f"delete/{pk}/", f"usage/{pk}/", f"history/{pk}/"):
        assert administrator.get(base + path).status_code == 404, path
    assert administrator.post(reverse("territory_chooser:choose") + "create/").status_code == 404


def test_the_list_costs_the_same_however_many_rows(
    administrator: Client, django_assert_max_num_queries
) -> None:
    address = reverse("territory_register:index")
    administrator.get(address)
    with django_assert_max_num_queries(12):
        administrator.get(address)
