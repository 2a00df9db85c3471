"""The public lists: what is in them, how one narrows them, and what they cost."""

import pytest
from django.utils.html import escape

from offers.postings.enums import State, Visibility
from tests.cast import territory
from tests.postings.builders import need, offer
from tests.support.queries import counted

pytestmark = pytest.mark.usefixtures("owner")

OFFERS, NEEDS = "/de/offers/", "/de/needs/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def visitor(client_of):
    return client_of(None)


def titles(answer) -> list[str]:
    return [str(row) for row in answer.context["result"].rows]


def test_it_shows_what_is_on_show(visitor, company) -> None:
    for state in State:
        offer(company, state, title=state.label)
    need(company, State.PUBLISHED, title="Bedarf")
    assert titles(visitor.get(OFFERS)) == ["Veröffentlicht"]
    assert titles(visitor.get(NEEDS)) == ["Bedarf"]


def test_everybody_sees_the_needs_that_are_for_her(
    client_of, company, other_company, newcomer, office, office_elsewhere, owner
) -> None:
    for visibility in Visibility:
        need(company, State.PUBLISHED, visibility=visibility, title=visibility.value)
    seen = {
        user: set(titles(client_of(user).get(NEEDS)))
        for user in (None, newcomer, other_company, office_elsewhere, office, owner)
    }
    assert seen == {
        None: {"everyone"},
        newcomer: {"everyone"},
        other_company: {"everyone", "verified"},
        office_elsewhere: {"everyone", "verified"},
        office: {"everyone", "verified", "offices"},
        owner: {"everyone", "verified", "offices"},
    }


def test_an_address_shows_everybody_the_same(visitor, company) -> None:
    offer(company, State.PUBLISHED, title="Kurs", topics=["language"])
    offer(company, State.PUBLISHED, title="Haus", topics=["housing"])
    answer = visitor.get(OFFERS + "?topic=language&utm_source=brief&quatsch=1&near=")
    assert titles(answer) == ["Kurs"]
    assert (
        '<link rel="canonical" href="http://localhost:8000/de/offers/?topic=language">'
        in answer.text
    )


def test_each_chip_leads_to_the_list_without_it(visitor, company) -> None:
    offer(company, State.PUBLISHED, topics=["language"])
    answer = visitor.get(OFFERS + "?topic=language&topic=housing&q=garten")
    assert 'href="/de/offers/?topic=language&amp;topic=housing"' in answer.text
    assert 'href="/de/offers/?topic=language&amp;q=garten"' in answer.text


def test_values_to_choose_from_come_with_their_number(visitor, company) -> None:
    offer(company, State.PUBLISHED, topics=["language"])
    offer(company, State.PUBLISHED, topics=["language", "housing"])
    facets = {facet.name: facet for facet in visitor.get(OFFERS).context["facets"]}
    numbers = {option.value: option.number for option in facets["topic"].options}
    assert numbers == {"language": 2, "housing": 1}


def test_htmx_gets_the_very_parts_of_the_page(visitor, company) -> None:
    offer(company, State.PUBLISHED, topics=["language"], title="Kurs")
    address = OFFERS + "?topic=language&q=&near="
    whole = visitor.get(address)
    part = visitor.get(address, headers=HTMX)
    assert "<html" not in part.text
    for piece in part.text.split("\n\n"):
        assert piece.strip() in whole.text
    assert "Kurs" in part.text
    assert part["HX-Push-Url"] == "/de/offers/?topic=language"
    assert "HX-Request" in part["Vary"]
    assert "HX-Request" in whole["Vary"]


def test_going_back_gets_the_whole_page(visitor, company) -> None:
    headers = HTMX | {"HX-History-Restore-Request": "true"}
    assert "<html" in visitor.get(OFFERS, headers=headers).text


def test_what_has_no_field_of_its_own_goes_along(visitor, company) -> None:
    offer(company, State.PUBLISHED)
    text = visitor.get(f"{OFFERS}?organisation={company.slug}").text
    assert f'<input type="hidden" name="organisation" value="{company.slug}">' in text


def test_pages_follow_each_other_and_keep_the_filter(visitor, company) -> None:
    for number in range(5):
        offer(company, State.PUBLISHED, title=f"Nummer {number}", topics=["housing"])
    seen, address = [], f"{OFFERS}?topic=housing&page_size=2"
    while True:
        answer = visitor.get(address)
        seen += titles(answer)
        cursor = answer.context["result"].next
        if not cursor:
            break
        address = f"{OFFERS}?{answer.context['next_query']}"
        assert f'href="{escape(address)}"' in answer.text
        assert "topic=housing&page_size=2&cursor=" in address
    assert seen == [f"Nummer {number}" for number in (4, 3, 2, 1, 0)]


