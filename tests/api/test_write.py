"""Writing by program: create, change, submit, withdraw, close, each in the version one has seen."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from offers.postings.enums import State
from offers.postings.models import Need, Offer, Posting
from partners.accounts.models import User
from partners.organisations.models import Membership, Organisation
from tests.api.conftest import Program
from tests.cast import organisation, territory
from tests.postings.builders import need, offer

pytestmark = pytest.mark.django_db

ProgramOf = Callable[[User | None], Program]


def flat(company: Organisation, **changes: object) -> dict:
    return {
        "organisation": company.slug,
        "kind": "housing",
        "topics": ["housing"],
        "place": "16077001",
        "texts": {"de": {"title": "Wohnung am Park", "summary": "Drei Zimmer."}},
        "contact_name": "Kim Muster",
        "contact_email": "kontakt@example.org",
        "rooms": 3,
        "rent_eur": 540.5,
    } | changes


@pytest.fixture
def writer(program_of: ProgramOf, owner: User) -> Program:
    return program_of(owner)


@pytest.fixture
def draft(company: Organisation, owner: User) -> Offer:
    return offer(company)


def version_of(posting: Posting) -> str:
    return f'"{type(posting).objects.get(pk=posting.pk).version}"'


# --- Create -----------------------------------------------------------------------------


def test_a_member_creates_a_draft(writer: Program, company, owner) -> None:
    answer = writer.send("POST", "offers/", flat(company, languages=[{"language": "de"}]))
    assert answer.status_code == 201, answer.content
    made = Offer.objects.get()
    assert answer["Location"] == f"http://testserver/api/v1/offers/{made.pk}/"
    assert answer["ETag"] == f'"{made.version}"'
    assert answer.json()["state"] == "draft"
    assert (made.rooms, made.rent_eur, made.seats) == (3, 540.5, None)
    assert made.latest_revision.user == owner
    assert not made.is_published


def test_a_need_has_fields_of_its_own(writer: Program, company) -> None:
    sent = flat(company, visibility="offices", headcount=5)
    del sent["rooms"], sent["rent_eur"]
    answer = writer.send("POST", "needs/", sent)
    assert answer.status_code == 201, answer.content
    made = Need.objects.get()
    assert (made.headcount, made.visibility) == (5, "offices")


def test_an_offer_says_from_when_and_a_need_does_not(writer: Program, company) -> None:
    answer = writer.send("POST", "offers/", flat(company, starts_on="2027-05-01"))
    assert answer.status_code == 201, answer.content
    assert answer.json()["starts_on"] == "2027-05-01"
    assert Offer.objects.get().starts_on == date(2027, 5, 1)

    sent = flat(company, headcount=5)
    del sent["rooms"], sent["rent_eur"]
    answer = writer.send("POST", "needs/", sent | {"starts_on": "2027-05-01"})
    assert (answer.status_code, list(answer.json())) == (400, ["starts_on"])
    answer = writer.send("POST", "needs/", sent)
    assert answer.status_code == 201, answer.content
    assert "starts_on" not in answer.json()


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"kind": "flat"}, ["kind"]),
        ({"kind": "job"}, ["rooms", "rent_eur"]),
        ({"topics": []}, ["topics"]),
        ({"topics": ["homes"]}, ["topics"]),
        ({"title": "Wohnung", "roms": 3}, ["roms"]),
        ({"place": None}, ["place"]),
        ({"place": "16077"}, ["place"]),
        ({"reach": "radius"}, ["radius_km"]),
        ({"radius_km": 10}, ["radius_km"]),
        ({"radius_km": 11, "reach": "radius"}, ["radius_km"]),
        ({"reach": "territories"}, ["territories"]),
        ({"territories": ["16077"]}, ["territories"]),
        ({"texts": {"en": {"title": "Flat", "summary": "Nice."}}}, ["texts"]),
        ({"texts": {"de": {"title": "", "summary": "Nett."}}}, ["texts"]),
        ({"texts": {}}, ["texts"]),
        ({"languages": [{"language": "de", "level": "B4"}]}, ["languages"]),
        ({"expires_on": "2020-01-01"}, ["expires_on"]),
        ({"expires_on": "2099-01-01"}, ["expires_on"]),
        ({"contact_email": "nobody"}, ["contact_email"]),
        ({"link": "javascript:alert(1)"}, ["link"]),
        ({"rooms": 0}, ["rooms"]),
        ({"rooms": "a\x00b"}, ["rooms"]),
        ({"visibility": "offices"}, ["visibility"]),
        ({"contact_name": "a\x00b"}, ["contact_name"]),
        ({"organisation": ""}, ["organisation"]),
        ({"organisation": "nobody"}, ["organisation"]),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    writer: Program, company, changes: dict, fields: list[str]
) -> None:
    territory("16077001")
    answer = writer.send("POST", "offers/", flat(company, **changes))
    assert answer.status_code == 400
    assert sorted(answer.json()) == sorted(fields), answer.json()
    assert not Posting.objects.exists()


def test_a_foreign_organisation_is_as_if_there_were_none(writer: Program, company, other_company):
    foreign = Organisation.objects.exclude(pk=company.pk).get()
    for slug in (foreign.slug, "tischlerei"):
        answer = writer.send("POST", "offers/", flat(foreign, organisation=slug))
        message = answer.json()["organisation"][0]
        assert message == f"“{slug}” is not known. Did you mean “{company.slug}”?"


def test_who_only_reads_may_not_write(program_of: ProgramOf, company, reader) -> None:
    assert program_of(reader).send("POST", "offers/", flat(company)).status_code == 403


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("[" * 100_000, 400),
        ('{"kind": NaN}', 400),
        ('{"kind": ' + "9" * 5000 + "}", 400),
        ('{"contact_name": "\\ud800"}', 400),
        ("[1]", 400),
        ("null", 400),
        ('"' + "x" * 300_000 + '"', 413),
    ],
)
def test_malformed_bodies_are_refused(writer: Program, body: str, status: int) -> None:
    answer = writer.post("/api/v1/offers/", body, "application/json")
    assert answer.status_code == status, answer.content


# --- Change -----------------------------------------------------------------------------


def test_what_was_read_can_be_sent_back(writer: Program, draft) -> None:
    read = writer.get(f"/api/v1/offers/{draft.pk}/")
    answer = writer.send("PUT", f"offers/{draft.pk}/", read.json(), read["ETag"])
    assert answer.status_code == 200, answer.content
    assert answer["ETag"] != read["ETag"]
    assert {**answer.json(), "version": 0} == {**read.json(), "version": 0}


def test_a_patch_changes_what_it_names(writer: Program, draft) -> None:
    answer = writer.send(
        "PATCH", f"offers/{draft.pk}/", {"link": "https://a.de"}, version_of(draft)
    )
    assert answer.status_code == 200, answer.content
    assert (answer.json()["link"], answer.json()["title"]) == ("https://a.de", "Wohnung mit Garten")


def test_a_new_kind_leaves_the_fields_of_the_old_behind(writer: Program, company, owner) -> None:
    made = writer.send("POST", "offers/", flat(company)).json()
    answer = writer.send(
        "PATCH", f"offers/{made['id']}/", {"kind": "job", "seats": 2}, f'"{made["version"]}"'
    )
    assert answer.status_code == 200, answer.content
    assert (answer.json()["rooms"], answer.json()["seats"]) == (None, 2)


def test_the_published_version_stays_on_show(writer: Program, program: Program, company, owner):
    posting = offer(company, State.PUBLISHED)
    changed = {"texts": {"de": {"title": "Neu", "summary": "Neu."}}}
    writer.send("PATCH", f"offers/{posting.pk}/", changed, version_of(posting))
    assert writer.ask(f"offers/{posting.pk}/")["title"] == "Neu"
    assert program.ask(f"offers/{posting.pk}/")["title"] == "Wohnung mit Garten"
    assert [result["title"] for result in writer.ask("offers/")["results"]] == [
        "Wohnung mit Garten"
    ]


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_without_a_version_nothing_is_changed(writer: Program, draft, method: str) -> None:
    assert writer.send(method, f"offers/{draft.pk}/", {"link": ""}).status_code == 428


@pytest.mark.parametrize("version", ['"0"', "*", '"abc"', '"9999999999999999999999"', "\x00"])
def test_a_version_that_is_not_the_newest_is_refused(writer: Program, draft, version: str) -> None:
    answer = writer.send("PATCH", f"offers/{draft.pk}/", {"link": "https://a.de"}, version)
    assert answer.status_code == 412


def test_two_who_change_the_same_version_do_not_overwrite_each_other(
    writer: Program, program_of: ProgramOf, colleague, draft
) -> None:
    version = version_of(draft)
    address = f"offers/{draft.pk}/"
    first = writer.send("PATCH", address, {"contact_name": "Erste"}, version)
    second = program_of(colleague).send("PATCH", address, {"contact_name": "Zweiter"}, version)
    assert (first.status_code, second.status_code) == (200, 412)
    assert writer.ask(address)["contact_name"] == "Erste"


def test_a_proxy_may_weaken_the_version(writer: Program, draft) -> None:
    answer = writer.send("PATCH", f"offers/{draft.pk}/", {"link": ""}, f"W/{version_of(draft)}")
    assert answer.status_code == 200


def test_the_organisation_never_changes(writer: Program, program_of, draft, owner, company) -> None:
    other = organisation("Zweites Haus", "company", "16077001")
    Membership.objects.create(organisation=other, user=owner, role="owner")
    changes = {"organisation": other.slug}
    answer = writer.send("PATCH", f"offers/{draft.pk}/", changes, version_of(draft))
    assert answer.json()["organisation"]["slug"] == company.slug


# --- Steps ------------------------------------------------------------------------------


def test_a_draft_goes_to_the_office_and_back(writer: Program, office, draft) -> None:
    address = f"offers/{draft.pk}/"
    sent = writer.send("POST", f"{address}submit/", version=version_of(draft))
    assert (sent.status_code, sent.json()["state"]) == (200, "submitted")
    waits = writer.send("PATCH", address, {"link": ""}, sent["ETag"])
    assert waits.status_code == 409
    back = writer.send("POST", f"{address}withdraw/", version=sent["ETag"])
    assert (back.status_code, back.json()["state"]) == (200, "draft")
    again = writer.send("POST", f"{address}withdraw/", version=sent["ETag"])
    assert again.status_code == 409


def test_a_trusted_organisation_publishes_at_once(
    writer: Program, program: Program, company, draft
) -> None:
    Organisation.objects.filter(pk=company.pk).update(publishes_at_once=True)
    writer.send("POST", f"offers/{draft.pk}/submit/", version=version_of(draft))
    assert program.ask("offers/")["count"] == 1


def test_what_is_closed_is_off_show_and_stays_as_it_is(
    writer: Program, program: Program, company, owner
) -> None:
    posting = need(company, State.PUBLISHED)
    closed = writer.send("POST", f"needs/{posting.pk}/close/", version=version_of(posting))
    assert (closed.status_code, closed.json()["state"]) == (200, "closed")
    assert program.ask("needs/")["count"] == 0
    changed = writer.send("PATCH", f"needs/{posting.pk}/", {"link": ""}, version_of(posting))
    assert changed.status_code == 409


def test_closing_what_is_not_on_show_is_a_conflict(writer: Program, draft) -> None:
    answer = writer.send("POST", f"offers/{draft.pk}/close/", version=version_of(draft))
    assert answer.status_code == 409


def test_a_step_needs_the_version_too(writer: Program, draft) -> None:
    assert writer.send("POST", f"offers/{draft.pk}/submit/").status_code == 428
    assert writer.send("POST", f"offers/{draft.pk}/submit/", version='"0"').status_code == 412


# --- One's own --------------------------------------------------------------------------


def test_one_lists_ones_own_in_every_state(
    writer: Program, program_of: ProgramOf, company, owner, other_company
) -> None:
    for state in (State.DRAFT, State.RETURNED, State.PUBLISHED, State.EXPIRED, State.CLOSED):
        offer(company, state)
    listed = writer.ask("offers/mine/", page_size=3)
    states = [result["state"] for result in listed["results"]]
    assert states == ["closed", "expired", "published"]
    rest = writer.get(listed["next"]).json()["results"]
    assert [(row["state"], row["review"]) for row in rest] == [
        ("returned", "returned"),
        ("draft", None),
    ]
    assert program_of(other_company).ask("offers/mine/")["count"] == 0


def test_the_list_of_ones_own_costs_the_same_for_any_size(writer: Program, company, owner) -> None:
    def queries(size: int) -> int:
        with CaptureQueriesContext(connection) as context:
            assert len(writer.ask("offers/mine/", page_size=size)["results"]) == size
        return len(context)

    for state in (State.SUBMITTED, State.DRAFT, State.PUBLISHED, State.RETURNED):
        offer(company, state)
    queries(1)  # notes that the token was used today
    assert queries(1) == queries(4)


@pytest.mark.parametrize("role", ["other_company", "office", "newcomer", "administrator"])
@pytest.mark.parametrize("state", [State.DRAFT, State.PUBLISHED])
def test_what_is_not_ones_own_is_not_there(
    request: pytest.FixtureRequest, program_of: ProgramOf, company, owner, role: str, state: str
) -> None:
    posting = offer(company, state)
    stranger = program_of(request.getfixturevalue(role))
    version = version_of(posting)
    for method, address in (
        ("PUT", ""),
        ("PATCH", ""),
        ("POST", "submit/"),
        ("POST", "withdraw/"),
        ("POST", "close/"),
    ):
        answer = stranger.send(method, f"offers/{posting.pk}/{address}", {}, version)
        assert answer.status_code == 404
    found = stranger.get(f"/api/v1/offers/{posting.pk}/").status_code
    assert found == (404 if state == State.DRAFT else 200)


def test_an_offer_is_no_need(writer: Program, draft) -> None:
    assert writer.get(f"/api/v1/needs/{draft.pk}/").status_code == 404
    answer = writer.send("PATCH", f"needs/{draft.pk}/", {}, version_of(draft))
    assert answer.status_code == 404
