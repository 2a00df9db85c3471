"""A county tells a story; its municipalities show it, make it their own, or leave it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from time_machine import travel

from partners.deliveries.models import Delivery
from partners.deliveries.rendering import render
from partners.organisations.enums import Role, Verification
from partners.organisations.models import Office, Organisation
from portal.cms import actions
from portal.cms.notifications import StoryChanged
from portal.cms.story import Choice
from tests.cast import member, merge, organisation, territory
from tests.cms import builders as make
from tests.cms.every_block import stored

pytestmark = pytest.mark.django_db


def told(first: str = "Wir halten zusammen", second: str = "Wir haben Platz") -> str:
    return stored([("heading", first), ("text", f"<p>{second}</p>")])


@pytest.fixture
def county(office):
    return make.region("16077", shared=told())


@pytest.fixture
def town(county):
    return make.region("16077001", below=county)


@pytest.fixture
def mayor(town):
    """Edits for the town's own office."""
    org = organisation("Stadt Altenburg", "municipality", "16077001")
    Office.objects.create(organisation=org, territory=territory("16077001"))
    return member(org, "Maja", Role.EDITOR)


def mails() -> list[str]:
    found = Delivery.objects.filter(message=StoryChanged.code).order_by("pk")
    return [str(render(mail).get_body().get_content()) for mail in found]


def shown(client_of, page) -> str:
    return client_of(None).get(page.url).text


def choose(town, deed, user, number: int = 0) -> None:
    draft = town.get_latest_revision_as_object()
    deed(town, draft.chapters[number], user)
    town.get_latest_revision().publish()
    town.refresh_from_db()
    town.__dict__.pop("county_page", None)


def test_a_municipality_shows_what_its_county_tells(client_of, town) -> None:
    assert "Wir halten zusammen" in shown(client_of, town)
    assert "Wir haben Platz" in shown(client_of, town)


def test_the_next_county_tells_its_own(client_of, town) -> None:
    other = make.region("16076079")
    assert "Wir halten zusammen" not in shown(client_of, other)


def test_each_part_can_be_switched_off_and_on_again(client_of, town, mayor) -> None:
    choose(town, actions.switch_off, mayor)
    assert "Wir halten zusammen" not in shown(client_of, town)
    assert "Wir haben Platz" in shown(client_of, town)
    choose(town, actions.inherit, mayor)
    assert "Wir halten zusammen" in shown(client_of, town)


def test_an_own_copy_stays_when_the_county_changes_its_text(client_of, county, town, mayor) -> None:
    choose(town, actions.adapt, mayor, 1)
    make.republish(county, shared=told(first="Neu", second="Ganz anders"))
    text = shown(client_of, town)
    assert "Wir haben Platz" in text
    assert "Ganz anders" not in text
    assert "Neu" in text
    town = type(town).objects.get(pk=town.pk)
    assert [chapter.is_stale for chapter in town.chapters] == [False, True]


def test_the_new_text_can_be_taken_over_or_left(client_of, county, town, mayor) -> None:
    choose(town, actions.adapt, mayor, 1)
    make.republish(county, shared=told(second="Ganz anders"))
    choose(town, actions.keep, mayor, 1)
    assert not any(chapter.is_stale for chapter in town.chapters)
    assert "Wir haben Platz" in shown(client_of, town)
    make.republish(county, shared=told(second="Noch anders"))
    town = type(town).objects.get(pk=town.pk)
    choose(town, actions.adapt, mayor, 1)
    assert "Noch anders" in shown(client_of, town)
    assert len(type(town).objects.get(pk=town.pk).story) == 1


def test_the_town_is_told_once_for_each_change(county, town, mayor) -> None:
    make.republish(county, shared=told(first="Neu"))
    assert len(mails()) == 1
    assert "Neu" in mails()[0]
    make.republish(county, summary="Nur die Zusammenfassung")
    assert len(mails()) == 1
    make.republish(county, shared=told())
    assert len(mails()) == 2


