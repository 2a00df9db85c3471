"""Members see the matches of their organisation and of each posting, and answer on the match."""

import pytest
from django.utils import timezone

from offers.matching import expansion
from offers.matching.actions import MOST_ANSWERS_A_DAY
from offers.matching.enums import MatchState
from offers.matching.models import Match
from offers.postings import actions
from offers.postings.enums import State, Visibility
from offers.postings.models import Posting
from partners.deliveries.models import Delivery
from partners.organisations.enums import Role
from partners.organisations.models import Membership
from tests.cast import member
from tests.postings.builders import need, offer

pytestmark = pytest.mark.django_db


def url_of(match: Match) -> str:
    return f"/de/matches/{match.pk}/"


def typed(match: Match, state: str, **more: str) -> dict[str, str]:
    """What the form sends."""
    fields = {"seen": match.state, "state": state, "reason": "", "note": ""} | more
    return {f"match-{match.pk}-{name}": value for name, value in fields.items()}


# --- Looking ------------------------------------------------------------------------------


def test_the_page_says_what_matches_and_why(pair, owner, client_of):
    page = client_of(owner).get(f"/de/postings/{pair.need_id}/matches/").text
    assert "Werkswohnung" in page
    assert "gemeinsam: Wohnen und Wohnumfeld" in page
    assert "am selben Ort" in page


def test_an_organisation_sees_all_its_matches_and_what_they_fit(pair, other_company, client_of):
    page = client_of(other_company).get("/de/organisations/tischlerei-beispiel/matches/").text
    assert "Fünf Wohnungen" in page
    assert "Passt zu: Werkswohnung" in page


def test_new_ones_come_first_and_a_state_can_be_chosen(pair, joinery, owner, client_of):
    offer(joinery, State.PUBLISHED, title="Gartenhaus", kind="housing")
    expansion.expand_due()
    Match.objects.filter(pk=pair.pk).update(state=MatchState.DECLINED)
    url = f"/de/postings/{pair.need_id}/matches/"
    page = client_of(owner).get(url).text
    assert page.index("Gartenhaus") < page.index("Werkswohnung")
    only = client_of(owner).get(f"{url}?state=declined").context
    assert [row.other.text.title for row in only["rows"]] == ["Werkswohnung"]
    assert len(client_of(owner).get(f"{url}?state=nonsense").context["rows"]) == 2


def test_what_no_longer_fits_stays_with_its_answers(pair, owner, other_company, client_of):
    client_of(owner).post(url_of(pair), typed(pair, "interested"))
    actions.close(other_company, pair.supply.specific)
    page = client_of(owner).get(f"/de/postings/{pair.need_id}/matches/")
    assert page.context["rows"] == []
    assert [row.match for row in page.context["earlier"]] == [pair]
    one = client_of(owner).get(url_of(pair)).text
    assert "Dieser Treffer passt nicht mehr" in one
    assert "Antwort senden" not in one


def test_what_the_other_side_may_no_longer_see_is_gone(pair, other_company, client_of):
    Match.objects.filter(pk=pair.pk).update(state=MatchState.INTERESTED)
    type(pair.need).objects.filter(pk=pair.need_id).update(visibility=Visibility.OFFICES)
    client = client_of(other_company)
    assert client.get(url_of(pair)).status_code == 404
    expansion.expand("posting", pair.need_id)
    assert client.get(url_of(pair)).status_code == 404
    assert "Fünf Wohnungen" not in client.get(f"/de/postings/{pair.supply_id}/matches/").text


def test_a_draft_of_what_has_expired_is_nobody_elses(pair, owner, other_company, client_of):
    client_of(owner).post(url_of(pair), typed(pair, "interested"))
    supply = pair.supply.specific
    Posting.objects.filter(pk=supply.pk).update(expire_at=timezone.now())
    changed = actions.details_of(supply) | {"expires_on": None}
    changed["texts"]["de"] |= {"title": "Noch geheim", "summary": "Noch nicht geprüft."}
    supply.refresh_from_db()
    supply.unpublish()
    supply.refresh_from_db()
    actions.save(other_company, supply, changed, supply.version)
    expansion.expand_due()
    for url in (url_of(pair), f"/de/postings/{pair.need_id}/matches/"):
        page = client_of(owner).get(url).text
        assert "Noch geheim" not in page
        assert "Noch nicht geprüft" not in page
        assert supply.contact_email not in page
        assert "Tischlerei Beispiel" in page
    assert "Interesse" in client_of(owner).get(url_of(pair)).text


