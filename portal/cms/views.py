"""What editors do with a county's common story, and with an example that somebody else wrote."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.models import Page
from wagtail.permissions import policy_registry

from partners.accounts.requests import PersonRequest
from partners.organisations.permissions import acts_for_office
from portal.cms import actions
from portal.cms.models import ExamplePage, RegionPage
from portal.cms.story import Chapter, Choice

Deed = Callable[..., None]


class Offered(NamedTuple):
    """Something that can be done with a chapter, and on which state of it."""

    name: str
    label: str | Promise
    deed: Deed
    choices: tuple[Choice, ...]
    needs_change: bool = False


OFFERED = (
    Offered(
        "take_over",
        gettext_lazy("Take over the new text"),
        actions.adapt,
        (Choice.ADAPTED,),
        needs_change=True,
    ),
    Offered(
        "keep",
        gettext_lazy("Keep our copy as it is"),
        actions.keep,
        (Choice.ADAPTED,),
        needs_change=True,
    ),
    Offered("adapt", gettext_lazy("Make an own copy"), actions.adapt, (Choice.INHERITED,)),
    Offered(
        "inherit",
        gettext_lazy("Show it as the county tells it"),
        actions.inherit,
        (Choice.ADAPTED, Choice.OFF),
    ),
    Offered(
        "off",
        gettext_lazy("Do not show it"),
        actions.switch_off,
        (Choice.INHERITED, Choice.ADAPTED),
    ),
)


# With what the county does not tell any more there is nothing else to do.
REMOVE = Offered("inherit", gettext_lazy("Remove our copy"), actions.inherit, (Choice.ADAPTED,))


def offered_for(chapter: Chapter) -> list[Offered]:
    if chapter.is_gone:
        return [REMOVE]
    return [
        one
        for one in OFFERED
        if chapter.choice in one.choices and (chapter.is_stale or not one.needs_change)
    ]


@require_http_methods(["GET", "POST"])
def story(request: PersonRequest, pk: int) -> HttpResponse:
    """The county's blocks one below the other, with what this page makes of each.

    An alias shows what the page says that it follows, so the choices are made there.
    """
    page = RegionPage.objects.filter(pk=pk).first()
    if page is None or not page.permissions_for_user(request.user).can_edit():
        raise Http404
    if page.alias_of_id:
        return redirect("cms_story:story", page.alias_of_id)
    draft = page.get_latest_revision_as_object()
    chapters = {chapter.key: chapter for chapter in draft.chapters}
    if request.method == "POST":
        _do(request, page, chapters)
        return redirect("cms_story:story", pk)
    context = {
        "page": page,
        "county_page": draft.county_page,
        "chapters": [(chapter, offered_for(chapter)) for chapter in chapters.values()],
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
    }
    return render(request, "cms/admin/story.html", context)


def _do(request: PersonRequest, page: RegionPage, chapters: dict[str, Chapter]) -> None:
    """What does not fit any more, since somebody was quicker, is left undone."""
    chapter = chapters.get(request.POST.get("block", ""))
    offered = offered_for(chapter) if chapter else []
    wanted = next((one for one in offered if one.name == request.POST.get("do")), None)
    if wanted is None:
        messages.warning(request, _("This has changed meanwhile. Please look at it again."))
    elif page.permissions_for_user(request.user).page_locked():
        messages.warning(request, _("Somebody has locked the page."))
    else:
        wanted.deed(page, chapter, request.user)
        messages.success(request, _("Saved as a draft. Publish the page to show it."))


@require_http_methods(["GET", "POST"])
def adapt_example(request: PersonRequest, pk: int) -> HttpResponse:
    """Asks below which of one's own regions' pages the copy shall lie, and makes it."""
    example = ExamplePage.objects.live().filter(pk=pk).first()
    if example is None:
        raise Http404
    regions = _own_regions(request)
    if not regions and not (request.user.is_superuser or acts_for_office(request.user)):
        raise Http404
    if request.method == "POST":
        chosen = request.POST.get("region", "")
        region = next((one for one in regions if str(one.pk) == chosen), None)
        if region is None:
            raise Http404
        copied = actions.adapt_example(example, region, request.user)
        messages.success(request, _("The example lies below your page as a draft. Make it yours."))
        return redirect("wagtailadmin_pages:edit", copied.pk)
    context = {"example": example, "regions": regions}
    return render(request, "cms/admin/adapt_example.html", context)


def _own_regions(request: PersonRequest) -> list[Page]:
    """The regions' pages, aliases apart, below which this person may write.

    For a county's office these are its own and those of towns without an office of their own.
    """
    own = policy_registry.get_by_type(Page).instances_user_has_permission_for(request.user, "add")
    pages = RegionPage.objects.filter(alias_of=None, pk__in=own.values("pk"))
    return list(pages.select_related("territory", "locale").order_by("path"))
