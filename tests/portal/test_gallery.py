"""The gallery shows every component, and only where somebody develops."""

import runpy

import pytest
from django.conf import settings
from django.test import Client
from django.test.utils import override_settings

from portal import gallery
from portal.settings import base

pytestmark = pytest.mark.django_db


def test_every_component_has_an_example() -> None:
    assert gallery.component_names(), "the components lie elsewhere"
    assert gallery.example_names() == gallery.component_names()


@pytest.mark.parametrize("name", gallery.component_names())
def test_the_example_of_a_component_draws_it(name: str, client: Client) -> None:
    response = client.get("/de/gallery/")
    drawn = [template.name for template in response.templates]
    start = drawn.index(f"gallery/examples/{name}.html")
    following = drawn[start + 1 :]
    assert f"components/{name}.html" in following[: _next_example(following)]


def _next_example(names: list[str]) -> int:
    return next(
        (i for i, name in enumerate(names) if name.startswith("gallery/examples/")), len(names)
    )


def test_code_and_drawing_stand_side_by_side(client: Client) -> None:
    page = client.get("/de/gallery/").content.decode()
    assert "{% badge &quot;Draft&quot; kind=&quot;neutral&quot; %}" in page
    assert "kern-badge--neutral" in page


def test_the_public_never_sees_it() -> None:
    assert base.GALLERY is False
    with override_settings(GALLERY=False):
        routes = runpy.run_path(str(settings.BASE_DIR / "portal/urls.py"))["urlpatterns"]
    assert "gallery" not in str([_flat(route) for route in routes])
    with override_settings(GALLERY=True):
        routes = runpy.run_path(str(settings.BASE_DIR / "portal/urls.py"))["urlpatterns"]
    assert "gallery" in str([_flat(route) for route in routes])


def _flat(route: object) -> list[str]:
    below = getattr(route, "url_patterns", [])
    return [str(getattr(route, "pattern", "")), *(str(child.pattern) for child in below)]
