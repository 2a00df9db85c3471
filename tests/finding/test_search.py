"""The search page: all that answers to the same words, by kind."""

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits, SearchPromotion
from wagtail.models import Locale, Page
from wagtail_localize.synctree import create_aliases_for_new_page

from offers.postings.enums import State
from partners.organisations.enums import Verification
from partners.organisations.models import Organisation
from portal.cms.models import HomePage, LegalPage
from tests.cms import builders as make
from tests.postings.builders import need, offer
from tests.support.queries import counted
from tests.support.scale import size

pytestmark = pytest.mark.usefixtures("owner")

SEARCH, PAGES = "/de/search/", "/de/search/pages/"


@pytest.fixture
def visitor(client_of):
    return client_of(None)


def ask(client, text: str, path: str = SEARCH):
    answer = client.get(path, {"q": text})
    assert answer.status_code == 200, text
    return answer


def groups(answer) -> dict[str, list[str]]:
    return {group.name: [row.title for row in group.rows] for group in answer.context["groups"]}


def page_below_start(title: str, language: str = "de", **fields) -> Page:
    start = HomePage.objects.get(locale__language_code=language)
    page = LegalPage(title=title, locale=start.locale, **({"kind": "other"} | fields))
    return start.add_child(instance=page)


@pytest.mark.parametrize("text", ["Wohnung", "flat", "квартири", "شقة", "mietwohnungen", "WOHNUNG"])
def test_a_flat_is_found_in_every_language(visitor, region, text) -> None:
    assert groups(ask(visitor, text))["offers"] == ["Helle Mietwohnung im Zentrum"]


def test_results_come_by_kind(visitor, region) -> None:
    found = groups(ask(visitor, "Kindergarten"))
    assert found["needs"] == ["Kitaplatz für zwei Geschwister"]
    places = groups(ask(visitor, "Altenburg"))["places"]
    assert places == ["Altenburg (Altenburger Land)", "Altenburger Land (Landkreis)"]
    assert groups(ask(visitor, "klinikum"))["organisations"] == ["Klinikum Musterstadt"]


def test_only_what_the_reader_may_see(visitor, client_of, office, region) -> None:
    assert groups(ask(visitor, "Quastenflosser")) == {}
    assert groups(ask(client_of(office), "Quastenflosser")) == {"needs": ["Quastenflosser"]}


def test_an_organisation_is_found_however_it_is_spelled(visitor, company) -> None:
    Organisation.objects.filter(pk=company.pk).update(folded_name="muellers gaertnerei")
    for text in ("Müllers Gärtnerei", "gartnerei muller", "MUELLERS"):
        assert "organisations" in groups(ask(visitor, text)), text
    Organisation.objects.update(verification=Verification.PENDING)
    assert groups(ask(visitor, "Müllers")) == {}


def test_all_of_a_kind_are_one_step_away(visitor, company) -> None:
    for number in range(7):
        offer(company, State.PUBLISHED, title=f"Wohnung {number}")
    answer = ask(visitor, "flat")
    (group,) = answer.context["groups"]
    assert (group.count, len(group.rows), group.url) == (7, 5, "/de/offers/?q=flat")
    assert visitor.get(group.url).context["result"].count == 7


def test_the_api_finds_the_same(visitor, region) -> None:
    for text in ("flat", "German course", "Deutschkurse", "حضانة", "Kurs", "Miete Wohnung"):
        shown = {group.name: group.count for group in ask(visitor, text).context["groups"]}
        for name in ("offers", "needs"):
            answer = visitor.get(f"/api/v1/{name}/", {"q": text}).json()
            assert answer["count"] == shown.get(name, 0), (text, name)


def test_pages_are_found_by_the_same_words(visitor, db) -> None:
    page_below_start("Häuser und Mietwohnungen bei uns")
    for text in ("Wohnung", "haeuser", "Haus", "flat", "Wohnungen Häuser"):
        assert groups(ask(visitor, text)) == {"pages": ["Häuser und Mietwohnungen bei uns"]}, text
        assert [row.title for row in ask(visitor, text, PAGES).context["rows"]], text
    assert groups(ask(visitor, "Wohnwagen")) == {}


def test_a_page_shows_its_teaser_in_its_own_language(visitor, db) -> None:
    page_below_start("Schlüssel", summary="Wo die Schlüssel liegen.")
    for path in (SEARCH, PAGES):
        assert "Wo die Schlüssel liegen." in ask(visitor, "Schlüssel", path).text
    create_aliases_for_new_page(page_below_start("Quaste", summary="Am Vorhang."))
    shown = ask(visitor, "Quaste", SEARCH.replace("/de/", "/tr/")).text
    assert '<span lang="de" dir="auto">Am Vorhang.</span>' in shown


def test_pages_come_in_the_readers_language_and_once(visitor, db) -> None:
    page_below_start("Wohnen", "de")
    assert "pages" not in groups(ask(visitor, "Wohnen", "/en/search/"))
    assert len(groups(ask(visitor, "Wohnen"))["pages"]) == 1


