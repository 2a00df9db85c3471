"""What offices are told about their pages."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.forms.models import FormSubmission
from wagtail.models import Page

from partners.accounts.models import User
from partners.deliveries.actions import promise
from partners.deliveries.messages import Action, Content, Group, Message, absolute_url, register
from partners.organisations.enums import EDITING_ROLES
from partners.organisations.models import Organisation
from partners.organisations.notifications import people_in_charge
from portal.cms import story

if TYPE_CHECKING:
    from portal.cms.models.form_page import FormPage
    from portal.cms.models.region import RegionPage

PAGES = Group(
    code="pages",
    label=gettext_lazy("News about your region's page"),
    explanation=gettext_lazy(
        "What the county changes in the story that your municipality's page shows, too."
    ),
)

FORMS = Group(
    code="forms",
    label=gettext_lazy("What is written in forms"),
    explanation=gettext_lazy("That somebody has filled in a form which your office looks after."),
)


@register
class StoryChanged(Message):
    """To a municipality's office: the county tells its story differently now."""

    code = "pages.story_changed"
    group = PAGES
    reason = gettext_lazy(
        "You receive this message because you look after the page of your municipality."
    )

    def content(self, payload: Mapping[str, Any]) -> Content | None:
        page = Page.objects.filter(pk=payload["page"]).specific().first()
        if page is None:
            return None
        county = page.county_page
        names = {"county": county.title if county else payload["county"], "page": page.title}
        subject, paragraphs = self._changed(names) if county else self._ended(names)
        told = {chapter.key: chapter for chapter in page.chapters}
        touched = [told[key] for key in payload["blocks"] if key in told]
        return Content(
            subject=subject,
            paragraphs=paragraphs,
            facts=[(chapter.title, str(chapter.choice.label)) for chapter in touched],
            action=Action(
                _("See what has changed"),
                absolute_url(reverse("cms_story:story", args=[page.pk])),
            ),
        )

    def _changed(self, names: Mapping[str, str]) -> tuple[str, list[str]]:
        return (
            _("The common story of %(county)s has changed") % names,
            [
                _(
                    "“%(page)s” shows parts of the story that %(county)s tells for all its "
                    "municipalities. Some of it has been changed, added or taken away."
                )
                % names,
                _(
                    "What you show as the county tells it is up to date already. Own copies stay "
                    "as they are until you take over the new text."
                ),
            ],
        )

    def _ended(self, names: Mapping[str, str]) -> tuple[str, list[str]]:
        return (
            _("The common story of %(county)s is not on show any more") % names,
            [
                _(
                    "%(county)s has taken its page off. “%(page)s” no longer shows what it showed "
                    "as the county tells it."
                )
                % names,
                _(
                    "Own copies stay as they are. The rest comes back when the county publishes "
                    "its page again."
                ),
            ],
        )


@register
class FormSent(Message):
    """To those who look after a form: something waits. What was written stays in the portal."""

    code = "pages.form_sent"
    group = FORMS
    reason = gettext_lazy("You receive this message because you look after the form on the portal.")

    def content(self, payload: Mapping[str, Any]) -> Content | None:
        page = Page.objects.filter(pk=payload["page"]).first()
        if page is None or not FormSubmission.objects.filter(page=page).exists():
            return None
        return Content(
            subject=_("Somebody has written: %(form)s") % {"form": page.title},
            paragraphs=[
                _("The form “%(form)s” has been filled in. Please read it and answer.")
                % {"form": page.title}
            ],
            action=Action(
                _("Read it"),
                absolute_url(reverse("wagtailforms:list_submissions", args=[page.pk])),
            ),
        )


def tell_form_sent(page: "FormPage") -> None:
    """To the office of the region that the form belongs to, else to the administrators.

    Once an hour at most: a form is open to everybody, and must not fill anybody's mailbox.
    """
    territory = page.territory_shown
    hour = timezone.now().strftime("%Y-%m-%dT%H")
    for person in people_in_charge(territory.ags if territory else ""):
        promise(
            FormSent,
            to=person.email,
            user=person,
            language=person.language,
            subject_key=f"form:{page.pk}:{hour}",
            payload={"page": page.pk},
        )


def tell_heirs(county: "RegionPage", occasion: str, changed: Iterable[str]) -> None:
    """Once for each occasion, to the offices whose page shows some of what changed."""
    for page in county.municipal_pages.select_related("territory__successor"):
        off = {b.value["source"] for b in page.story if b.block_type == story.Choice.OFF}
        blocks = [key for key in changed if key not in off]
        if not blocks:
            continue
        for person in _editors_of(page):
            promise(
                StoryChanged,
                to=person.email,
                user=person,
                language=person.language,
                subject_key=f"story:{page.pk}:{occasion}",
                payload={"page": page.pk, "blocks": blocks, "county": county.title},
            )


def _editors_of(page: "RegionPage") -> Sequence[User]:
    """Those who edit for the municipality's own office; the county knows what it has written.

    Before it is verified, the office edits nothing.
    """
    offices = Organisation.objects.verified().filter(
        offices__territory__ags=page.territory.current_ags
    )
    return list(
        User.objects.filter(
            is_active=True,
            memberships__role__in=EDITING_ROLES,
            memberships__organisation__in=offices,
        ).distinct()
    )
