"""What people are told by mail about matches."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from offers.matching import conditions, links
from offers.matching.enums import GOING_WELL, Side
from offers.matching.models import Answer, Match
from offers.matching.reasons import Words
from offers.matching.recipients import Recipient, Recipients, may_hear
from offers.postings import texts
from offers.postings.models import Need, Posting, PostingQuerySet
from partners.deliveries.actions import promise_many, promised
from partners.deliveries.messages import (
    Action,
    Content,
    Group,
    Item,
    Message,
    absolute_url,
    register,
)
from partners.deliveries.models import Delivery
from partners.organisations.models import Membership
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

    Payload: "matches" is a list of [number, the reader's side], the best first; "address" is the
    reader's, "person" the number of her account, None for a contact without one.
    """

    code = "matching.found"
    group = MATCHES
    reason = BECAUSE_OF_POSTING

    def content(self, payload: Mapping[str, Any]) -> Content | None:
        pairs = _still_to_tell(payload)
        if not pairs:
            return None
        shown = pairs[:MOST_ITEMS]
        own = list(dict.fromkeys(match.posting_of(side) for match, side in pairs))
        words = Words(match.reasons for match, _side in shown)
        contact = _contact(payload)
        action = _way_on(own, contact)
        return Content(
            subject=_subject(pairs),
            paragraphs=[_about(own)],
            items=[
                _item(match, side, words, contact, several=len(own) > 1) for match, side in shown
            ],
            action=action,
            closing=_more(len(pairs) - len(shown)) if action else [],
        )


def _contact(payload: Mapping[str, Any]) -> str:
    """The reader's address where she has no account, else nothing."""
    return "" if payload["person"] else str(payload["address"])


def _more(number: int) -> list[str]:
    if not number:
        return []
    words = ngettext("%(number)d more is on the page.", "%(number)d more are on the page.", number)
    return [words % {"number": number}]


def _still_to_tell(payload: Mapping[str, Any]) -> list[tuple[Match, Side]]:
    """Those pairs that still belong together and that the reader may know of."""
    sides = {pk: Side(side) for pk, side in payload["matches"]}
    current = Match.objects.current().filter(pk__in=sides).best_first()
    matches = list(current.select_related("need__organisation", "supply__organisation"))
    fitting = conditions.all_fitting((match.need, match.supply) for match in matches)
    reader = _Reader(payload)
    pairs = [
        (match, sides[match.pk])
        for match in matches
        if (match.need_id, match.supply_id) in fitting
        and reader.may_be_told(match, sides[match.pk])
    ]
    # There may be a thousand, of which few are named.
    named = [match for match, _side in pairs[:MOST_ITEMS]]
    full = Match.objects.filter(pk__in=[match.pk for match in named]).with_postings()
    known = {match.pk: match for match in full}
    return [(known.get(match.pk, match), side) for match, side in pairs]


class _Reader:
    """Whoever a message was promised to, as she stands when it is sent."""

    def __init__(self, payload: Mapping[str, Any]) -> None:
        self._contact = _contact(payload)
        memberships = Membership.objects.filter(
            user=payload["person"], user__email=payload["address"], user__is_active=True
        )
        self._memberships = {row.organisation_id: row for row in memberships}

    def may_be_told(self, match: Match, side: Side) -> bool:
        """Still a member of that side under the same address, or still its contact."""
        own, other = match.posting_of(side), match.posting_of(side.other)
        if self._contact:
            return links.is_for(own, other, self._contact)
        membership = self._memberships.get(own.organisation_id)
        return membership is not None and may_hear(membership, other)


def _subject(pairs: list[tuple[Match, Side]]) -> str:
    match, side = pairs[0]
    if len(pairs) == 1:
        return _("New match: %(title)s") % {"title": match.posting_of(side.other)}
    return _("%(number)d new matches") % {"number": len(pairs)}


def _about(own: Sequence[Posting]) -> str:
    if len(own) > 1:
        return _("This is new, and it fits what you have posted:")
    words = {
        "need": _("This fits your need “%(title)s”:"),
        "offer": _("This fits your offer “%(title)s”:"),
        "event": _("This fits your event “%(title)s”:"),
    }
    return words[own[0].page_name] % {"title": own[0]}


def _item(match: Match, side: Side, words: Words, contact: str, several: bool) -> Item:
    own, other = match.posting_of(side), match.posting_of(side.other)
    place = [other.place.label] if other.place else []
    note = [about] if (about := texts.note(other)) else []
    lines = [
        " · ".join([str(other.kind), str(other.organisation), *place, *note]),
        _("Why: %(reasons)s") % {"reasons": words.sentence(match.reasons)},
    ]
    if several:
        lines.append(_("Fits: %(title)s") % {"title": own})
    return Item(str(other), lines, _answering_url(match, own, contact))


def _answering_url(match: Match, own: Posting, contact: str) -> str:
    if contact:
        return absolute_url(f"{links.page_url(own)}#match-{match.pk}")
    return absolute_url(match.get_absolute_url())


def _way_on(own: Sequence[Posting], contact: str) -> Action | None:
    """The page with all of them; None where there is no such page."""
    organisations = {posting.organisation for posting in own}
    if contact:
        label, path = _("See and answer, without an account"), links.page_url(own[0])
        return Action(label, absolute_url(path)) if len(own) == 1 else None
    if len(own) == 1:
        path = reverse("matching:of_posting", args=[own[0].pk])
    elif len(organisations) == 1:
        path = reverse("matching:of_organisation", args=[own[0].organisation.slug])
    else:
        return None
    return Action(_("See all matches and answer"), absolute_url(path))


