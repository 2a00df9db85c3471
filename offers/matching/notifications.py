"""What people are told by mail about matches."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from offers.matching import conditions, links
from offers.matching.enums import Side
from offers.matching.models import Answer, Match
from offers.matching.reasons import Words
from offers.matching.recipients import Recipient, Recipients
from offers.postings.models import Need, Posting
from partners.deliveries.actions import promise
from partners.deliveries.messages import (
    Action,
    Content,
    Group,
    Item,
    Message,
    absolute_url,
    register,
)
from partners.organisations.notifications import people_in_charge

MOST_ITEMS = 10

# Not "matches": a field of that name hides the browser's own form.matches(), which htmx calls.
MATCHES = Group(
    "matching",
    gettext_lazy("Matches and answers"),
    gettext_lazy("A need and an offer fit together, or the other side has answered."),
)
UNMET = Group(
    "unmet",
    gettext_lazy("Needs without an offer"),
    gettext_lazy("A need in the territory of your office finds no offer so far."),
)
BECAUSE_OF_POSTING = gettext_lazy(
    "You receive this message because you have posted something on the portal, or your "
    "organisation has."
)


# --- New matches --------------------------------------------------------------------------


@register
class MatchesFound(Message):
    """To both sides of new matches: all that one change brought them, in one mail.

    Payload: "matches" is a list of [number, the reader's side], the best first; "contact" the
    address, where it has no account.
    """

    code = "matching.found"
    group = MATCHES
    reason = BECAUSE_OF_POSTING

    def content(self, payload: Mapping[str, Any]) -> Content | None:
        pairs = _still_to_tell(payload["matches"], payload["contact"])
        if not pairs:
            return None
        shown = pairs[:MOST_ITEMS]
        own = {match.posting_of(side) for match, side in pairs}
        words = Words(match.reasons for match, _side in shown)
        more = len(pairs) - len(shown)
        return Content(
            subject=_subject(pairs),
            paragraphs=[_about(own)],
            items=[
                _item(match, side, words, payload["contact"], several=len(own) > 1)
                for match, side in shown
            ],
            action=_way_on(own, payload["contact"]),
            closing=[
                ngettext(
                    "%(number)d more is on the page.", "%(number)d more are on the page.", more
                )
                % {"number": more}
            ]
            if more
            else [],
        )


def _still_to_tell(told: list[list[Any]], contact: str) -> list[tuple[Match, Side]]:
    """Those pairs that still belong together and that the reader may know of."""
    sides = {pk: Side(side) for pk, side in told}
    matches = Match.objects.current().filter(pk__in=sides).with_postings().best_first()
    return [
        (match, sides[match.pk])
        for match in matches
        if conditions.fits(match.need, match.supply)
        and _may_be_told(match, sides[match.pk], contact)
    ]


def _may_be_told(match: Match, side: Side, contact: str) -> bool:
    if not contact:
        return True
    return links.is_for(match.posting_of(side), match.posting_of(side.other), contact)


def _subject(pairs: list[tuple[Match, Side]]) -> str:
    match, side = pairs[0]
    if len(pairs) == 1:
        return _("New match: %(title)s") % {"title": match.posting_of(side.other)}
    return _("%(number)d new matches") % {"number": len(pairs)}


def _about(own: set[Posting]) -> str:
    if len(own) > 1:
        return _("This is new, and it fits what you have posted:")
    posting = next(iter(own))
    if isinstance(posting, Need):
        return _("This fits your need “%(title)s”:") % {"title": posting}
    return _("This fits your offer “%(title)s”:") % {"title": posting}


def _item(match: Match, side: Side, words: Words, contact: str, several: bool) -> Item:
    own, other = match.posting_of(side), match.posting_of(side.other)
    place = [other.place.label] if other.place else []
    lines = [
        " · ".join([str(other.kind), str(other.organisation), *place]),
        _("Why: %(reasons)s") % {"reasons": words.sentence(match.reasons)},
    ]
    if several:
        lines.append(_("Fits: %(title)s") % {"title": own})
    return Item(str(other), lines, _answering_url(match, own, contact))


def _answering_url(match: Match, own: Posting, contact: str) -> str:
    if contact:
        return absolute_url(f"{links.page_url(own)}#match-{match.pk}")
    return absolute_url(match.get_absolute_url())


def _way_on(own: set[Posting], contact: str) -> Action:
    posting = next(iter(own))
    if contact:
        return Action(
            _("See and answer, without an account"), absolute_url(links.page_url(posting))
        )
    if len(own) > 1:
        page = reverse("matching:of_organisation", args=[posting.organisation.slug])
    else:
        page = reverse("matching:of_posting", args=[posting.pk])
    return Action(_("See all matches and answer"), absolute_url(page))


def announce(matches: Iterable[Match]) -> None:
    """Tells both sides of these new matches, each person in one message."""
    rows = list(matches)
    recipients = Recipients(match.posting_of(side) for match in rows for side in Side)
    told: dict[Recipient, dict[int, Side]] = {}
    for match in rows:
        for side in Side:
            own, other = match.posting_of(side), match.posting_of(side.other)
            for recipient in recipients.of(own, other):
                told.setdefault(recipient, {}).setdefault(match.pk, side)
    for recipient, sides in told.items():
        _promise(
            MatchesFound,
            recipient,
            # A pair is announced once, so its number names this occasion.
            subject_key=f"match:{min(sides)}",
            payload={"matches": [[pk, side.value] for pk, side in sides.items()]},
        )


# --- Answers ------------------------------------------------------------------------------


@register
class MatchAnswered(Message):
    """To the other side. Nothing is sent once somebody has answered again."""

    code = "matching.answered"
    group = MATCHES
    reason = BECAUSE_OF_POSTING

    def content(self, payload: Mapping[str, Any]) -> Content | None:
        answer = Answer.objects.filter(pk=payload["answer"]).first()
        if answer is None or answer.match.answers.last() != answer:
            return None
        match, side = answer.match, Side(answer.side)
        theirs, yours = match.posting_of(side), match.posting_of(side.other)
        if not _may_be_told(match, side.other, payload["contact"]):
            return None
        if not conditions.may_see(yours.organisation, theirs):
            return None
        label = answer.get_state_display()
        names = {"organisation": theirs.organisation, "answer": label, "title": theirs}
        return Content(
            subject=_("%(organisation)s: %(answer)s – %(title)s") % names,
            paragraphs=[
                _("%(organisation)s has answered. It is about “%(theirs)s” and your “%(yours)s”.")
                % {"organisation": theirs.organisation, "theirs": theirs, "yours": yours}
            ],
            facts=_facts(answer, theirs),
            action=Action(
                _("See the match and answer"), _answering_url(match, yours, payload["contact"])
            ),
        )


def _facts(answer: Answer, theirs: Posting) -> list[tuple[str, str]]:
    facts = [
        (_("Answer"), answer.get_state_display()),
        (_("Reason"), answer.get_reason_display()),
        (_("Message"), answer.note),
        (_("Contact person"), theirs.contact_name),
        (_("E-mail"), theirs.contact_email),
        (_("Phone"), theirs.contact_phone),
    ]
    return [(label, text) for label, text in facts if text]


def tell_answer(answer: Answer) -> None:
    side = Side(answer.side)
    theirs, yours = answer.match.posting_of(side), answer.match.posting_of(side.other)
    for recipient in Recipients([yours]).of(yours, theirs):
        _promise(
            MatchAnswered,
            recipient,
            subject_key=f"answer:{answer.pk}",
            payload={"answer": answer.pk},
        )


def _promise(
    message: type[Message], recipient: Recipient, subject_key: str, payload: dict[str, Any]
) -> None:
    promise(
        message,
        to=recipient.address,
        user=recipient.user,
        language=recipient.language,
        subject_key=subject_key,
        payload=payload | {"contact": "" if recipient.user else recipient.address},
    )


# --- Nothing found ------------------------------------------------------------------------


@register
class NeedUnmet(Message):
    """To the office in charge, or to the administrators where there is none."""

    code = "matching.unmet"
    group = UNMET

    def content(self, payload: Mapping[str, Any]) -> Content | None:
        need = Need.objects.published().filter(pk=payload["need"]).first()
        if need is None or Match.objects.current().filter(need=need).exists():
            return None
        names = {"title": need, "organisation": need.organisation}
        return Content(
            subject=_("No offer yet: %(title)s") % names,
            paragraphs=[
                _("%(organisation)s needs something for which the region has no offer so far.")
                % names,
                _("Perhaps you know somebody who can help, or you can offer something yourself."),
            ],
            facts=[
                (_("Need"), str(need)),
                (_("Topics"), ", ".join(map(str, need.topics.all()))),
                (_("Place"), need.place.label if need.place else "–"),
                (_("Contact person"), need.contact_name),
                (_("E-mail"), need.contact_email),
            ],
            action=Action(_("See the need"), absolute_url(need.get_absolute_url())),
        )


def tell_if_unmet(need: Need) -> None:
    """Tells the office in charge, once a need, that nothing fits."""
    if not need.is_published or Match.objects.current().filter(need=need).exists():
        return
    for person in people_in_charge(need.curated_ags):
        promise(
            NeedUnmet,
            to=person.email,
            user=person,
            language=person.language,
            subject_key=f"need:{need.pk}",
            payload={"need": need.pk},
        )
