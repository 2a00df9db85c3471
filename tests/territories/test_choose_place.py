"""Choosing a place by typing: the field, its widget, and the fragment that htmx fetches."""

import re
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partners.territories.forms import PlaceField, TypedPlace
from partners.territories.models import Territory
from tests.support.queries import counted

pytestmark = pytest.mark.usefixtures("demo_region")


class SeatForm(forms.Form):
    seat = PlaceField(label="Sitz")


class OptionalForm(forms.Form):
    seat = PlaceField(required=False)


def get(ags: str) -> Territory:
    return Territory.objects.get(ags=ags)


def filled(text: str, choice: str = "") -> SeatForm:
    return SeatForm({"seat": text, "seat-choice": choice})


def codes(form: forms.Form) -> list[str | None]:
    return [error.code for error in form.errors.as_data().get("seat", [])]


def radios(html: str) -> list[str]:
    return re.findall(r'type="radio"[^>]* value="(\d+)"', html)


def fragment(html: str) -> str:
    """Status and candidates, as they stand in a page or come alone."""
    return re.sub(r"\s+", " ", html[html.index("<p ") : html.rindex("</div>")])


# --- What is understood -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ags"),
    [
        ("Altenburg (Altenburger Land)", "16077001"),
        ("altenburg", "16077001"),
        ("Altenburg, Stadt", "16077001"),
        ("Schmoelln", "16077043"),
        ("Schmolln", "16077043"),
        ("16077001", "16077001"),
        ("16052", "16052000"),
        ("04600", "16077001"),
        ("04626 Posterstein", "16077041"),
        ("  Gera  ", "16052000"),
    ],
)
def test_an_unambiguous_text_is_understood(text: str, ags: str) -> None:
    form = filled(text)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["seat"] == get(ags)


def test_a_postcode_of_several_places_asks_which() -> None:
    form = filled("04626")
    assert codes(form) == ["ambiguous"]
    html = str(form["seat"])
    assert set(radios(html)) == {"16077026", "16077041", "16077043"}
    assert 'value="04626"' in html
    assert "checked" not in html


def test_the_choice_among_several_counts() -> None:
    form = filled("04626", "16077041")
    assert form.is_valid()
    assert form.cleaned_data["seat"] == get("16077041")


def test_a_choice_outweighs_a_name_that_would_do() -> None:
    Territory.objects.filter(ags="16077048").update(search="/altenburgstein/")
    form = filled("Altenburg", "16077048")
    assert form.is_valid()
    assert form.cleaned_data["seat"] == get("16077048")


def test_a_choice_that_does_not_belong_to_the_text_is_ignored() -> None:
    form = filled("Gera", "16077041")
    assert form.is_valid()
    assert form.cleaned_data["seat"] == get("16052000")


@pytest.mark.parametrize("choice", ["16077", "16", "99999999", "x", "\x00", "16077041'"])
def test_a_choice_that_was_not_offered_is_refused(choice: str) -> None:
    assert codes(filled("04626", choice)) == ["ambiguous"]


def test_part_of_a_name_asks_for_confirmation() -> None:
    form = filled("windisch")
    assert codes(form) == ["confirm"]
    assert radios(str(form["seat"])) == ["16077052"]


def test_part_of_the_county_narrows_down_but_does_not_decide() -> None:
    assert codes(filled("Altenburg Altenburger")) == ["confirm"]
    assert codes(filled("Altenburg Greiz")) != []


def test_a_misspelt_name_is_answered_with_suggestions() -> None:
    form = filled("Altenbrug")
    assert codes(form) == ["guess"]
    assert radios(str(form["seat"]))[0] == "16077001"
    assert filled("Altenbrug", "16077001").is_valid()


def test_what_resembles_nothing_is_said_so() -> None:
    form = filled("Xyzzy")
    assert codes(form) == ["unlike"]
    assert "Xyzzy" in form.errors["seat"][0]
    assert radios(str(form["seat"])) == []


def test_a_longer_name_that_begins_alike_makes_it_ambiguous() -> None:
    Territory.objects.filter(ags="16077048").update(search="/altenburg am see/")
    assert codes(filled("Altenburg")) == ["ambiguous"]


def test_a_closed_municipality_cannot_be_chosen() -> None:
    Territory.objects.filter(ags="16077001").update(closed_on="2025-11-30")
    assert not filled("Altenburg", "16077001").is_valid()
    assert not filled("16077001").is_valid()


def test_counties_cannot_be_chosen_as_a_place() -> None:
    assert codes(filled("Altenburger Land")) == ["guess"]
    assert codes(filled("16077", "16077")) == ["ambiguous"]


def test_a_place_is_required_unless_it_is_not() -> None:
    assert codes(filled("  ")) == ["required"]
    assert codes(SeatForm({})) == ["required"]
    assert OptionalForm({"seat": ""}).is_valid()
    assert OptionalForm({"seat": ""}).full_clean() is None