def test_what_lapsed_unanswered_is_gone(pair, owner, other_company, client_of):
    actions.close(other_company, pair.supply.specific)
    expansion.expand_due()
    assert client_of(owner).get(url_of(pair)).status_code == 404


def test_what_only_offices_may_see_is_for_those_who_act_for_one(company, owner, office, client_of):
    hidden = need(company, State.PUBLISHED, visibility=Visibility.OFFICES)
    authority = office.organisations.get()
    looking_on = member(authority, "Rita", Role.READER)
    offer(authority, State.PUBLISHED, kind="housing")
    expansion.expand_due()
    match = Match.objects.get(need=hidden)
    told = set(Delivery.objects.filter(message="matching.found").values_list("user", flat=True))
    assert office.pk in told
    assert looking_on.pk not in told
    assert client_of(office).get(url_of(match)).status_code == 200
    assert client_of(looking_on).get(url_of(match)).status_code == 404
    page = client_of(looking_on).get(f"/de/postings/{match.supply_id}/matches/")
    assert page.context["rows"] == []


@pytest.mark.parametrize("who", ["office_elsewhere", "newcomer", "administrator"])
def test_strangers_learn_nothing(pair, who, request, client_of):
    client = client_of(request.getfixturevalue(who))
    for url in (
        url_of(pair),
        f"/de/postings/{pair.need_id}/matches/",
        "/de/organisations/klinikum-musterstadt/matches/",
    ):
        assert client.get(url).status_code == 404


def test_ones_own_area_says_how_many_wait(pair, owner, client_of):
    page = client_of(owner).get("/de/cockpit/").text
    assert "Treffer, die auf eine Antwort warten" in page
    assert "1 neuer Treffer" in page
    client_of(owner).post(url_of(pair), typed(pair, "in_progress"))
    assert "Treffer, die auf" not in client_of(owner).get("/de/cockpit/").text


def test_lists_cost_the_same_however_long(
    pair, company, joinery, owner, client_of, django_assert_max_num_queries
):
    client, url = client_of(owner), "/de/organisations/klinikum-musterstadt/matches/"
    with django_assert_max_num_queries(30) as few:
        client.get(url)
    for number in range(5):
        offer(joinery, State.PUBLISHED, title=f"Haus {number}", kind="housing")
    expansion.expand_due()
    for match in Match.objects.all():
        match.answers.create(side="need", state="interested", person=owner)
    with django_assert_max_num_queries(len(few)) as many:
        assert len(client.get(url).context["rows"]) == 6
    assert len(many) == len(few)


# --- Answering ----------------------------------------------------------------------------


def test_an_answer_is_taken_shown_to_both_and_told(pair, owner, other_company, client_of):
    answer = client_of(other_company).post(
        url_of(pair), typed(pair, "interested", note="Ab Januar frei."), follow=True
    )
    assert "Geantwortet." in answer.text
    for person in (owner, other_company):
        page = client_of(person).get(url_of(pair)).text
        assert "Interesse" in page
        assert "Ab Januar frei." in page
    told = Delivery.objects.filter(message="matching.answered")
    assert {delivery.recipient for delivery in told} == {owner.email, "hr@klinikum.example"}


def test_a_person_is_named_to_her_own_house_only(pair, owner, other_company, client_of):
    client_of(owner).post(url_of(pair), typed(pair, "in_progress"))
    assert "Olga Muster" in client_of(owner).get(url_of(pair)).text
    assert "Olga Muster" not in client_of(other_company).get(url_of(pair)).text


def test_a_reader_looks_on(pair, reader, client_of):
    page = client_of(reader).get(url_of(pair)).text
    assert "Antwort senden" not in page
    assert client_of(reader).post(url_of(pair), typed(pair, "interested")).status_code == 403


def test_declining_asks_for_a_reason_and_keeps_what_was_typed(pair, owner, client_of):
    page = client_of(owner).post(url_of(pair), typed(pair, "declined", note="Schade."))
    assert "Bitte sagen Sie, warum" in page.text
    assert "Schade." in page.text
    assert Match.objects.get().state == MatchState.OPEN
    client_of(owner).post(url_of(pair), typed(pair, "declined", reason="distance"))
    assert Match.objects.get().answers.get().reason == "distance"


