"""After an update the words of what is on show follow the new rules."""

from io import StringIO

import pytest
from django.core.management import call_command

from offers.postings.enums import State
from offers.postings.tokens import PostingToken
from offers.words.models import IndexedEdition
from portal.finding.models import KnownWord
from tests.postings.builders import offer

pytestmark = pytest.mark.usefixtures("owner")


def run(*options: str) -> str:
    said = StringIO()
    call_command("index_words", *options, stdout=said)
    return said.getvalue()


def as_before_the_update(posting) -> None:
    PostingToken.objects.filter(posting=posting).delete()
    PostingToken.objects.create(posting=posting, token="veraltet")


def tokens_of(posting) -> set[str]:
    return set(PostingToken.objects.filter(posting=posting).values_list("token", flat=True))


def test_all_that_is_on_show_is_indexed_anew(company) -> None:
    live, draft = offer(company, State.PUBLISHED, title="Sprachkurs"), offer(company)
    right = tokens_of(live)
    as_before_the_update(live)
    assert "1 " in run()
    assert tokens_of(live) == right
    assert tokens_of(draft) == set()
    assert KnownWord.objects.filter(text="Sprachkurs").exists()


def test_the_second_time_nothing_is_done_unless_asked(company) -> None:
    posting = offer(company, State.PUBLISHED)
    run()
    as_before_the_update(posting)
    run()
    assert tokens_of(posting) == {"veraltet"}
    run("--again")
    assert "veraltet" not in tokens_of(posting)


def test_other_rules_make_it_necessary(company) -> None:
    posting = offer(company, State.PUBLISHED)
    IndexedEdition.objects.create(number=1)
    as_before_the_update(posting)
    run()
    assert "veraltet" not in tokens_of(posting)