def test_what_is_switched_off_concerns_nobody(county, town, mayor) -> None:
    choose(town, actions.switch_off, mayor)
    make.republish(county, shared=told(first="Neu"))
    assert mails() == []


def test_a_draft_of_the_county_tells_nobody(county, town, mayor) -> None:
    draft = county.get_latest_revision_as_object()
    draft.shared = told(first="Neu")
    draft.save_revision()
    assert mails() == []


def test_a_scheduled_publication_is_told_when_it_happens(county, town, mayor) -> None:
    draft = county.get_latest_revision_as_object()
    draft.shared = told(first="Neu")
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    draft.save_revision().publish()
    assert mails() == []
    with travel(timezone.now() + timedelta(hours=2)):
        call_command("publish_scheduled")
        assert len(mails()) == 1


def test_the_county_learns_nothing_from_itself(county, town, office) -> None:
    make.republish(county, shared=told(first="Neu"))
    assert not Delivery.objects.filter(message=StoryChanged.code).exists()


def test_an_own_copy_stays_when_the_county_deletes_the_block(
    client_of, county, town, mayor
) -> None:
    choose(town, actions.adapt, mayor, 1)
    make.republish(county, shared=stored([("heading", "Wir halten zusammen")]))
    text = shown(client_of, town)
    assert text.index("Wir halten zusammen") < text.index("Wir haben Platz")
    assert "Platz" in mails()[0]


def test_an_own_copy_stays_when_the_county_takes_its_page_off(
    client_of, county, town, mayor
) -> None:
    choose(town, actions.adapt, mayor, 1)
    type(county).objects.get(pk=county.pk).unpublish()
    text = shown(client_of, town)
    assert "Wir haben Platz" in text
    assert "Wir halten zusammen" not in text
    assert county.url not in text.partition("cms-story")[2]
    make.republish(county)
    assert shown(client_of, town).count("Wir haben Platz") == 1


def test_the_town_is_told_once_when_the_story_ends(county, town, mayor) -> None:
    choose(town, actions.adapt, mayor, 1)
    type(county).objects.get(pk=county.pk).unpublish()
    assert len(mails()) == 1
    assert "Wir haben Platz" in mails()[0]
    assert "Wir halten zusammen" not in mails()[0]
    assert county.title in mails()[0]
    type(county).objects.get(pk=county.pk).unpublish()
    assert len(mails()) == 1
    make.republish(county)
    type(county).objects.get(pk=county.pk).unpublish()
    assert len(mails()) == 3


def test_the_end_by_the_clock_and_by_deletion_is_told(county, town, mayor) -> None:
    draft = county.get_latest_revision_as_object()
    draft.expire_at = timezone.now() + timedelta(hours=1)
    draft.save_revision().publish()
    with travel(timezone.now() + timedelta(hours=2)):
        call_command("publish_scheduled")
        assert len(mails()) == 1
    town.move(make.home(), pos="last-child")
    make.republish(county, expire_at=None)
    assert len(mails()) == 2
    type(county).objects.get(pk=county.pk).delete()
    assert len(mails()) == 3
    assert county.title in mails()[2]


def test_the_end_of_a_translation_tells_nobody(translate, county, town, mayor) -> None:
    translate(county)
    translate(town)
    make.in_language(county, "en").unpublish()
    assert mails() == []


def test_a_copy_that_outlived_its_source_can_only_be_removed(
    client_of, county, town, mayor, administrator
) -> None:
    choose(town, actions.adapt, mayor, 1)
    type(county).objects.get(pk=county.pk).unpublish()
    browser = client_of(administrator)
    address = f"/admin/region-pages/{town.pk}/"
    assert "/region-pages/" in browser.get(f"/admin/pages/{town.pk}/edit/").text
    (chapter, offered), *more = browser.get(address).context["chapters"]
    assert [one.name for one in offered] == ["inherit"]
    assert not more
    assert "Platz" in chapter.title
    browser.post(address, {"block": chapter.key, "do": "off"})
    assert type(town).objects.get(pk=town.pk).get_latest_revision_as_object().chapters
    browser.post(address, {"block": chapter.key, "do": "inherit"})
    assert not type(town).objects.get(pk=town.pk).get_latest_revision_as_object().chapters