def test_a_reason_is_kept_with_no_other_answer(pair, owner, client_of):
    client_of(owner).post(url_of(pair), typed(pair, "interested", reason="distance"))
    assert Match.objects.get().answers.get().reason == ""


@pytest.mark.parametrize("state", ["", "open", "nonsense", "solved"])
def test_what_cannot_be_answered_is_refused_at_the_field(pair, other_company, state, client_of):
    page = client_of(other_company).post(url_of(pair), typed(pair, state))
    assert page.status_code == 200
    assert page.context["form"].errors["state"]
    assert Match.objects.get().state == MatchState.OPEN


def test_a_message_has_a_limit(pair, owner, client_of):
    page = client_of(owner).post(url_of(pair), typed(pair, "interested", note="a" * 1001))
    assert page.context["form"].errors["note"]


def test_whoever_comes_second_is_told_and_loses_nothing(pair, owner, other_company, client_of):
    late = typed(pair, "interested", note="Wir auch!")
    client_of(owner).post(url_of(pair), typed(pair, "in_progress"))
    page = client_of(other_company).post(url_of(pair), late)
    assert page.status_code == 409
    assert "hat inzwischen geantwortet" in page.text
    assert "Wir auch!" in page.text
    again = client_of(other_company).post(
        url_of(pair), typed(Match.objects.get(), "declined", reason="taken")
    )
    assert again.status_code == 302


def test_what_no_longer_fits_cannot_be_answered(pair, owner, other_company, client_of):
    actions.close(other_company, pair.supply.specific)
    page = client_of(owner).post(url_of(pair), typed(pair, "interested"))
    assert page.status_code == 409
    assert "passt nicht mehr" in page.text
    assert Match.objects.get().state == MatchState.OPEN


def test_the_needs_side_says_solved_and_is_led_to_closing(pair, owner, other_company, client_of):
    client_of(owner).post(url_of(pair), typed(pair, "solved"))
    assert Match.objects.get().state == MatchState.SOLVED
    closing = f"/de/postings/{pair.need_id}/close/"
    assert closing in client_of(owner).get(url_of(pair)).text
    theirs = client_of(other_company).get(url_of(pair)).text
    assert closing not in theirs
    assert "Antwort senden" not in theirs


def test_nobody_is_pestered_by_answers_to_and_fro(pair, owner, client_of):
    for number in range(MOST_ANSWERS_A_DAY):
        match = Match.objects.get()
        state = ("in_progress", "solved")[number % 2]
        assert client_of(owner).post(url_of(match), typed(match, state)).status_code == 302
    match = Match.objects.get()
    page = client_of(owner).post(url_of(match), typed(match, "in_progress", note="Noch eins"))
    assert page.status_code == 409
    assert "heute schon oft geantwortet" in page.text
    assert "Noch eins" in page.text
    assert match.answers.count() == MOST_ANSWERS_A_DAY


def test_a_member_of_both_sides_answers_where_she_may(pair, company, other_company, client_of):
    Membership.objects.create(organisation=company, user=other_company, role=Role.READER)
    client_of(other_company).post(url_of(pair), typed(pair, "interested"))
    assert pair.answers.get().side == "supply"


def test_after_the_end_the_history_is_still_reached(pair, owner, client_of):
    client_of(owner).post(url_of(pair), typed(pair, "solved"))
    actions.close(owner, pair.need)
    page = client_of(owner).get(f"/de/postings/{pair.need_id}/").text
    assert f"/de/postings/{pair.need_id}/matches/" in page


def test_markup_in_a_message_stays_text(pair, owner, other_company, client_of):
    note = "<script>alert(1)</script>"
    client_of(owner).post(url_of(pair), typed(pair, "interested", note=note))
    page = client_of(other_company).get(url_of(pair)).text
    assert note not in page
    assert "&lt;script&gt;" in page


def test_a_need_of_the_same_house_is_no_match(company, owner, client_of):
    wanted = need(company, State.PUBLISHED)
    offer(company, State.PUBLISHED, kind="housing")
    expansion.expand_due()
    page = client_of(owner).get(f"/de/postings/{wanted.pk}/matches/").text
    assert "Bisher passt kein Angebot" in page
