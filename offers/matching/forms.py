"""What one side of a match answers."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from offers.matching.enums import DeclineReason, MatchState, Side
from offers.matching.models import Answer, Match
from offers.matching.permissions import possible_answers

# What the person chooses from; what the other side reads is `MatchState.label`.
CHOICES = {
    MatchState.INTERESTED: _("We are interested"),
    MatchState.IN_PROGRESS: _("We are in touch, it is in progress"),
    MatchState.DECLINED: _("It does not fit"),
    MatchState.SOLVED: _("It is solved"),
}


class AnswerForm(forms.Form):
    """`seen` carries the state that the person saw, so that nobody answers what has changed."""

    data: QueryDict
    use_required_attribute = False  # the reason is demanded with one of the answers only

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    state = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Why does it not fit?"),
        choices=[("", _("Please choose")), *DeclineReason.choices],
        error_messages={"required": _("Please say why, so that the other side knows.")},
        help_text=_("Only if it does not fit. The other side reads the reason."),
    )
    note = forms.CharField(
        label=_("Message to the other side"),
        required=False,
        max_length=Answer._meta.get_field("note").max_length,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, match: Match, side: Side, data: Any = None) -> None:
        super().__init__(
            data, prefix=f"match-{match.pk}", initial={"seen": match.state}, auto_id="%s"
        )
        # An answer to what has changed meanwhile is understood, to be told so.
        seen = self.data.get(self.add_prefix("seen"))
        state = seen if seen in MatchState.values else match.state
        self.possible = possible_answers(state, side)
        choices = [(state.value, CHOICES[state]) for state in self.possible]
        self.fields["state"].choices = choices  # type: ignore[attr-defined]
        if self.is_bound:
            self.fields["reason"].required = self._declines

    def clean_note(self) -> str:
        return str(self.cleaned_data["note"]).replace("\r\n", "\n").strip()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        return cleaned if self._declines else cleaned | {"reason": ""}

    @property
    def _declines(self) -> bool:
        return self.data.get(self.add_prefix("state")) == MatchState.DECLINED

    def renewed(self, match: Match, side: Side) -> "AnswerForm":
        """The same with what was typed, for the state in which the match is now."""
        return AnswerForm(match, side, {**self.data.dict(), self.add_prefix("seen"): match.state})
