"""An office takes over an example and makes it its own."""

import pytest
from wagtail.models import Locale

from partners.organisations.models import Office
from portal.cms.actions import adapt_example
from portal.cms.models import ExamplePage
from tests.cast import member, organisation, territory
from tests.cms import builders as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def example():
    return make.example(
        "Sprachkurs am Band",
        below=make.region("16076"),
        topics=["language"],
        factors=["networks"],
        territory=territory("16076079"),
        situation="<p>Alle arbeiten in Schichten.</p>",
    )


@pytest.fixture
def own_region(office):
    return make.region("16077")


def test_the_copy_is_a_draft_that_says_where_it_comes_from(
    client_of, example, own_region, office, administrator
) -> None:
    copied = adapt_example(example, own_region, office)
    copied = ExamplePage.objects.get(pk=copied.pk)
    assert not copied.live
    assert copied.get_parent().pk == own_region.pk
    assert copied.territory == own_region.territory
    assert [term.slug for term in copied.topics.all()] == ["language"]
    assert "Schichten" in copied.situation
    copied.get_latest_revision().publish()
    text = client_of(None).get(ExamplePage.objects.get(pk=copied.pk).url).text
    assert f'<a href="{example.url}">Sprachkurs am Band</a> (Weida (Greiz))' in text


def test_it_can_be_taken_over_twice(example, own_region, office) -> None:
    first, second = (adapt_example(example, own_region, office) for _ in range(2))
    assert first.slug != second.slug
    assert example.translation_key not in {first.translation_key, second.translation_key}


def test_a_translation_leads_to_a_copy_in_the_language_of_the_region(
    example, own_region, office
) -> None:
    make.in_all_languages(example)
    english = example.get_translations().get(locale__language_code="en").specific
    copied = adapt_example(english, own_region, office)
    assert copied.locale.language_code == "de"
    assert copied.alias_of is None
    assert copied.adapted_from == example


def test_only_offices_are_offered_it(client_of, example, own_region, office, owner) -> None:
    address = f"/admin/region-pages/adapt/{example.pk}/"
    for person, offered in ((None, False), (owner, False), (office, True)):
        assert (address in client_of(person).get(example.url).text) is offered
    assert client_of(owner).get(address).status_code == 404


def test_the_view_copies_below_the_chosen_page(
    client_of, example, own_region, administrator
) -> None:
    browser = client_of(administrator)
    address = f"/admin/region-pages/adapt/{example.pk}/"
    asked = browser.get(address).text
    assert own_region.title in asked
    assert f'<span class="w-header__subtitle">{example.title}' in asked
    answer = browser.post(address, {"region": own_region.pk})
    copied = ExamplePage.objects.get(adapted_from=example, alias_of=None)
    assert answer.url == f"/admin/pages/{copied.pk}/edit/"
    assert browser.post(address, {"region": "99999"}).status_code == 404


def test_a_draft_of_others_is_not_copied_though_a_translation_is_on_show(
    example, own_region, office
) -> None:
    english = example.copy_for_translation(
        Locale.objects.get(language_code="en"), copy_parents=True
    )
    english.situation = "<p>Everybody works in shifts.</p>"
    english.save_revision().publish()
    example.unpublish()
    copied = adapt_example(ExamplePage.objects.get(pk=english.pk), own_region, office)
    assert "Everybody" in copied.situation
    assert copied.adapted_from.pk == english.pk


def test_what_others_have_not_published_yet_is_not_copied(example, own_region, office) -> None:
    draft = example.get_latest_revision_as_object()
    draft.title = "Noch geheim"
    draft.situation = "<p>Noch geheim.</p>"
    draft.save_revision()
    copied = adapt_example(ExamplePage.objects.get(pk=example.pk), own_region, office)
    copied = ExamplePage.objects.get(pk=copied.pk)
    assert "geheim" not in copied.situation
    assert "geheim" not in copied.get_admin_display_title()


def test_a_county_adapts_for_the_towns_that_have_no_office_of_their_own(
    client_of, example, own_region, office
) -> None:
    town = make.region("16077001", below=own_region)
    foreign = make.region("16076079")
    address = f"/admin/region-pages/adapt/{example.pk}/"
    assert offered(client_of(office), address) == [own_region, town]
    assert client_of(office).post(address, {"region": town.pk}).status_code == 302
    assert ExamplePage.objects.child_of(town).get().territory == town.territory
    assert client_of(office).post(address, {"region": foreign.pk}).status_code == 404

    town_hall = organisation("Stadt Altenburg", "municipality", "16077001")
    Office.objects.create(organisation=town_hall, territory=territory("16077001"))
    assert offered(client_of(office), address) == [own_region]
    assert offered(client_of(member(town_hall, "Maja")), address) == [town]


def offered(browser, address: str) -> list:
    return list(browser.get(address).context["regions"])
