"""Words mean the same wherever they stand: in a posting and in a question."""

import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.words.folding import LONGEST_WORD
from offers.words.normaliser import tokenise
from offers.words.questions import MOST_WORDS, Question, read
from offers.words.synonyms import Synonyms

LANGUAGES = ("de", "en", "de-simple", "tr", "ar", "uk", "xx", "")


def ask(query: str) -> Question | None:
    """Without any synonyms: these have tests of their own."""
    return read(query, Synonyms([]))


def finds(query: str, text: str, language: str = "de") -> bool:
    """Whether a posting that says this is found by that question."""
    question = ask(query)
    return question is None or question.fits(tokenise(text, language))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("Haus", "Häuser"),
        ("Häuser", "Haus"),
        ("Haeuser", "HÄUSER"),
        ("Strasse", "Straße"),
        ("STRASSE", "straße"),
        ("Wohnung", "Wohnungen am Park"),
        ("Pflegekräfte", "Pflegekraft gesucht"),
        ("Uebersetzung", "Übersetzungen"),
        ("Ubersetzung", "Übersetzungen"),
        ("kita platz", "Kita-Platz frei"),
        ("Familie", "für Familien"),
        ("garten haus", "Haus mit Garten"),
        ("B2", "Deutsch B2/C1"),
        ("finden", "ﬁnden"),
        ("tel", "℡ 0361"),
        ("Cafe", "Café Größenwahn"),
        ("grossenwahn", "Café Größenwahn"),
        ("strase", "Strase"),
        ("Steuererklaerung", "Steuererklärung"),
        ("Kurs", "Sprachkurs am Abend"),
        ("kurse", "Deutschkurse"),
        ("Wohnung", "Mietwohnungen"),
        ("Sprache", "Sprachkurs"),
        ("Deutschkurs", "Kurs in Deutsch"),
        ("Mietwohnung", "Wohnung zur Miete"),
        ("Deutsch Kurs", "Deutschkurs"),
        ("Yogakurs", "Yogakurse"),
        ("Kurs", "Yogakurs"),
        ("Frauen", "Frauengruppe"),
        ("Zürich", "Zu\u0308rich"),
    ],
)
def test_a_german_posting_is_found(query: str, text: str) -> None:
    assert finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [("house", "Houses near the park"), ("courses", "one course"), ("nursing", "nurses")],
)
def test_an_english_one_is_found_though_nobody_said_the_language(query: str, text: str) -> None:
    assert finds(query, text, "en")


@pytest.mark.parametrize(
    ("query", "text", "language"),
    [
        ("kurslar", "kurs", "tr"),
        ("İstanbul", "istanbul", "tr"),
        ("\u0131l\u0131k", "ILIK", "tr"),
        ("evler", "ev", "tr"),
        ("квартира", "КВАРТИРА", "uk"),
        ("квартири", "квартира", "uk"),
        ("вчителька", "вчительку", "uk"),
        ("курси німецької", "курс німецької", "uk"),
        ("Київ", "київ", "uk"),
        ("مدارس", "مدارس", "ar"),
        ("الشقة", "شقة", "ar"),
        ("شقة", "والشقة", "ar"),
        ("أطفال", "اطفال", "ar"),
        ("دَوْرَة", "دورة", "ar"),
        ("شـــقة", "شقة", "ar"),
        ("٢٠٢٦", "2026", "ar"),
        ("łódź", "Lodz", "pl"),
    ],
)
def test_other_languages_are_found(query: str, text: str, language: str) -> None:
    assert finds(query, text, language)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("Haus", "Maus"),
        ("Haus Garten", "Haus ohne Grün"),
        ("Wohnung", "Wohnwagen"),
        ("Bau", "Baum"),
        ("der", "die"),
        ("Wohnung", "Eingewöhnung"),
        ("Kurs", "Exkurs"),
        ("Amt", "insgesamt"),
        ("Haus", "Krankenhaus"),
        ("Mietwohnung", "Wohnung"),
    ],
)
def test_other_words_are_not(query: str, text: str) -> None:
    assert not finds(query, text)


def test_no_word_is_left_out_for_being_frequent() -> None:
    """People search for "IT" and "AG"; a list of stop words would swallow some of them."""
    assert finds("IT", "IT und mehr")
    assert len(tokenise("der die das und in zu it", "de")) == 7


def test_a_question_without_words_asks_for_nothing() -> None:
    for empty in ("", "   ", "…", "\0", '"', "?!", "\N{ZERO WIDTH SPACE}"):
        assert ask(empty) is None
        assert tokenise(empty, "de") == set()


def test_a_question_has_so_many_words_at_most() -> None:
    question = ask("wort " * 500)
    assert question is not None
    assert len(question.wanted) == MOST_WORDS


def test_punctuation_and_signs_part_words() -> None:
    assert tokenise("Haus,Garten;Hof/Keller", "de") == tokenise("Haus Garten Hof Keller", "de")


@given(text=st.text(max_size=200), language=st.sampled_from(LANGUAGES))
def test_whatever_is_written_becomes_tokens_that_fit_and_find_it(text: str, language: str) -> None:
    tokens = tokenise(text, language)
    assert all(0 < len(token) <= LONGEST_WORD for token in tokens)
    assert not any("\0" in token or token != token.strip() for token in tokens)
    question = ask(text)
    assert question is None or question.fits(tokens)


@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=120))
def test_case_and_composition_make_no_difference(text: str) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert tokenise(unicodedata.normalize(form, text), "de") == tokenise(text, "de")
    assert tokenise(text.casefold(), "de") == tokenise(text, "de")


@given(words=st.lists(st.sampled_from(["Haus", "Öl", "Straße", "b2", "Kita"]), max_size=6))
def test_order_and_repetition_make_no_difference(words: list[str]) -> None:
    joined = " ".join(words)
    assert tokenise(joined, "de") == tokenise(" ".join(reversed(words * 2)), "de")
    assert finds(joined, joined)


@given(text=st.text(alphabet=st.characters(categories=["Cs", "Cc", "Co", "Mn", "Lo"]), max_size=50))
def test_odd_characters_never_break_it(text: str) -> None:
    tokenise(text, "de")
    ask(text)


def test_threads_do_not_get_into_each_others_words() -> None:
    """A stemmer keeps its word in itself: shared by two threads, it mixes them up."""
    words = ["Wohnungen", "Häuser", "Übersetzungen", "Pflegekräfte", "Anerkennungsstellen"] * 20
    alone = [tokenise(word, "de") for word in words]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            jobs = [
                pool.submit(lambda: [tokenise(word, "de") for word in words]) for _job in range(80)
            ]
            assert all(job.result() == alone for job in jobs)
    finally:
        sys.setswitchinterval(usual)
