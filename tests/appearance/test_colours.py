"""Any colour in, two that can be read out."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.appearance.colours import DARK, LIGHT, Scheme, contrast, pair_of, passes, readable
from portal.appearance.panels import notes

colours = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: "#" + bytes(rgb).hex())


@given(colours)
def test_whatever_goes_in_can_be_read_when_it_comes_out(colour: str) -> None:
    pair = pair_of(colour)
    assert passes(pair.light, LIGHT)
    assert passes(pair.dark, DARK)
    assert contrast(pair.on_given, colour) >= 4.5


@given(colours)
def test_what_came_out_is_not_changed_again(colour: str) -> None:
    for scheme in (LIGHT, DARK):
        made = readable(colour, scheme)
        assert readable(made, scheme) == made


@given(colours)
def test_the_editor_hears_of_each_change(colour: str) -> None:
    pair = pair_of(colour)
    assert len(notes(colour)) == (pair.light != colour) + (pair.dark != colour)


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#1a3da5", "#1a3da5") == 1


@pytest.mark.parametrize(
    ("colour", "scheme", "made"),
    [
        ("#1A3DA5", LIGHT, "#1a3da5"),
        ("#ffcc00", DARK, "#ffcc00"),
        ("#ffcc00", LIGHT, "#705800"),
        ("#0000ff", DARK, "#a2c1ff"),
        ("#ffffff", LIGHT, "#5b5b5b"),
        ("#000000", DARK, "#c1c1c1"),
    ],
)
def test_a_colour_stays_or_moves_no_further_than_it_must(
    colour: str, scheme: Scheme, made: str
) -> None:
    assert readable(colour, scheme) == made


def test_the_sentence_says_from_what_to_what() -> None:
    with translation.override("en"):
        (note,) = notes("#ffcc00")
    assert note.startswith("#ffcc00 was too light")
    assert note.endswith("was darkened to #705800.")
