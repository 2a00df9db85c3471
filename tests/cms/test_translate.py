"""Pages in other languages: an alias until somebody translates, then a page kept in step."""

import pytest
from django.utils import translation
from wagtail_localize.models import StringTranslation

from offers.postings.enums import State
from portal.cms import actions
from tests.cms import builders as make
from tests.cms import every_block
from tests.cms.builders import in_language
from tests.postings.builders import offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(client_of):
    return client_of(None)


def by_machine(page, language: str = "en") -> None:
    words = StringTranslation.objects.filter(context__object_id=page.translation_key)
    words.filter(locale__language_code=language).update(
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE
    )


def test_a_translated_page_says_so_and_leads_to_its_original(visitor, translate) -> None:
    page = make.article("Ein Tag")
    translate(page)
    answer = visitor.get(in_language(page, "en").url).text
    assert "This is a translation." in answer
    assert f'<a href="{page.url}" hreflang="de">Read the original in German</a>' in answer
    assert "Original" not in visitor.get(page.url).text.split("<main")[1]


def test_readers_are_told_what_a_machine_wrote(visitor, translate) -> None:
    page = make.article("Ein Tag")
    make.in_all_languages(page)
    translate(page)
    by_machine(page)
    marked = "Translated by a machine; the original counts."
    assert marked in visitor.get(in_language(page, "en").url).text
    # Whoever reads English for want of Ukrainian is told as well.
    with translation.override("uk"):
        said = translation.gettext(marked)
    assert said in visitor.get(in_language(page, "uk").url).text
    in_english = StringTranslation.objects.filter(locale__language_code="en")
    in_english.update(translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL)
    assert marked not in visitor.get(in_language(page, "en").url).text


def test_readers_are_told_that_the_original_has_changed(visitor, translate) -> None:
    page = make.article("Ein Tag")
    translate(page)
    by_machine(page)
    make.republish(page, title="Zwei Tage")
    answer = visitor.get(in_language(page, "en").url).text
    assert "The original has changed since this translation was made." in answer
    assert "Machine translation · outdated" in answer


def test_an_original_that_is_off_show_is_not_linked(visitor, translate) -> None:
    page = make.article("Ein Tag")
    translate(page)
    page.unpublish()
    in_language(page, "en").save_revision().publish()
    answer = visitor.get(in_language(page, "en").url).text
    assert "This is a translation." in answer
    assert "Read the original" not in answer


def test_an_untranslated_page_says_so_and_marks_its_words(visitor) -> None:
    page = make.article("Ein Tag", body=every_block.content(), summary="Kurz")
    make.in_all_languages(page)
    answer = visitor.get(in_language(page, "ar").url).text
    assert '<html lang="ar" dir="rtl">' in answer
    assert '<span lang="de" dir="auto">Ein Tag</span>' in answer
    assert '<div class="cms-block" lang="de" dir="auto">' in answer
    assert "kern-alert--info" in answer
    assert "kern-alert--info" not in visitor.get(page.url).text


def test_an_alias_of_an_alias_is_in_the_language_of_the_first(visitor, translate) -> None:
    page = make.in_all_languages(make.article("Ein Tag"))
    assert in_language(page, "tr").alias_of.alias_of.pk == page.pk
    assert in_language(page, "tr").foreign_language == "de"
    assert in_language(page, "de-simple").foreign_language == "de"
    translate(page)
    assert in_language(page, "en").foreign_language == ""
    assert in_language(page, "tr").specific.foreign_language in {"de", "en"}


def test_a_page_with_every_block_is_translated(visitor, translate, company, owner) -> None:
    offer(company, State.PUBLISHED, title="Kurs", texts={"en": "Course"})
    target = make.in_all_languages(make.faq())
    page = make.region("16077", body=every_block.everything(target.pk), promise="Wir helfen")
    translate(page)
    english = in_language(page, "en")
    assert english.alias_of is None
    answer = visitor.get(english.url).text
    for words in (
        "[en] Leben im Kreis",
        "[en] Schön hier.",
        "[en] Seen",
        "[en] Karte",
        "[en] Wo?",
        "[en] Montag",
        "[en] Sprechzeiten",
        "[en] Rundgang",
        "[en] Plan",
        "[en] Los",
        "[en] Gesucht",
        "[en] Wir helfen",
        "Course",
        'href="/en/fragen/"',
    ):
        assert words in answer, words
    assert "/de/offers/" not in answer
    assert page.territory.pk == english.territory.pk


def test_a_changed_source_reaches_the_translation(visitor, translate) -> None:
    page = make.article("Ein Tag", body=every_block.content(), topics=["housing"])
    translate(page)
    assert [term.slug for term in in_language(page, "en").topics.all()] == ["housing"]
    changed = every_block.content().replace("Leben im Kreis", "Wohnen im Kreis")
    page = make.republish(page, body=changed)
    translate(page)
    answer = visitor.get(in_language(page, "en").url).text
    assert "[en] Wohnen im Kreis" in answer
    assert "Leben im Kreis" not in answer


def test_that_a_source_has_no_topics_any_more_reaches_the_translation(translate) -> None:
    page = make.article("Ein Tag", topics=["housing"])
    translate(page)
    page = make.republish(page, topics=[])
    translate(page)
    assert list(in_language(page, "en").topics.all()) == []


def test_own_copies_of_the_common_story_are_translated_but_not_their_keys(
    visitor, translate, office
) -> None:
    county = make.region("16077", shared=every_block.stored([("heading", "Zusammen")]))
    town = make.region("16077001", below=county)
    actions.adapt(town, town.chapters[0], office)
    town.get_latest_revision().publish()
    town = type(town).objects.get(pk=town.pk)
    translate(county)
    translate(town)
    english = in_language(town, "en")
    assert english.story[0].value["source"] == town.story[0].value["source"]
    assert visitor.get(english.url).text.count("[en] Zusammen") == 1


def test_a_translated_copy_grows_old_with_the_source_only(translate, office) -> None:
    county = make.region("16077", shared=every_block.stored([("heading", "Zusammen")]))
    town = make.region("16077001", below=county)
    actions.adapt(town, town.chapters[0], office)
    town.get_latest_revision().publish()
    translate(county)
    translate(type(town).objects.get(pk=town.pk))
    assert not in_language(town, "en").chapters[0].is_stale
    make.republish(county, shared=every_block.stored([("heading", "Miteinander")]))
    assert in_language(town, "en").chapters[0].is_stale
    draft = type(town).objects.get(pk=town.pk)
    actions.keep(draft, draft.chapters[0], office)
    draft.get_latest_revision().publish()
    translate(county)
    translate(type(town).objects.get(pk=town.pk))
    assert not in_language(town, "en").chapters[0].is_stale


def test_fields_of_a_form_are_translated_and_their_names_are_not(visitor, translate) -> None:
    page = make.form_page()
    translate(page)
    english = in_language(page, "en")
    answer = visitor.get(english.url).text
    assert "[en] Ihr Name" in answer
    assert 'name="ihr_name"' in answer
    sent = {"ihr_name": "Kim", "nachricht": "Da", "antwort_an": ""}
    assert visitor.post(english.url, sent).status_code == 302
    with translation.override("en"):
        assert english.get_submission_class().objects.get().form_data["ihr_name"] == "Kim"