# --- What is shown ------------------------------------------------------------------------


@pytest.mark.parametrize("as_key", [True, False])
def test_an_initial_place_comes_back_unchanged_without_javascript(as_key: bool) -> None:
    place = get("16077001")
    Territory.objects.filter(ags="16077048").update(search="/altenburg am see/")
    form = SeatForm(initial={"seat": place.pk if as_key else place})
    html = str(form["seat"])
    assert 'value="Altenburg (Altenburger Land)"' in html
    assert radios(html) == ["16077001"]
    assert "checked" in html
    sent = {"seat": place.label, "seat-choice": place.ags}
    again = SeatForm(sent, initial={"seat": place.pk if as_key else place})
    assert again.is_valid()
    assert not again.has_changed()
    moved = SeatForm({"seat": "Gera"}, initial={"seat": place})
    assert moved.has_changed()


def test_an_empty_field_shows_no_candidates() -> None:
    html = str(SeatForm()["seat"])
    assert radios(html) == []
    assert 'role="status"' in html
    assert not OptionalForm({}).has_changed()


def test_the_typed_text_is_escaped() -> None:
    html = str(filled('"><script>alert(1)</script>')["seat"])
    assert "<script" not in html


def test_at_most_eight_are_shown_and_more_is_said(client: Client) -> None:
    html = client.get(reverse("territories:places"), {"q": "16077"}).content.decode()
    assert len(radios(html)) == 8
    assert re.search(r"\b14\b", html)


def test_the_status_counts_for_screen_readers(client: Client) -> None:
    html = client.get("/en/places/", {"q": "04626"}).content.decode()
    assert re.search(r'role="status">3 places</p>', html)
    html = client.get("/en/places/", {"q": "Gera"}).content.decode()
    assert re.search(r'role="status">1 place</p>', html)


@pytest.mark.parametrize("text", ["04626", "16077", "Altenburg", "Altenbrug", "Xyzzy", "", "münch"])
def test_htmx_gets_the_very_fragment_of_the_page(client: Client, text: str) -> None:
    page = str(filled(text)["seat"])
    alone = client.get(reverse("territories:places"), {"seat": text, "name": "seat"})
    assert fragment(page) == fragment(alone.content.decode())


def test_the_input_asks_the_endpoint_for_its_own_field(client: Client) -> None:
    html = str(SeatForm(prefix="a")["seat"])
    (url,) = re.findall(r'hx-get="([^"]+)"', html)
    response = client.get(f"{url}&a-seat=04626")
    assert 'name="a-seat-choice"' in response.content.decode()


# --- What somebody may send ---------------------------------------------------------------

WEIRD = [
    "\x00", "x" * 5000, "'", '"', "\\", "%", "_", "🙂", "a" * 121, "a b c d e f g h i j k l m n",
    "\ud800", "0" * 500, "'; DROP TABLE x; --", "٣٤", "ﷺ" * 100, "(", ") (", "/", "ß", "I\u0307",
]  # fmt: skip


@pytest.mark.parametrize("text", WEIRD)
def test_strange_texts_are_answered(client: Client, text: str) -> None:
    sent = text.encode("utf-8", "replace").decode()
    assert client.get(reverse("territories:places"), {"q": sent}).status_code == 200
    form = filled(text)
    assert not form.is_valid()
    assert str(form["seat"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(st.sampled_from(["q", "name", "place", "x"]), st.text(max_size=200)))
def test_whatever_is_asked_the_answer_is_a_fragment(client: Client, asked: dict[str, str]) -> None:
    response = client.get("/de/places/", asked)
    assert response.status_code == 200
    assert 'role="status"' in response.content.decode()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=200), st.text(max_size=20))
def test_whatever_is_typed_the_form_answers(text: str, choice: str) -> None:
    form = filled(text, choice)
    assert form.is_valid() == ("seat" in form.cleaned_data if form.is_bound else False)
    assert str(form["seat"])


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_but_reading_is_answered(client: Client, method: str) -> None:
    assert getattr(client, method)("/de/places/").status_code == 405


def test_a_field_name_that_is_none_is_replaced(client: Client) -> None:
    html = client.get("/de/places/", {"q": "Gera", "name": '"><b>'}).content.decode()
    assert 'name="place-choice"' in html


@pytest.mark.parametrize("text", ["a", "04626", "16077", "Altenbrug", "Xyzzy", "Gera", ""])
def test_an_answer_costs_at_most_three_queries(client: Client, text: str) -> None:
    assert counted(lambda: client.get("/de/places/", {"q": text})) <= 3


def test_typed_places_are_plain_values() -> None:
    field: Any = PlaceField()
    assert field.clean(TypedPlace("Gera")) == field.clean("Gera") == get("16052000")
    assert field.clean(get("16052000")) == get("16052000")
