"""What search engines read of our pages is true, and as they want it."""

import re
from datetime import date

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils.html import strip_tags
from hypothesis import given, settings
from hypothesis import strategies as st

from offers.postings.enums import FIELDS_OF_KIND, State
from tests.cast import territory
from tests.postings.builders import need, offer
from tests.support.schema_org import block, blocks, problems

pytestmark = pytest.mark.usefixtures("owner")
HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!-- <script>",
    '"}{"@type":"Thing"',
    "\u2028\u2029 & \\u003c ' \"",
    "]]>",
]


@pytest.fixture
def read(client_of):
    """The page of this posting, as a visitor gets it."""
    return lambda posting, language="de": (
        client_of(None).get(f"/{language}/{posting.page_name}s/{posting.pk}/").text
    )


def test_a_vacancy_says_what_its_page_says(read, company) -> None:
    territory("16")
    company.website = "https://klinikum.example/"
    company.save()
    shown = offer(
        company,
        State.PUBLISHED,
        kind="job",
        title="Pflegefachkraft",
        summary="Kurz & gut.",
        body="Erster Absatz.\n\nZweiter <Absatz>.",
        seats=5,
        hours_per_week=38.5,
        starts_on=date(2027, 1, 8),
        expires_on=date(2027, 3, 24),
    )
    job = block(read(shown), "JobPosting")
    assert problems(job) == []
    assert job["title"] == "Pflegefachkraft"
    assert job["description"] == (
        "<p>Kurz &amp; gut.</p>\n\n<p>Erster Absatz.</p>\n\n<p>Zweiter &lt;Absatz&gt;.</p>"
    )
    assert job["url"] == f"http://localhost:8000/de/offers/{shown.pk}/"
    assert job["datePosted"] == date.today().isoformat()
    assert job["validThrough"] == "2027-03-24T23:59:59+01:00"
    assert (job["employmentType"], job["totalJobOpenings"]) == ("FULL_TIME", 5)
    assert job["jobStartDate"] == "2027-01-08"
    assert job["hiringOrganization"] == {
        "@type": "Organization",
        "name": "Klinikum Musterstadt",
        "sameAs": "https://klinikum.example/",
    }
    assert job["jobLocation"]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Altenburg",
        "addressRegion": "Thüringen",
        "addressCountry": "DE",
    }
    assert "jobLocationType" not in job
    assert "baseSalary" not in job


def test_it_speaks_the_readers_language(read, company) -> None:
    shown = offer(company, State.PUBLISHED, kind="job", texts={"en": "Nurse"})
    job = block(read(shown, "en"), "JobPosting")
    assert (job["title"], "/en/offers/" in job["url"]) == ("Nurse", True)


@pytest.mark.parametrize(
    ("kind", "hours", "word"),
    [
        ("job", 35, "FULL_TIME"),
        ("job", 20, "PART_TIME"),
        ("job", None, None),
        ("apprenticeship", 40, "OTHER"),
        ("internship", None, "INTERN"),
    ],
)
def test_hours_tell_full_from_part_time(read, company, kind, hours, word) -> None:
    shown = offer(company, State.PUBLISHED, kind=kind, hours_per_week=hours)
    job = block(read(shown), "JobPosting")
    assert problems(job) == []
    assert job.get("employmentType") == word


def test_work_from_afar_says_from_where(read, company) -> None:
    shown = offer(company, State.PUBLISHED, kind="job", place=None, reach="everywhere")
    job = block(read(shown), "JobPosting")
    assert problems(job) == []
    assert (job["jobLocationType"], "jobLocation" in job) == ("TELECOMMUTE", False)


def test_a_vacancy_that_lies_nowhere_is_none_to_search_engines(read, company) -> None:
    shown = offer(
        company, State.PUBLISHED, kind="job", place=None, reach="territories", territories=["16077"]
    )
    assert block(read(shown), "JobPosting") is None


def test_nothing_else_pretends_to_be_a_vacancy(read, company) -> None:
    others = FIELDS_OF_KIND.keys() - {"job", "apprenticeship", "internship"}
    shown = [offer(company, State.PUBLISHED, kind=kind) for kind in sorted(others)]
    shown.append(need(company, State.PUBLISHED))
    assert {block(read(posting), "JobPosting") is None for posting in shown} == {True}


def test_the_way_to_a_page_is_told_as_it_is_shown(read, company) -> None:
    text = read(offer(company, State.PUBLISHED, title="Garten"))
    way = block(text, "BreadcrumbList")
    assert problems(way) == []
    assert [(step["name"], step.get("item")) for step in way["itemListElement"]] == [
        ("Start", "http://localhost:8000/de/"),
        ("Angebote", "http://localhost:8000/de/offers/"),
        ("Garten", None),
    ]
    shown = re.search(r'<nav class="portal-breadcrumb".*?</nav>', text, re.DOTALL)[0]
    steps = re.findall(r"<li[^>]*>(.*?)</li>", shown, re.DOTALL)
    assert [strip_tags(step) for step in steps] == ["Start", "Angebote", "Garten"]


def test_a_verified_organisation_is_told(client_of, owner, company) -> None:
    company.website, company.about = "https://klinikum.example/", "Wir pflegen."
    company.contact_phone = "+49 3447 1"
    company.save()
    address = f"/de/organisations/{company.slug}/"
    told = block(client_of(None).get(address).text, "Organization")
    assert problems(told) == []
    assert told["url"] == f"http://localhost:8000{address}"
    assert (told["sameAs"], told["description"]) == ("https://klinikum.example/", "Wir pflegen.")
    assert told["contactPoint"]["email"] == "kontakt@example.org"
    company.verification = "pending"
    company.save()
    assert block(client_of(owner).get(address).text, "Organization") is None


@pytest.mark.parametrize("evil", HOSTILE)
def test_words_end_no_block_and_begin_none(read, company, evil) -> None:
    shown = offer(company, State.PUBLISHED, kind="job", title=evil, summary=evil, body=evil)
    text = read(shown)
    job, way = block(text, "JobPosting"), block(text, "BreadcrumbList")
    assert (job["title"], way["itemListElement"][-1]["name"]) == (evil, evil)
    assert problems(job) == problems(way) == []
    assert len(blocks(text)) == 2


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_whatever_a_page_is_called_its_way_can_be_read(name: str) -> None:
    template = engines["django"].from_string('{% breadcrumb "Start" "/de/" name %}')
    text = template.render({"name": name}, RequestFactory().get("/de/"))
    (way,) = blocks(text)
    assert way["itemListElement"][1]["name"] == name
    assert text.count("<script") == text.count("</script>") == 1
    assert "<!--" not in text


def test_the_checker_notices_what_is_wrong() -> None:
    assert problems({"@context": "https://schema.org", "@type": "JobPosting", "titel": "x"})
    assert problems({"@type": "Organization", "name": "x"}) == ["@context"]
    assert problems({"@context": "https://schema.org", "@type": "Organization", "url": "/x"})
