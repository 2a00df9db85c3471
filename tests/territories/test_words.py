"""Names are compared without case, accents and punctuation, umlauts written either way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.territories.words import fold, spellings


@pytest.mark.parametrize("typed", ["München", "MÜNCHEN", "Muenchen", "munchen", "Mu\u0308nchen"])
def test_every_way_of_typing_munich_is_among_its_spellings(typed: str) -> None:
    assert f"/{fold(typed)}/" in spellings("München")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Weißenfels", "weissenfels"),
        ("Lübben (Spreewald) / Lubin (Błota)", "luebben spreewald lubin blota"),
        ("Garching b.München", "garching b muenchen"),
        ("  %_\x00'\"  ", ""),
        ("🙂 Gera", "gera"),
        ("حلب", "حلب"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_name_without_umlauts_is_kept_once() -> None:
    assert spellings("Gera", "Gera, Stadt") == "/gera/gera stadt/"


def test_no_name_has_no_spelling() -> None:
    assert spellings("") == ""


@given(st.text(max_size=60))
def test_nothing_of_the_delimiters_is_left(text: str) -> None:
    assert not set(fold(text)) & set("/%_\\\x00'\"\n")
    assert "  " not in fold(text)
