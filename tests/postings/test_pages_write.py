"""Organisations write offers and needs: the form, its faults, and two who write at once."""

from datetime import date

import pytest
from django.test import Client

from offers.postings.enums import Reach, State, Visibility
from offers.postings.models import Need, Offer, Posting
from partners.organisations.models import Organisation
from tests.cast import territory
from tests.postings.builders import need, offer
from tests.postings.typed import again, in_days, need_typed, offer_typed


def new(org: Organisation, model: str = "offer") -> str:
    return f"/de/organisations/{org.slug}/postings/new/{model}/"


def edit(posting: Posting) -> str:
    return f"/de/postings/{posting.pk}/edit/"


@pytest.fixture
def browser(client_of, owner) -> Client:
    territory("16077001")
    return client_of(owner)


def test_a_new_offer_is_a_draft_with_all_that_was_typed(browser, company) -> None:
    answer = browser.post(
        new(company),
        offer_typed(
            audiences=["employees"],
            reach="radius",
            radius_km="25",
            link="example.org/kurs",
            title_en="German in the evening",
            summary_en="Twice a week.",
            schedule="Di und Do",
            price_eur="0",
        ),
    )
    found = Offer.objects.get()
    assert answer["Location"] == f"/de/postings/{found.pk}/"
    assert (found.state, found.organisation) == (State.DRAFT, company)
    assert (found.kind.slug, found.seats, found.schedule, found.price_eur) == (
        "course",
        12,
        "Di und Do",
        0,
    )
    assert (found.place.ags, found.reach, found.radius_km) == ("16077001", Reach.RADIUS, 25)
    assert found.link == "https://example.org/kurs"
    assert [(row.language.slug, row.level) for row in found.spoken.all()] == [("de", "B1")]
    assert [term.slug for term in found.audiences.all()] == ["employees"]
    assert {text.language: text.title for text in found.texts.all()} == {
        "de": "Deutsch am Abend",
        "en": "German in the evening",
    }
    assert found.texts.get(language="de").body == "Erst dies.\n\nDann das."
    assert found.expires_on.isoformat() == in_days(90)


def test_a_new_need_says_who_may_see_it(browser, company) -> None:
    browser.post(new(company, "need"), need_typed(visibility="verified"))
    found = Need.objects.get()
    assert (found.headcount, found.visibility) == (5, Visibility.VERIFIED)
    assert found.wanted_by.isoformat() == in_days(60)


def test_an_offer_is_for_everybody_whatever_is_sent(browser, company) -> None:
    browser.post(new(company), offer_typed(visibility="offices"))
    assert Offer.objects.get().visibility == Visibility.EVERYONE


def test_one_can_go_on_to_the_preview(browser, company) -> None:
    answer = browser.post(new(company), offer_typed(then="preview"))
    assert answer["Location"] == f"/de/postings/{Offer.objects.get().pk}/preview/"


def test_the_first_step_of_an_offer_is_its_kind(browser, company) -> None:
    assert "?kind=housing" in browser.get(new(company)).text
    form = browser.get(new(company) + "?kind=housing").context["form"]
    shown = [field.name for field in form.kind_fields if not field.is_hidden]
    assert shown == ["starts_on", "rooms", "living_area_m2", "rent_eur", "furnished"]


def test_a_new_form_knows_what_the_organisation_is_known_for(browser, company) -> None:
    initial = browser.get(new(company, "need")).context["form"].initial
    assert (initial["place"], initial["contact_name"]) == (company.seat, company.contact_name)


def test_fields_of_another_kind_are_kept_but_not_saved(browser, company) -> None:
    page = browser.post(new(company), offer_typed(kind="housing", refresh="kind")).text
    assert '<input type="hidden" name="seats" value="12"' in page
    assert Offer.objects.count() == 0
    browser.post(new(company), offer_typed(kind="housing", rooms="2.5"))
    found = Offer.objects.get()
    assert (found.rooms, found.seats) == (2.5, None)


def test_an_offer_says_from_when_and_a_need_does_not(browser, company) -> None:
    browser.post(new(company), offer_typed(starts_on="2027-05-01"))
    found = Offer.objects.get()
    assert found.starts_on == date(2027, 5, 1)
    assert browser.get(edit(found)).context["form"]["starts_on"].value() == found.starts_on

    browser.post(edit(found), again(found, offer_typed(kind="counselling", starts_on="2027-05-01")))
    assert Offer.objects.get().starts_on is None

    assert 'name="starts_on"' not in browser.get(new(company, "need")).text
    browser.post(new(company, "need"), need_typed(starts_on="2027-05-01"))
    assert Need.objects.get().starts_on is None


