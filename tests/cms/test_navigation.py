"""What header and footer lead to."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from portal.cms.navigation import legal, menu
from tests.cms import builders as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_for(rf: RequestFactory):
    return lambda path: rf.get(path, headers={"host": "localhost"})


def test_pages_for_menus_stand_in_the_menu_in_their_order(request_for) -> None:
    first = make.region("16077", show_in_menus=True)
    make.region("16076")
    second = make.faq(show_in_menus=True)
    make.legal("imprint", show_in_menus=True)
    with translation.override("de"):
        found = menu(request_for(f"{second.url}frage/"))
    assert [(link.label, link.url, link.is_here) for link in found] == [
        (first.title, first.url, False),
        (second.title, second.url, True),
    ]


def test_the_menu_is_in_the_readers_language(request_for) -> None:
    make.in_all_languages(make.faq(show_in_menus=True))
    with translation.override("ar"):
        assert [link.url for link in menu(request_for("/ar/"))] == ["/ar/fragen/"]


def test_legal_pages_are_for_the_footer(request_for) -> None:
    make.in_all_languages(make.legal("imprint"))
    make.in_all_languages(make.faq())
    with translation.override("en"):
        assert [link.url for link in legal(request_for("/en/"))] == ["/en/imprint/"]


def test_a_foreign_title_keeps_its_direction(client_of) -> None:
    """In an Arabic footer an English question ends with its question mark."""
    make.in_all_languages(make.legal("imprint"))
    answer = client_of(None).get("/ar/").text
    assert "<bdi>imprint</bdi></a>" in answer.split("<footer")[-1]


@pytest.mark.parametrize("number", [1, 4])
def test_the_number_of_queries_is_fixed(
    request_for, number: int, django_assert_num_queries
) -> None:
    for ags in ("16077", "16076", "16077001", "16076079")[:number]:
        make.region(ags, show_in_menus=True)
    request = request_for("/de/")
    menu(request)
    with translation.override("de"), django_assert_num_queries(2):
        menu(request)
