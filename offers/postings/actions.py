"""What happens to postings between the first word and the end.

Permission is checked by the caller; every function is one transaction.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from offers.postings import notifications, permissions, rules
from offers.postings.areas import Area
from offers.postings.enums import Origin, Reach, State
from offers.postings.exceptions import (
    EditConflict,
    NotClosable,
    NotRenewable,
    NotSubmittable,
    NotWithdrawable,
    UnderReview,
)
from offers.postings.models import Posting, PostingLanguage, PostingText, last_moment
from partners.accounts.models import User
from partners.outbox import actions as outbox
from partners.territories.models import Territory

SHARED_FIELDS = (
    "kind",
    "place",
    "reach",
    "radius_km",
    "visibility",
    "source_language",
    "link",
    "contact_name",
    "contact_email",
    "contact_phone",
    "starts_on",
)


@transaction.atomic
def create(user: User, posting: Posting, details: dict[str, Any]) -> Posting:
    """Saves a new draft. `posting` names the organisation and the class; `details` all else."""
    posting.live = False
    posting.content_type = type(posting).get_content_type()
    _apply(posting, details)
    posting.save()
    posting.save_revision(user=user, clean=False, log_action="wagtail.create")
    return posting


@transaction.atomic
def save(user: User, posting: Posting, details: dict[str, Any], version: int) -> Posting:
    """Saves an edit that was begun on `version`; what is published stays as it is.

    While it waits for review, the office has it: what is approved must be what the office saw.

    Raises:
        EditConflict: somebody else saved since `version` was read; nothing is changed.
        UnderReview: it waits for review; `withdraw` it first.
    """
    draft = _latest(posting, version)
    if draft.review_state == State.SUBMITTED:
        raise UnderReview
    return _save(user, draft, details)


@transaction.atomic
def mend(user: User, posting: Posting, details: dict[str, Any], version: int) -> Posting:
    """Saves an office's own edit, begun on `version`, of what waits for its review or is on show.

    Raises:
        EditConflict: somebody else saved since `version` was read; nothing is changed.
    """
    return _save(user, _latest(posting, version), details)


def _save(user: User, draft: Posting, details: dict[str, Any]) -> Posting:
    _apply(draft, details)
    if not draft.live:
        draft.save()
    draft.save_revision(user=user, clean=False, log_action=True)
    return draft


@transaction.atomic
def translate(
    user: User, posting: Posting, language: str, words: dict[str, str] | None, version: int
) -> Posting:
    """Saves the text in this language, or removes it for None, begun on `version`; see `save`.

    Raises:
        EditConflict, UnderReview: as `save` does.
    """
    details = details_of(_latest(posting, version))
    details["texts"].pop(language, None)
    if words is not None:
        details["texts"][language] = words
    return save(user, posting, details, version)


@transaction.atomic
def submit(user: User, posting: Posting) -> None:
    """Asks the office for review; what trusted organisations submit is published at once.

    From now on the office of the new place is in charge, also of the version on show.

    Raises:
        NotSubmittable: see `rules.is_submittable`.
    """
    draft = _latest(posting)
    if not rules.is_submittable(draft):
        raise NotSubmittable
    if permissions.publishes_at_once(user, draft):
        draft.latest_revision.publish(user=user, skip_permission_checks=True)
        return
    Posting.objects.filter(pk=draft.pk).update(curated_ags=draft.curated_ags)
    outbox.write("posting", draft.pk)
    review = draft.current_workflow_state
    if review:
        review.requested_by = user
        review.resume(user)
    else:
        draft.get_workflow().start(draft, user)
    notifications.ask_for_review(draft)


@transaction.atomic
def withdraw(user: User, posting: Posting) -> None:
    """Takes a submitted posting back before the office has decided, to change it.

    Raises:
        NotWithdrawable: it does not wait for review, or the office was quicker.
    """
    draft = _latest(posting)
    if draft.review_state != State.SUBMITTED:
        raise NotWithdrawable
    draft.current_workflow_state.cancel(user)


@transaction.atomic
def close(user: User, posting: Posting) -> None:
    """Takes a published posting off show for good: filled, solved, no longer offered.

    Raises:
        NotClosable: it is not published.
    """
    stored = _locked(posting)
    if not stored.is_published:
        raise NotClosable
    review = stored.current_workflow_state
    if review:
        review.cancel(user)
    stored.unpublish(log_action=False)
    type(stored).objects.filter(pk=stored.pk).update(closed_at=timezone.now())
    stored.follow_closing()
    log(stored, "postings.close", user=user)


@transaction.atomic
def renew(user: User, posting: Posting, until: date) -> None:
    """Puts the version that was last on show back on show until that day, without a new review.

    Raises:
        NotRenewable: see `rules.is_renewable`.
    """
    stored = _locked(posting)
    if not rules.is_renewable(stored):
        raise NotRenewable
    stored.expire_at = last_moment(until)
    stored.closed_at = None
    stored.save_revision(user=user, clean=False).publish(
        user=user, log_action="postings.renew", skip_permission_checks=True
    )


@transaction.atomic
def duplicate(user: User, posting: Posting) -> Posting:
    """A new draft with the same words and facets, and a whole life before it."""
    source = _latest(posting)
    copy = type(source)(organisation=source.organisation, texts=list(source.texts.all()))
    return create(user, copy, details_of(source) | {"expires_on": None})


@transaction.atomic
def follow_mergers() -> int:
    """Puts what lies in merged municipalities into the care of the new ones' offices.

    Returns how many postings changed hands.
    """
    merged = Territory.objects.filter(successor__isnull=False)
    return sum(
        Posting.objects.filter(curated_ags=old).update(curated_ags=new)
        for old, new in merged.values_list("ags", "successor__ags")
    )


def details_of(posting: Posting) -> dict[str, Any]:
    """What `create` and `save` take, as the posting has it."""
    own = [
        field.name
        for field in type(posting)._meta.local_concrete_fields
        if field.editable and not field.is_relation
    ]
    details = {name: getattr(posting, name) for name in (*SHARED_FIELDS, *own)}
    several = [field.name for field in type(posting)._meta.local_many_to_many]
    details |= {name: list(getattr(posting, name).all()) for name in several}
    return details | {
        "topics": list(posting.topics.all()),
        "audiences": list(posting.audiences.all()),
        "territories": list(posting.territories.all()),
        "languages": [(row.language, row.level) for row in posting.spoken.all()],
        "expires_on": posting.expires_on,
        "texts": {
            text.language: {"title": text.title, "summary": text.summary, "body": text.body}
            for text in posting.texts.all()
        },
    }


def _latest(posting: Posting, version: int | None = None) -> Posting:
    """The newest draft, locked.

    Raises:
        EditConflict: it is not of `version` any more.
    """
    stored = _locked(posting)
    if version is not None and stored.version != version:
        raise EditConflict
    return stored.get_latest_revision_as_object()


def _locked(posting: Posting) -> Posting:
    """It as the database has it, as the child it is, under a lock that makes others wait."""
    return Posting.objects.select_for_update().get(pk=posting.pk).specific


def _apply(posting: Posting, details: dict[str, Any]) -> None:
    """Puts details on a posting and derives its area and the key that says who is in charge."""
    details = dict(details)
    texts, languages = details.pop("texts"), details.pop("languages")
    until = details.pop("expires_on")
    for name, value in details.items():
        setattr(posting, name, value)
    posting.starts_on = posting.first_day()
    posting.expire_at = last_moment(until or posting.usual_end())
    posting.spoken = [
        PostingLanguage(language=language, level=level) for language, level in languages
    ]
    posting.texts = _texts(posting, texts)
    posting.area = _area(posting)
    posting.curated_ags = (posting.place or posting.organisation.seat).current_ags


def _texts(posting: Posting, texts: dict[str, dict[str, str]]) -> list[PostingText]:
    """Child rows. A translation whose words did not change keeps its marks.

    Unless who saves it says more: its `origin`, or the `source_hash` of what it was held against.
    """
    before = {text.language: text for text in posting.texts.all()}
    rows = [PostingText(language=language, **words) for language, words in texts.items()]
    source = next(row for row in rows if row.language == posting.source_language)
    for row in rows:
        if row is not source:
            _mark(row, before.get(row.language), source)
    source.origin, source.source_hash = Origin.SOURCE, source.digest
    return rows


def _mark(row: PostingText, old: PostingText | None, source: PostingText) -> None:
    """Says where a translation comes from, and of which source it was made."""
    kept = old if old and old.origin != Origin.SOURCE and old.digest == row.digest else None
    if row.origin == Origin.SOURCE:  # nothing was said
        row.origin = kept.origin if kept else Origin.HUMAN
    if not row.source_hash:
        as_before = kept is not None and kept.origin == row.origin
        row.source_hash = kept.source_hash if kept and as_before else source.digest


def _area(posting: Posting) -> Area | None:
    if posting.reach == Reach.EVERYWHERE:
        return Area.objects.everywhere()
    if posting.reach == Reach.TERRITORIES:
        return Area.objects.of(posting.territories.all())
    if posting.place is None:
        return None
    if posting.reach == Reach.RADIUS and posting.radius_km:
        return Area.objects.around(posting.place, posting.radius_km)
    return Area.objects.of([posting.place])