def announce(matches: Iterable[Match]) -> None:
    """Tells both sides of these new matches, each person in one message."""
    rows = list(matches)
    recipients = Recipients(match.posting_of(side) for match in rows for side in Side)
    told: dict[str, tuple[Recipient, dict[int, Side]]] = {}
    for match in rows:
        for side in Side:
            own, other = match.posting_of(side), match.posting_of(side.other)
            for recipient in recipients.of(own, other):
                # A contact may have written in several languages: the first one does.
                _first, sides = told.setdefault(recipient.address, (recipient, {}))
                sides.setdefault(match.pk, side)
    promise_many(
        promised_to(
            MatchesFound,
            recipient,
            # A pair is announced once, so its number names this occasion.
            subject_key=f"match:{min(sides)}",
            payload={"matches": [[pk, side.value] for pk, side in sides.items()]},
        )
        for recipient, sides in told.values()
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
        if not _Reader(payload).may_be_told(match, side.other):
            return None
        if not conditions.may_see(yours.organisation, theirs):
            return None
        # What expired or was taken off show may have been rewritten since; what is closed was not.
        is_as_shown = theirs.is_published or theirs.closed_at is not None
        title = str(theirs) if is_as_shown else str(theirs.organisation)
        noted = texts.noted_title(theirs) if is_as_shown else title
        label = answer.get_state_display()
        names = {"organisation": theirs.organisation, "answer": label, "title": title}
        return Content(
            subject=_("%(organisation)s: %(answer)s – %(title)s") % names,
            paragraphs=[
                _("%(organisation)s has answered. It is about “%(theirs)s” and your “%(yours)s”.")
                % {"organisation": theirs.organisation, "theirs": noted, "yours": yours}
            ],
            facts=_facts(answer, theirs if is_as_shown else None),
            action=Action(
                _("See the match and answer"), _answering_url(match, yours, _contact(payload))
            ),
        )


def _facts(answer: Answer, theirs: Posting | None) -> list[tuple[str, str]]:
    facts = [
        (_("Answer"), answer.get_state_display()),
        (_("Reason"), answer.get_reason_display()),
        # Marked as a quotation, so that it cannot pass for the portal's own words.
        (_("Message"), "".join(f"\n> {line}" for line in answer.note.splitlines())),
    ]
    if theirs:
        facts += [
            (_("Contact person"), theirs.contact_name),
            (_("E-mail"), theirs.contact_email),
            (_("Phone"), theirs.contact_phone),
        ]
    return [(label, text) for label, text in facts if text]


def tell_answer(answer: Answer) -> None:
    side = Side(answer.side)
    theirs, yours = answer.match.posting_of(side), answer.match.posting_of(side.other)
    promise_many(
        promised_to(
            MatchAnswered,
            recipient,
            subject_key=f"answer:{answer.pk}",
            payload={"answer": answer.pk},
        )
        for recipient in Recipients([yours]).of(yours, theirs)
    )


def promised_to(
    message: type[Message], recipient: Recipient, subject_key: str, payload: dict[str, Any]
) -> Delivery:
    """A promise to somebody on one side of a match; its payload says who she is."""
    person = recipient.user.pk if recipient.user else None
    return promised(
        message,
        to=recipient.address,
        user=recipient.user,
        language=recipient.language,
        subject_key=subject_key,
        payload=payload | {"address": recipient.address, "person": person},
    )


# --- Nothing found ------------------------------------------------------------------------


@register
class NeedUnmet(Message):
    """To the office in charge, or to the administrators where there is none."""

    code = "matching.unmet"
    group = UNMET
    reason = gettext_lazy("You receive this message because you act for the office in charge.")

    def content(self, payload: Mapping[str, Any]) -> Content | None:
        need = _unmet([payload["need"]]).first()
        if need is None:
            return None
        in_charge = people_in_charge(need.curated_ags)
        if not in_charge.filter(pk=payload["person"]).exists():
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
                (_("Need"), texts.noted_title(need)),
                (_("Topics"), ", ".join(map(str, need.topics.all()))),
                (_("Place"), need.place.label if need.place else "–"),
                (_("Contact person"), need.contact_name),
                (_("E-mail"), need.contact_email),
            ],
            action=Action(_("See the need"), absolute_url(need.get_absolute_url())),
        )


def _unmet(keys: Iterable[int]) -> PostingQuerySet:
    """Those of these needs that are on show, fit nothing and have nothing going on."""
    met = Match.objects.current().values("need")
    going_well = Match.objects.filter(state__in=GOING_WELL).values("need")
    return (
        Need.objects.published().filter(pk__in=keys).exclude(pk__in=met).exclude(pk__in=going_well)
    )


def tell_unmet(needs: Iterable[int]) -> None:
    """Tells the office in charge, once a need, which of these find nothing."""
    promise_many(
        promised(
            NeedUnmet,
            to=person.email,
            user=person,
            language=person.language,
            subject_key=f"need:{need.pk}",
            payload={"need": need.pk, "person": person.pk},
        )
        for need in _unmet(needs)
        for person in people_in_charge(need.curated_ags)
    )