def test_rubbish_in_a_field_of_another_kind_hinders_nobody(browser, company) -> None:
    browser.post(new(company), offer_typed(kind="information", seats="viele"))
    assert Offer.objects.get().seats is None


def test_a_kind_changed_without_seeing_its_fields_is_asked_about(browser, company) -> None:
    page = browser.post(new(company), offer_typed(kind="housing", fields_of="course"))
    assert "Sie haben die Art geändert" in page.text
    assert 'name="fields_of" value="housing"' in page.text
    assert Offer.objects.count() == 0


def test_a_row_more_for_languages_loses_nothing(browser, company) -> None:
    before = browser.get(new(company) + "?kind=course").text.count('name="languages-language"')
    page = browser.post(new(company), offer_typed(refresh="languages", title_de="Bleibt")).text
    assert page.count('name="languages-language"') == before + 1
    assert "Bleibt" in page
    assert "kern-form-input--error" not in page


def test_a_typed_place_becomes_a_tick(browser, company) -> None:
    territory("16077032")
    typed = offer_typed(reach="territories", more_territory="Meuselwitz", refresh="territory")
    form = browser.post(new(company), typed).context["form"]
    assert form.initial["territories"] == ["16077032"]
    assert form.initial["more_territory"] == ""


def test_a_typed_place_counts_without_having_been_added(browser, company) -> None:
    territory("16077032")
    typed = offer_typed(reach="territories", territories=["16076"], more_territory="16077032")
    territory("16076")
    browser.post(new(company), typed)
    found = Offer.objects.get().territories.all()
    assert {one.ags for one in found} == {"16076", "16077032"}


def test_what_the_chosen_reach_does_not_use_is_dropped(browser, company) -> None:
    typed = offer_typed(reach="everywhere", radius_km="25", territories=["16077"], place="")
    browser.post(new(company), typed)
    found = Offer.objects.get()
    assert (found.reach, found.radius_km, found.place) == (Reach.EVERYWHERE, None, None)
    assert not found.territories.exists()


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("kind", {"kind": "quatsch"}),
        ("kind", {"kind": "language_course"}),
        ("topics", {"topics": []}),
        ("topics", {"topics": ["quatsch"]}),
        ("topics", {"topics": ["a\x00b"]}),
        ("languages", {"languages-language": ["xx"], "languages-level": [""]}),
        ("languages", {"languages-language": ["de"], "languages-level": ["B9"]}),
        ("languages", {"languages-language": [""], "languages-level": ["B1"]}),
        ("place", {"place": ""}),
        ("place", {"place": "Quatschhausen"}),
        ("radius_km", {"reach": "radius"}),
        ("radius_km", {"reach": "radius", "radius_km": "7"}),
        ("territories", {"reach": "territories"}),
        ("territories", {"reach": "territories", "territories": ["99999"]}),
        ("reach", {"reach": "weit"}),
        ("expires_on", {"expires_on": ""}),
        ("expires_on", {"expires_on": in_days(-1)}),
        ("expires_on", {"expires_on": in_days(732)}),
        ("title_de", {"title_de": ""}),
        ("title_de", {"title_de": "x" * 121}),
        ("summary_de", {"summary_de": "x" * 301}),
        ("body_de", {"body_de": "x" * 8001}),
        ("summary_en", {"title_en": "Only a title"}),
        ("title_en", {"source_language": "en", "summary_en": "In short."}),
        ("source_language", {"source_language": "xx"}),
        ("link", {"link": "javascript:alert(1)"}),
        ("contact_email", {"contact_email": "kein"}),
        ("seats", {"seats": "0"}),
        ("seats", {"seats": "10000"}),
        ("hours_per_week", {"hours_per_week": "81"}),
        ("price_eur", {"price_eur": "-1"}),
    ],
)
def test_faults_stand_at_their_field_and_lose_nothing(browser, company, field, changes) -> None:
    answer = browser.post(new(company), offer_typed(schedule="Di und Do", **changes))
    assert list(answer.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in answer.text
    assert "Di und Do" in answer.text or changes.get("kind")
    assert not Offer.objects.exists()


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("place", {"place": ""}),
        ("wanted_by", {"wanted_by": in_days(-1)}),
        ("wanted_by", {"wanted_by": "9999-12-31"}),
        ("visibility", {"visibility": "niemand"}),
        ("headcount", {"headcount": "0"}),
    ],
)
def test_faults_of_needs(browser, company, field, changes) -> None:
    answer = browser.post(new(company, "need"), need_typed(**changes))
    assert list(answer.context["form"].errors) == [field]
    assert not Need.objects.exists()