def test_pages_that_are_not_on_show_are_not_found(visitor, db) -> None:
    page = page_below_start("Geheimrat Quastenflosser")
    page.live = False
    page.save()
    assert groups(ask(visitor, "Quastenflosser")) == {}


def test_editors_may_promote_a_page(visitor, db) -> None:
    page = page_below_start("Wegweiser")
    query = Query.objects.create(query_string="Flat")
    SearchPromotion.objects.create(query=query, page=page, description="Alles zum Wohnen")
    SearchPromotion.objects.create(
        query=query, external_link_url="https://example.org/", external_link_text="Anderswo"
    )
    titles = [result.title for result in ask(visitor, " FLAT ").context["promoted"]]
    assert titles == ["Wegweiser", "Anderswo"]
    page.live = False
    page.save()
    assert [r.title for r in ask(visitor, "flat").context["promoted"]] == ["Anderswo"]


def test_three_are_promoted_for_one_question_and_everybodys_first_before_any_second(
    visitor, db
) -> None:
    query = Query.get("flat")
    for title, place in (("A1", 0), ("A2", 1), ("Ohne", None), ("B1", 0), ("C1", 0), ("D1", 0)):
        SearchPromotion.objects.create(query=query, page=page_below_start(title), sort_order=place)
    assert [r.title for r in ask(visitor, "flat").context["promoted"]] == ["A1", "B1", "C1"]
    Page.objects.filter(title__in=["A1", "B1", "C1"]).update(live=False)
    assert [r.title for r in ask(visitor, "flat").context["promoted"]] == ["D1", "A2", "Ohne"]


def test_nobodys_questions_are_stored(visitor, region) -> None:
    ask(visitor, "Kim Muster Schulden")
    assert not Query.objects.exists()
    assert not QueryDailyHits.objects.exists()


def test_a_slip_leads_to_what_was_meant(visitor, region) -> None:
    answer = ask(visitor, "Detuschkurs Abend")
    assert answer.context["meant"] == "Deutschkurs Abend"
    assert 'href="?q=Deutschkurs%20Abend"' in answer.text
    assert ask(visitor, "Deutschkurs").context["meant"] == ""
    assert ask(visitor, "Deutschkurse").context["meant"] == ""


def test_no_slip_tells_what_is_not_for_everybody(visitor, region) -> None:
    assert ask(visitor, "Quastenflossr").context["meant"] == ""


def test_nothing_found_says_what_to_do(visitor, region) -> None:
    finder = make.finder()
    answer = ask(visitor, "Xylophonorchester")
    assert answer.context["contact_url"] == finder.url
    assert answer.context["contact_url"] in answer.text


def test_an_empty_question_says_how_to_begin(visitor, region) -> None:
    for text in ("", "   ", "…", "\0", '"'):
        answer = ask(visitor, text)
        assert answer.context["groups"] == []
        assert "/de/offers/?topic=housing" in answer.text


@pytest.mark.parametrize(
    "text",
    ['a"b', "'", "a' OR 1=1 --", "%", "_", "100%", "a*", "NEAR(a b)", "title:x", "^a", "\\", "a\\",
     "x" * 10_000, "wort " * 2_000, "\ud7ff", "🙂", "AND", "NOT", "((", "{a}", "a&b|c!d:*", "\x01"],
)  # fmt: skip
def test_rubbish_breaks_nothing(visitor, region, text) -> None:
    for path in (SEARCH, PAGES, "/de/search/suggest/", "/de/organisations/"):
        ask(visitor, text, path)


@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
@hypothesis_settings(
    max_examples=size(25, 500),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_is_typed_is_answered(visitor, db, text) -> None:
    for path in (SEARCH, PAGES, "/de/search/suggest/"):
        ask(visitor, text, path)


def test_wagtails_own_search_boxes_bear_it_too(client_of, administrator) -> None:
    settings.SECOND_FACTOR_DEMANDED = False
    client = client_of(administrator)
    for text in ('a"b', " ", "\0", "'"):
        assert client.get("/admin/pages/search/", {"q": text}).status_code == 200, text


def test_a_page_costs_the_same_however_much_is_found(visitor, company, owner) -> None:
    def post(number: int) -> None:
        for _ in range(number):
            offer(company, State.PUBLISHED, title="Wohnung", languages=["de"])
            need(company, State.PUBLISHED, title="Wohnung", audiences=["women"])
            page_below_start("Wohnung")

    post(2)
    ask(visitor, "Wohnung")
    few = counted(lambda: ask(visitor, "Wohnung"))
    post(8)
    assert counted(lambda: ask(visitor, "Wohnung")) == few
    assert few <= 44


def test_aliases_are_found_in_their_tree(visitor, db) -> None:
    page = page_below_start("Housing in our town", "en")
    turkish = HomePage.objects.get(locale__language_code="tr")
    alias = page.copy_for_translation(Locale.objects.get(language_code="tr"), alias=True)
    assert alias.is_child_of(turkish) or alias.get_parent() is not None
    found = groups(ask(visitor, "konut", "/tr/search/"))
    assert found == {"pages": ["Housing in our town"]}
