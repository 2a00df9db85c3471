"""What an organisation sees of its own postings, and the buttons on those pages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from offers.postings import actions, overview
from offers.postings.enums import State
from offers.postings.models import LONGEST_LIFE, Offer
from partners.organisations.enums import Role, Verification
from tests.cast import member, organisation
from tests.postings.builders import details, need, offer, publish, send_back
from tests.postings.typed import in_days


def page(posting, name: str = "") -> str:
    return f"/de/postings/{posting.pk}/{name}"


def own(org) -> str:
    return f"/de/organisations/{org.slug}/postings/"


def refreshed(posting):
    return type(posting).objects.get(pk=posting.pk)


@pytest.fixture
def browser(client_of, owner):
    return client_of(owner)


# --- The list ------------------------------------------------------------------------------------


def test_postings_are_listed_by_state_the_urgent_ones_first(browser, company) -> None:
    for state in State:
        offer(company, state)
    need(company, State.PUBLISHED)
    groups = browser.get(own(company)).context["groups"]
    assert [(group.state, group.count) for group in groups] == [
        (State.RETURNED, 1),
        (State.DRAFT, 1),
        (State.SUBMITTED, 1),
        (State.PUBLISHED, 2),
        (State.EXPIRED, 1),
        (State.CLOSED, 1),
    ]


def test_those_of_others_are_not_in_it(browser, company, other_company) -> None:
    offer(other_company.organisations.get(), State.PUBLISHED)
    assert browser.get(own(company)).context["groups"] == []


def test_readers_see_the_list_without_buttons(client_of, reader, company) -> None:
    offer(company)
    text = client_of(reader).get(own(company)).text
    assert "Wohnung mit Garten" in text
    assert "postings/new/" not in text


def test_a_long_group_is_cut_and_shown_in_full_on_request(browser, company, monkeypatch) -> None:
    monkeypatch.setattr(overview, "SHOWN", 2)
    for number in range(3):
        offer(company, title=f"Nummer {number}")
    text = browser.get(own(company)).text
    assert ("Nummer 2" in text, "Nummer 0" in text, "?state=draft" in text) == (True, False, True)
    assert "Nummer 0" in browser.get(own(company) + "?state=draft").text
    assert browser.get(own(company) + "?state=quatsch").status_code == 200


def test_the_list_costs_the_same_however_long(browser, company) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            browser.get(own(company))
        return len(queries)

    for state in (State.RETURNED, State.DRAFT, State.SUBMITTED, State.PUBLISHED):
        offer(company, state, languages=["de"], audiences=["women"])
    few = cost()
    for state in (State.RETURNED, State.DRAFT, State.SUBMITTED, State.PUBLISHED) * 2:
        need(company, state, languages=["de"], audiences=["women"])
    assert cost() == few


# --- Beginning -----------------------------------------------------------------------------------


def test_who_writes_for_one_organisation_begins_at_once(browser, company) -> None:
    answer = browser.get("/de/postings/new/need/")
    assert answer["Location"] == f"{own(company)}new/need/"


def test_who_writes_for_several_chooses(browser, company, owner) -> None:
    second = organisation("Zweites Haus", "company", "16077001")
    second.memberships.create(user=owner, role=Role.EDITOR)
    text = browser.get("/de/postings/new/offer/").text
    assert (f"{own(company)}new/offer/" in text, f"{own(second)}new/offer/" in text) == (True, True)


def test_who_writes_for_none_registers_first(client_of, newcomer) -> None:
    answer = client_of(newcomer).get("/de/postings/new/need/")
    assert answer["Location"] == "/de/organisations/register/"


# --- One posting ---------------------------------------------------------------------------------


def test_a_returned_one_shows_why(browser, company) -> None:
    returned = offer(company, State.RETURNED)
    text = browser.get(page(returned)).text
    assert "Bitte ergänzen." in text
    assert "Bitte ergänzen." in browser.get(page(returned, "edit/")).text


def test_an_edit_of_one_on_show_is_set_against_it(browser, company, owner) -> None:
    shown = offer(company, State.PUBLISHED, title="Alt")
    actions.save(owner, shown, details(Offer, title="Neu"), shown.version)
    changes = browser.get(page(shown)).context["differences"]
    assert [(change.before, change.after) for change in changes] == [("Alt", "Neu")]


def test_one_on_show_without_edit_has_nothing_to_compare(browser, company) -> None:
    text = browser.get(page(offer(company, State.PUBLISHED))).text
    assert "Was Ihre Änderung ändert" not in text


def test_a_translation_that_no_longer_fits_is_pointed_out(browser, company, owner) -> None:
    texts = {"en": "A flat"}
    written = offer(company, texts=texts)
    assert "sehen Sie Englisch noch einmal an" not in browser.get(page(written)).text
    actions.save(owner, written, details(Offer, title="Ein Haus", texts=texts), written.version)
    assert "sehen Sie Englisch noch einmal an" in browser.get(page(written)).text


def test_the_history_names_ones_own_people_and_no_others(
    browser, company, colleague, office
) -> None:
    written = actions.create(colleague, Offer(organisation=company), details(Offer))
    actions.submit(colleague, written)
    send_back(refreshed(written), office, "Zu kurz.")
    text = browser.get(page(written)).text
    entries = [(str(e.what), e.who, e.comment) for e in overview.history(refreshed(written))]
    assert entries == [
        ("Zurückgegeben", "", "Zu kurz."),
        ("Zur Prüfung eingereicht", "Karim Muster", ""),
        ("Angelegt", "Karim Muster", ""),
    ]
    assert "Anna Muster" not in text


def test_the_preview_shows_the_draft_and_says_so(browser, company, owner) -> None:
    shown = offer(company, State.PUBLISHED, title="Alt")
    actions.save(owner, shown, details(Offer, title="Neu", body="<b>fett</b>"), shown.version)
    text = browser.get(page(shown, "preview/")).text
    assert "Neu" in text
    assert "Vorschau" in text
    assert "&lt;b&gt;fett&lt;/b&gt;" in text


def test_submitting_asks_the_office(browser, company) -> None:
    draft = offer(company)
    assert browser.post(page(draft, "submit/"))["Location"] == page(draft)
    assert refreshed(draft).state == State.SUBMITTED
    assert "Eingereicht." in browser.get(page(draft)).text


def test_submitting_twice_says_why_not(browser, company) -> None:
    sent = offer(company, State.SUBMITTED)
    assert "lässt sich einreichen" in browser.post(page(sent, "submit/"), follow=True).text


def test_a_trusted_organisation_publishes_at_once(browser, company) -> None:
    company.publishes_at_once = True
    company.save()
    draft = offer(company)
    assert "Veröffentlichen" in browser.get(page(draft)).text
    told = browser.post(page(draft, "submit/"), follow=True).text
    assert "Er ist jetzt zu sehen." in told
    assert refreshed(draft).state == State.PUBLISHED


def test_withdrawing_gives_it_back(browser, company) -> None:
    sent = offer(company, State.SUBMITTED)
    browser.post(page(sent, "withdraw/"))
    assert refreshed(sent).state == State.DRAFT
    text = browser.post(page(sent, "withdraw/"), follow=True).text
    assert 'class="kern-alert kern-alert--danger"' in text


def test_a_copy_leads_to_its_form(browser, company) -> None:
    closed = offer(company, State.CLOSED, title="Kurs im Herbst")
    answer = browser.post(page(closed, "duplicate/"))
    copy = Offer.objects.exclude(pk=closed.pk).get()
    assert (answer["Location"], copy.state) == (page(copy, "edit/"), State.DRAFT)
    assert str(copy) == "Kurs im Herbst"


def test_renewing_chooses_the_day(browser, company) -> None:
    gone = offer(company, State.EXPIRED)
    browser.post(page(gone, "renew/"), {"until": in_days(100)})
    again = refreshed(gone)
    assert (again.state, again.expires_on.isoformat()) == (State.PUBLISHED, in_days(100))


@pytest.mark.parametrize("until", ["", "morgen", in_days(-1), in_days(LONGEST_LIFE.days + 1)])
def test_renewing_refuses_other_days(browser, company, until) -> None:
    gone = offer(company, State.EXPIRED)
    assert 'id="id_until_error"' in browser.post(page(gone, "renew/"), {"until": until}).text
    assert refreshed(gone).state == State.EXPIRED


def test_renewing_a_draft_says_why_not(browser, company) -> None:
    draft = offer(company)
    text = browser.post(page(draft, "renew/"), {"until": in_days(9)}, follow=True).text
    assert "lässt sich verlängern" in text
    assert refreshed(draft).state == State.DRAFT


def test_closing_asks_first(browser, company) -> None:
    shown = offer(company, State.PUBLISHED)
    assert "vergeben, gelöst" in browser.get(page(shown, "close/")).text
    assert refreshed(shown).state == State.PUBLISHED
    browser.post(page(shown, "close/"))
    assert refreshed(shown).state == State.CLOSED


def test_closing_a_draft_says_why_not(browser, company) -> None:
    draft = offer(company)
    assert "lässt sich schließen" in browser.post(page(draft, "close/"), follow=True).text


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        (State.DRAFT, {"edit", "submit", "duplicate", "preview"}),
        (State.SUBMITTED, {"withdraw", "duplicate", "preview"}),
        (State.RETURNED, {"edit", "submit", "duplicate", "preview"}),
        (State.PUBLISHED, {"edit", "renew", "close", "duplicate", "preview"}),
        (State.EXPIRED, {"edit", "renew", "duplicate", "preview"}),
        (State.CLOSED, {"renew", "duplicate", "preview"}),
    ],
)
def test_the_page_offers_what_the_state_allows(browser, company, state, buttons) -> None:
    posting = offer(company, state)
    text = browser.get(page(posting)).text
    every = {"edit", "submit", "withdraw", "renew", "close", "duplicate", "preview"}
    assert {name for name in every if f'"{page(posting, name)}/"' in text} == buttons


def test_readers_are_offered_the_preview_only(client_of, reader, company) -> None:
    posting = offer(company)
    text = client_of(reader).get(page(posting)).text
    every = {"edit", "submit", "withdraw", "renew", "close", "duplicate", "preview"}
    assert {name for name in every if f'"{page(posting, name)}/"' in text} == {"preview"}


def test_an_unverified_organisation_is_told_what_it_waits_for(client_of, db) -> None:
    waiting = organisation("Neuling", "company", "16077001", Verification.PENDING)
    user = member(waiting, "Nele")
    assert "noch nicht geprüft" in client_of(user).get(page(offer(waiting))).text


def test_an_edit_of_an_expired_one_needs_the_office(browser, company, owner) -> None:
    gone = offer(company, State.EXPIRED)
    later = timezone.localdate() + timedelta(days=30)
    actions.save(owner, gone, details(Offer, title="Neu", expires_on=later), gone.version)
    text = browser.get(page(gone)).text
    assert f'"{page(gone, "submit")}/"' in text
    browser.post(page(gone, "submit/"))
    publish(refreshed(gone))
    assert refreshed(gone).state == State.PUBLISHED
