"""Uploads of the tests of pages lie in a folder of their own; pages can be translated at once."""

from pathlib import Path

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource


@pytest.fixture(autouse=True)
def _uploads_apart(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def translate(django_capture_on_commit_callbacks):
    """Translates all words of a page and publishes it; again, to take over a changed source."""

    def into(page, language: str = "en") -> None:
        with django_capture_on_commit_callbacks(execute=True):
            _translate(page, language)

    return into


def _translate(page, language: str) -> None:
    source, _created = TranslationSource.get_or_create_from_instance(page)
    source.update_from_db()
    target = Locale.objects.get(language_code=language)
    found, _created = Translation.objects.get_or_create(source=source, target_locale=target)
    for segment in source.stringsegment_set.exclude(context__path="slug"):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=target,
            context=segment.context,
            defaults={"data": f"[{language}] {segment.string.data}"},
        )
    found.save_target()