def test_the_view_saves_a_draft(client_of, town, administrator) -> None:
    browser = client_of(administrator)
    address = f"/admin/region-pages/{town.pk}/"
    asked = browser.get(address).text
    assert "Wir halten zusammen" in asked
    assert f'<span class="w-header__subtitle">{town.title}' in asked
    key = town.chapters[0].key
    answer = browser.post(address, {"block": key, "do": "adapt"})
    assert answer.status_code == 302
    draft = type(town).objects.get(pk=town.pk).get_latest_revision_as_object()
    assert [chapter.choice for chapter in draft.chapters] == [Choice.ADAPTED, Choice.INHERITED]
    assert not type(town).objects.get(pk=town.pk).story
    assert "/region-pages/" in browser.get(f"/admin/pages/{town.pk}/edit/").text


def test_what_is_not_offered_is_not_done(client_of, town, administrator) -> None:
    address = f"/admin/region-pages/{town.pk}/"
    for data in ({"block": "nonsense", "do": "adapt"}, {"block": town.chapters[0].key, "do": "x"}):
        client_of(administrator).post(address, data)
    assert not type(town).objects.get(pk=town.pk).has_unpublished_changes


def test_it_is_nobody_elses_business(client_of, town, owner, office_elsewhere) -> None:
    address = f"/admin/region-pages/{town.pk}/"
    for stranger in (owner, office_elsewhere):
        assert client_of(stranger).get(address).status_code == 404


def test_in_another_language_one_comes_to_where_the_choices_are_made(
    client_of, county, town, administrator
) -> None:
    make.in_all_languages(county)
    make.in_all_languages(town)
    alias = town.get_translations().get(locale__language_code="tr")
    address = f"/admin/region-pages/{alias.pk}/"
    browser = client_of(administrator)
    reached = browser.get(address, follow=True).redirect_chain[-1]
    assert reached == (f"/admin/region-pages/{town.pk}/", 302)
    sent = {"block": town.chapters[0].key, "do": "off"}
    assert browser.post(address, sent).status_code == 302
    assert not type(town).objects.get(pk=town.pk).has_unpublished_changes


# --- Who lies where, and who is told ------------------------------------------------------


def test_a_merged_town_has_the_story_of_the_county_it_came_to(client_of, county, town) -> None:
    other = make.region("16076", shared=told(first="In Greiz", second="Ist es anders"))
    assert [page.pk for page in county.municipal_pages] == [town.pk]
    merge("16077001", territory("16076079").ags)
    town, county, other = (type(page).objects.get(pk=page.pk) for page in (town, county, other))
    assert town.county_page == other
    assert list(county.municipal_pages) == []
    assert list(other.municipal_pages) == [town]
    assert "In Greiz" in shown(client_of, town)
    assert "Wir halten zusammen" not in shown(client_of, town)
    assert town.title in shown(client_of, other)


def test_the_office_of_the_town_it_was_merged_into_is_told(county, town) -> None:
    org = organisation("Stadt Meuselwitz", "municipality", "16077032")
    merge("16077001", "16077032")
    Office.objects.create(organisation=org, territory=territory("16077032"))
    member(org, "Martha")
    make.republish(county, shared=told(first="Neu"))
    assert len(mails()) == 1


def test_an_office_that_waits_for_verification_is_not_told(county, town, mayor) -> None:
    Organisation.objects.filter(offices__territory__ags="16077001").update(
        verification=Verification.PENDING
    )
    make.republish(county, shared=told(first="Neu"))
    assert mails() == []


def test_who_has_left_the_portal_is_not_told(county, town, mayor) -> None:
    type(mayor).objects.filter(pk=mayor.pk).update(is_active=False)
    make.republish(county, shared=told(first="Neu"))
    assert mails() == []
