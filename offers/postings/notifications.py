"""What people are told by mail about the review of postings."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from offers.postings import texts
from offers.postings.enums import State
from offers.postings.models import Posting
from partners.accounts.models import User
from partners.deliveries.actions import promise
from partners.deliveries.messages import Action, Content, Message, absolute_url, register
from partners.organisations.notifications import REVIEW, people_in_charge


def _own_page(posting: Posting) -> str:
    return absolute_url(reverse("postings:mine", args=[posting.pk]))


def _draft(payload: Mapping[str, Any]) -> Posting | None:
    posting = Posting.objects.filter(pk=payload["posting"]).first()
    return posting.specific.get_latest_revision_as_object() if posting else None


@register
class ReviewWanted(Message):
    """To the office in charge, or to the administrators where there is none."""

    code = "postings.review_wanted"
    group = REVIEW

    def content(self, payload: Mapping[str, Any]) -> Content | None:
        posting = _draft(payload)
        if posting is None or posting.version != payload["version"]:
            return None
        if posting.review_state != State.SUBMITTED:  # withdrawn, or decided already
            return None
        names = {"title": posting, "organisation": posting.organisation}
        return Content(
            subject=_("Please review: %(title)s") % names,
            paragraphs=[_("%(organisation)s has submitted a posting for your territory.") % names],
            facts=[
                (_("Title"), texts.noted_title(posting)),
                (_("Kind"), str(posting.kind)),
                (_("Place"), posting.place.label if posting.place else "–"),
            ],
            action=Action(_("Review the posting"), absolute_url(posting.review_url)),
        )


@register
class Published(Message):
    """To the person who submitted it."""

    code = "postings.published"

    def content(self, payload: Mapping[str, Any]) -> Content | None:
        posting = Posting.objects.filter(pk=payload["posting"]).first()
        if posting is None or not posting.is_published:
            return None
        posting = posting.specific
        return Content(
            subject=_("Published: %(title)s") % {"title": posting},
            paragraphs=[_("The office in charge has approved your posting. It is on show now.")],
            action=Action(_("See the posting"), absolute_url(posting.get_absolute_url())),
        )


@register
class Returned(Message):
    """To the person who submitted it, with the office's reason."""

    code = "postings.returned"

    def content(self, payload: Mapping[str, Any]) -> Content | None:
        posting = _draft(payload)
        if posting is None:
            return None
        return Content(
            subject=_("Please mend: %(title)s") % {"title": posting},
            paragraphs=[
                _("The office in charge has returned your posting and says why:"),
                payload["reason"],
                _("Mend it and submit it again. Nothing you wrote is lost."),
            ],
            action=Action(_("Mend the posting"), _own_page(posting)),
        )


def _round(posting: Posting) -> str:
    """Names the last time that it was submitted; the same version may go round twice."""
    review = posting.workflow_states.latest("pk")
    return f"posting:{posting.pk}:{review.current_task_state_id}"


def ask_for_review(posting: Posting) -> None:
    for person in people_in_charge(posting.curated_ags):
        promise(
            ReviewWanted,
            to=person.email,
            user=person,
            language=person.language,
            subject_key=_round(posting),
            payload={"posting": posting.pk, "version": posting.version},
        )


def tell_published(posting: Posting, person: User) -> None:
    promise(
        Published,
        to=person.email,
        user=person,
        language=person.language,
        subject_key=_round(posting),
        payload={"posting": posting.pk},
    )


def tell_returned(posting: Posting, person: User, reason: str) -> None:
    promise(
        Returned,
        to=person.email,
        user=person,
        language=person.language,
        subject_key=_round(posting),
        payload={"posting": posting.pk, "reason": reason},
    )
