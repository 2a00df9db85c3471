"""The form in which a posting is written in one more language."""

from typing import Any, Self, cast

from django import forms
from django.http import QueryDict

from offers.postings import facts
from offers.postings.actions import details_of
from offers.postings.enums import Origin
from offers.postings.form_parts import TEXT_PARTS, fields_in, plain
from offers.postings.models import Posting, PostingText

Words = dict[str, str]


class TranslationForm(forms.Form):
    """Title, summary and text in one language, written beside the source.

    `version` is the state of the posting that the editor saw, `seen` the digest of the source that
    stood beside the fields, `drafted` that of what the machine wrote: what a person has changed
    since is a person's translation.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    drafted = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, language: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language
        self.fields |= fields_in(language, required=True)

    @classmethod
    def of(cls, draft: Posting, language: str, data: Any = None) -> Self:
        """For a draft, with the words that it has in this language."""
        text = next((text for text in draft.texts.all() if text.language == language), None)
        words = {part: getattr(text, part) for part in TEXT_PARTS} if text else {}
        by_machine = text is not None and text.origin == Origin.MACHINE
        start = {
            "version": draft.version,
            "seen": draft.source_text.digest if draft.source_text else "",
            "drafted": text.digest if text and by_machine else "",
        }
        return cls(language, data, initial=start | words)

    @classmethod
    def drafted_by_machine(cls, draft: Posting, language: str, words: Words) -> Self:
        """With the machine's words, to be looked over."""
        form = cls.of(draft, language)
        form.initial.update(words, drafted=_digest(words))
        return form

    @property
    def typed(self) -> Words:
        """What stands in the fields, checked or not."""
        return {part: plain(self[part].value()) for part in TEXT_PARTS}

    @property
    def words(self) -> dict[str, str]:
        """What was entered, as `actions.translate` takes it."""
        words = {part: plain(self.cleaned_data[part]) for part in TEXT_PARTS}
        as_drafted = self.cleaned_data["drafted"] == _digest(words)
        origin = Origin.MACHINE if as_drafted else Origin.HUMAN
        return words | {"origin": origin, "source_hash": self.cleaned_data["seen"]}

    def rebase(self, stored: Posting) -> list[facts.Difference]:
        """Puts what was typed on top of what a colleague saved meanwhile; see `PostingForm`."""
        data = cast(QueryDict, self.data).copy()
        fresh = self.of(stored, self.language).initial
        data.update({"version": str(fresh["version"]), "seen": fresh["seen"]})
        self.data = data
        before = details_of(stored)
        after = before | {"texts": before["texts"] | {self.language: self.typed}}
        return facts.differences(type(stored), before, after)


def _digest(words: Words) -> str:
    return PostingText(**{part: words[part] for part in TEXT_PARTS}).digest
