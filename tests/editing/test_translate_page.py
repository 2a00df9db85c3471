"""An office translates its pages in the editor, text by text."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from portal.cms.models import RegionPage
from tests.editing.conftest import article_below

pytestmark = pytest.mark.django_db


def test_what_is_typed_is_kept(desk: Client, region: RegionPage) -> None:
    article = article_below(region)
    translate_object(article, [Locale.objects.get(language_code="en")])
    translation = Translation.objects.get(source__object_id=article.translation_key)
    segment = translation.source.stringsegment_set.get(context__path="title")
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    form = '--x\r\nContent-Disposition: form-data; name="value"\r\n\r\nArriving\r\n--x--\r\n'
    response = desk.put(url, form, content_type="multipart/form-data; boundary=x")
    assert response.status_code == 201
    assert StringTranslation.objects.get().data == "Arriving"