def test_a_day_wanted_that_has_gone_by_since_may_stay(browser, company) -> None:
    written = need(company, wanted_by=date(2025, 1, 1))
    browser.post(edit(written), again(written, need_typed(wanted_by="2025-01-01")))
    written.refresh_from_db()
    assert str(written) == "Fünf Wohnungen"


def test_there_is_no_fourth_kind_of_posting(browser, company) -> None:
    assert browser.get(new(company, "wish")).status_code == 404


def test_the_form_shows_the_newest_draft(browser, company) -> None:
    written = offer(
        company,
        kind="course",
        seats=8,
        languages=[("de", "B2")],
        territories=["16076"],
        reach="territories",
        texts={"en": "A flat"},
    )
    form = browser.get(edit(written)).context["form"]
    assert (form["kind"].value(), form["seats"].value(), form["title_en"].value()) == (
        "course",
        8,
        "A flat",
    )
    assert form["languages"].value() == [("de", "B2")]
    assert form["territories"].value() == ["16076"]


def test_what_is_shown_can_be_sent_back_as_it_is(browser, company) -> None:
    browser.post(new(company), offer_typed())
    written = Offer.objects.get()
    before = browser.get(edit(written)).context["form"]
    browser.post(edit(written), again(written, offer_typed(title_de="Deutsch am Morgen")))
    after = browser.get(edit(written)).context["form"]
    changed = {
        field.name
        for field in after
        if field.value() != before[field.name].value() and field.name != "version"
    }
    assert changed == {"title_de"}


def test_what_is_on_show_stays_until_the_edit_is_approved(browser, company) -> None:
    shown = offer(company, State.PUBLISHED, title="Alt")
    browser.post(edit(shown), again(shown, offer_typed(title_de="Neu")))
    shown.refresh_from_db()
    assert str(shown) == "Alt"
    assert str(shown.get_latest_revision_as_object()) == "Neu"


def test_a_colleagues_work_is_not_overwritten_unawares(
    browser, client_of, colleague, company
) -> None:
    written = offer(company)
    seen_by_both = again(written, offer_typed())
    client_of(colleague).post(edit(written), seen_by_both | {"contact_phone": "112"})
    answer = browser.post(edit(written), seen_by_both | {"title_de": "Meins"})
    assert answer.status_code == 409
    assert 'value="Meins"' in answer.text
    assert [(d.before, d.after) for d in answer.context["differences"]] == [
        ("112", "–"),
        ("Deutsch am Abend", "Meins"),
    ]
    written.refresh_from_db()
    assert str(written) == "Deutsch am Abend"


def test_saving_again_after_the_notice_overwrites_knowingly(
    browser, client_of, colleague, company
) -> None:
    written = offer(company)
    seen_by_both = again(written, offer_typed())
    client_of(colleague).post(edit(written), seen_by_both | {"title_de": "Ihres"})
    notice = browser.post(edit(written), seen_by_both | {"title_de": "Meins"})
    version = notice.context["form"]["version"].value()
    browser.post(edit(written), seen_by_both | {"title_de": "Meins", "version": version})
    written.refresh_from_db()
    assert str(written) == "Meins"


def test_what_the_office_is_looking_at_is_not_changed_and_nothing_typed_lost(
    browser, company
) -> None:
    sent = offer(company, State.SUBMITTED, title="Alt")
    assert browser.get(edit(sent))["Location"] == f"/de/postings/{sent.pk}/"
    answer = browser.post(edit(sent), again(sent, offer_typed(title_de="Neu")))
    assert (answer.status_code, 'value="Neu"' in answer.text) == (409, True)
    sent.refresh_from_db()
    assert str(sent) == "Alt"


def test_what_is_closed_is_not_changed(browser, company) -> None:
    closed = offer(company, State.CLOSED, title="Alt")
    assert browser.get(edit(closed)).status_code == 302
    assert browser.post(edit(closed), again(closed, offer_typed())).status_code == 409
    closed.refresh_from_db()
    assert str(closed) == "Alt"


def test_a_change_of_the_source_makes_the_translation_stale(browser, company) -> None:
    translated = offer_typed(title_en="German", summary_en="Twice.")
    browser.post(new(company), translated)
    written = Offer.objects.get()
    browser.post(edit(written), again(written, translated | {"title_de": "Ganz anders"}))
    english, source = (written.texts.get(language=code) for code in ("en", "de"))
    assert english.is_stale(source)