def test_a_cursor_that_is_none_shows_the_first_page(visitor, company) -> None:
    offer(company, State.PUBLISHED, title="Da")
    assert titles(visitor.get(OFFERS + "?cursor=quatsch")) == ["Da"]


@pytest.mark.parametrize(
    "query",
    ["q=%00", "near=%00", "topic=%00", "q=" + "x" * 5000, "near=" + "x" * 5000, "q='\"", "q=🙂",
     "radius=10", "ordering=distance", "valid_on=morgen", "page_size=0", "cursor=%00", "near=🙂"],
)  # fmt: skip
def test_rubbish_breaks_nothing(visitor, company, query) -> None:
    offer(company, State.PUBLISHED)
    assert visitor.get(f"{OFFERS}?{query}").status_code == 200
    assert visitor.get(f"{OFFERS}1/?{query}").status_code in (200, 404)


def test_a_doubtful_place_asks_which(visitor, company) -> None:
    territory("16077001")
    offer(company, State.PUBLISHED, topics=["housing"])
    text = visitor.get(OFFERS + "?topic=housing&near=Alten").text
    assert 'href="/de/offers/?topic=housing&amp;near=16077001"' in text


def test_an_unknown_place_is_said(visitor, company) -> None:
    assert "kennen wir nicht" in visitor.get(OFFERS + "?near=Quatschhausen").text


def test_a_key_shows_as_the_name_of_its_place(visitor, company) -> None:
    offer(company, State.PUBLISHED)
    text = visitor.get(OFFERS + "?near=16077001").text
    assert 'name="near" value="Altenburg (Altenburger Land)"' in text


def test_only_orderings_that_make_sense_are_offered(visitor, company) -> None:
    offer(company, State.PUBLISHED)

    def offered(query: str) -> list[str]:
        return [value for value, _label, _on in visitor.get(OFFERS + query).context["orderings"]]

    assert offered("") == ["", "expires"]
    assert offered("?near=16077001&q=garten") == ["newest", "expires", "", "relevance"]


def test_the_usual_order_is_left_open(visitor, company) -> None:
    """Whoever says where she is, and has chosen no order, sees the nearest first."""
    offer(company, State.PUBLISHED)
    offer(company, State.PUBLISHED)
    assert '<option value="" selected>Neueste zuerst</option>' in visitor.get(OFFERS).text
    near = visitor.get(OFFERS + "?near=16077001&ordering=").text
    assert '<option value="" selected>Nächstgelegene zuerst</option>' in near
    chosen = visitor.get(OFFERS + "?near=16077001&ordering=newest").text
    assert '<option value="newest" selected>Neueste zuerst</option>' in chosen


def test_nothing_at_all_invites_to_begin(visitor, db) -> None:
    answer = visitor.get(OFFERS)
    assert (answer.context["empty"], "/de/postings/new/offer/" in answer.text) == ("nothing", True)


def test_nothing_that_fits_offers_to_widen(visitor, company) -> None:
    offer(company, State.PUBLISHED)
    answer = visitor.get(OFFERS + "?topic=health")
    assert answer.context["empty"] == "filtered"
    assert "ohne Handlungsfeld: Gesundheit und Pflege" in answer.text


def test_nothing_for_this_reader_invites_to_log_in(
    visitor, client_of, newcomer, other_company
) -> None:
    answer = visitor.get(NEEDS)
    assert answer.context["empty"] == "hidden"
    assert "/de/accounts/login/?next=%2Fde%2Fneeds%2F" in answer.text
    assert client_of(newcomer).get(NEEDS).context["empty"] == "hidden"
    assert client_of(other_company).get(NEEDS).context["empty"] == "nothing"


@pytest.mark.parametrize("query", ["", "?topic=housing&near=16077001&language=de"])
def test_a_page_costs_the_same_however_long(client_of, owner, company, query) -> None:
    client = client_of(owner)

    def cost(address: str) -> int:
        return counted(lambda: client.get(address + query))

    def post(number: int) -> None:
        for make in (offer, need):
            for _ in range(number):
                make(company, State.PUBLISHED, languages=["de"], audiences=["women"])

    post(2)
    few = [cost(address) for address in (OFFERS, NEEDS)]
    post(10)
    assert [cost(address) for address in (OFFERS, NEEDS)] == few
    assert max(few) <= 50
