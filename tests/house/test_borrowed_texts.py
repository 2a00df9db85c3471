"""What libraries say to people is there in every language of the portal, too."""

from collections.abc import Iterator

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django import forms
from django.conf import settings
from django.core import validators
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from rest_framework import exceptions, fields
from rest_framework import validators as api_validators

from portal.borrowed import BORROWED
from tests.support.database import APPS

GERMAN = ("de", "de-simple")
OTHERS = sorted({code for code, _name in settings.LANGUAGES} - {*GERMAN, "en"})
# Kinds of fields that we do not use, whose texts not even German has; and our own, which are in
# our catalogues anyway.
LEFT_OUT = (
    *APPS,
    "django.contrib.postgres",
    "django_filters",
    "rest_framework.fields.BigIntegerField",
    "rest_framework.fields.FloatField",
    "wagtail",
)
# The same in German by chance.
ALIKE = {"tr": {"Phone"}}


def kinds(base: type) -> Iterator[type]:
    yield base
    for kind in base.__subclasses__():
        yield from kinds(kind)


def texts() -> set[str]:
    """All that fields of forms and of the API, validators, log-in and refusals may say."""
    found: list[object] = []
    for kind in (*kinds(forms.Field), *kinds(fields.Field)):
        if not f"{kind.__module__}.{kind.__name__}".startswith(LEFT_OUT):
            found += getattr(kind, "default_error_messages", {}).values()
    for error in kinds(exceptions.APIException):
        found += [getattr(error, "default_detail", ""), getattr(error, "extra_detail_plural", "")]
    for module in (validators, api_validators):
        found += [getattr(kind, "message", "") for kind in vars(module).values()]
    for adapter in (DefaultAccountAdapter, DefaultMFAAdapter):
        found += adapter.error_messages.values()
    with translation.override(None):
        return {str(text) for text in found if isinstance(text, Promise)} - {""}


def said(text: str, language: str) -> str:
    with translation.override(language):
        return gettext(text)


def test_the_texts_are_found() -> None:
    assert {"This field is required.", "Not a valid string."} <= texts()
    assert len(texts()) > 100


@pytest.mark.parametrize("language", OTHERS)
def test_none_of_them_is_german_or_english_in_another_language(language: str) -> None:
    in_german = {
        text
        for text in texts() - ALIKE.get(language, set())
        if said(text, language) in (text, said(text, "de"))
    }
    assert in_german == set()


@pytest.mark.parametrize("language", GERMAN)
def test_none_of_them_is_english_in_german(language: str) -> None:
    assert {text for text in texts() if said(text, language) == text} == set()


@pytest.mark.parametrize("text", BORROWED)
def test_only_what_libraries_say_is_borrowed(text: str) -> None:
    assert text in texts() or text == "Expected available in {wait} second."
