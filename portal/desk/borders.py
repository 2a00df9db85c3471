"""Which views of Wagtail an office reaches, and of which page, picture or document.

Most of Wagtail's views ask the policies by themselves. But some ask nothing, some say "forbidden"
where nothing should be known, and some name objects that may not be changed. So every view that
offices reach is named here with what its address must lead to. What is not named is 404.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation, TranslationSource

from partners.accounts.models import User
from partners.accounts.requests import PersonRequest
from portal.cms.choices import linkable
from portal.cms.models import RegionPage
from portal.desk.overrides import may_override
from portal.desk.policies import own_pages

Arguments = Mapping[str, Any]
Check = Callable[[PersonRequest, Arguments], bool]
Holds = Callable[[User, Any], bool]


def holds_page(user: User, pk: Any) -> bool:
    """Whether the office edits this page."""
    return _among(own_pages(user), pk)


def holds_below(user: User, page: Page) -> bool:
    """Whether all pages below are the office's, too: a town's own office may have some there."""
    own = own_pages(user).values("pk")
    return not page.get_descendants().exclude(pk__in=own).exists()


def passes_page(user: User, pk: Any) -> bool:
    """Whether it edits it, or comes through it on the way to its own."""
    return _among(policy_registry.get_by_type(Page).explorable_instances(user), pk)


def sees_page(user: User, pk: Any) -> bool:
    """Whether it may link to it: its own, and what is public."""
    return _among(linkable(Page.objects.all(), user), pk)


def holds_image(user: User, pk: Any) -> bool:
    return _among(_changeable(get_image_model(), user), pk)


def holds_document(user: User, pk: Any) -> bool:
    return _among(_changeable(get_document_model(), user), pk)


def holds_redirect(user: User, pk: Any) -> bool:
    return _among(_changeable(Redirect, user), pk)


def holds_word(user: User, pk: Any) -> bool:
    """Whether one of the office's pages comes first when people search for this."""
    promoted = _changeable(SearchPromotion, user).values("query")
    return _among(Query.objects.filter(pk__in=promoted), pk)


def holds_source(user: User, pk: Any) -> bool:
    """Whether the source of a translation is a page of the office's."""
    source = TranslationSource.objects.filter(pk=pk).first()
    return source is not None and _holds_each(user, source.object_id)


def holds_translation(user: User, pk: Any) -> bool:
    translation = Translation.objects.select_related("source").filter(pk=pk).first()
    return translation is not None and _holds_each(user, translation.source.object_id)


def _holds_each(user: User, translation_key: Any) -> bool:
    pages = Page.objects.filter(translation_key=translation_key).values_list("pk", flat=True)
    return bool(pages) and all(holds_page(user, pk) for pk in pages)


def _changeable(model: Any, user: User) -> Any:
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(user, ["change"])


def _among(queryset: Any, pk: Any) -> bool:
    return str(pk).isascii() and str(pk).isdigit() and queryset.filter(pk=pk).exists()


def anybody(_request: PersonRequest, _arguments: Arguments) -> bool:
    """For views that show nothing of anybody's, or narrow by themselves."""
    return True


def only(holds: Holds, *names: str) -> Check:
    """The address must lead to what the office holds."""

    def check(request: PersonRequest, arguments: Arguments) -> bool:
        return all(holds(request.user, arguments[name]) for name in names)

    return check


def _creates(request: PersonRequest, arguments: Arguments) -> bool:
    """Pages of every type but a region's: that comes with an office."""
    wanted = ContentType.objects.get_for_model(RegionPage).natural_key()
    asked = (arguments["content_type_app_name"], arguments["content_type_model_name"])
    return asked != wanted and holds_page(request.user, arguments["parent_page_id"])


def _copies(request: PersonRequest, arguments: Arguments) -> bool:
    """The form shows the title of the page chosen as parent."""
    parent = request.POST.get("new_parent_page", arguments["page_id"])
    return all(holds_page(request.user, pk) for pk in (arguments["page_id"], parent))


def _moves(request: PersonRequest, arguments: Arguments) -> bool:
    page = arguments["page_to_move_id"]
    parent = request.POST.get("new_parent_page", page)
    return all(holds_page(request.user, pk) for pk in (page, parent))


def _overrides(request: PersonRequest, arguments: Arguments) -> bool:
    return holds_translation(request.user, arguments["translation_id"]) and may_override(
        request, arguments
    )


def _translates(request: PersonRequest, arguments: Arguments) -> bool:
    """Wagtail-localize would take in whatever lies below."""
    if not holds_page(request.user, arguments["page_id"]):
        return False
    page = Page.objects.get(pk=arguments["page_id"])
    return not request.POST.get("include_subtree") or holds_below(request.user, page)


def several(holds: Holds) -> Check:
    """All that is chosen must be the office's to choose."""

    def check(request: PersonRequest, _arguments: Arguments) -> bool:
        return all(holds(request.user, pk) for pk in request.GET.getlist("id"))

    return check


BULK: dict[tuple[str, str], Holds] = {
    ("wagtailcore", "page"): holds_page,
    ("media", "portalimage"): holds_image,
    ("media", "portaldocument"): holds_document,
}
BULK_ACTIONS = {"delete", "publish", "unpublish"}


def _bulk(request: PersonRequest, arguments: Arguments) -> bool:
    """Wagtail would name what may not be changed; so all that is chosen must be the office's."""
    holds = BULK.get((arguments["app_label"], arguments["model_name"]))
    if holds is None or arguments["action"] not in BULK_ACTIONS:
        return False
    chosen = request.GET.getlist("id")
    if "all" in chosen and holds is holds_page:
        return holds_page(request.user, request.GET.get("childOf", ""))
    return all(holds(request.user, pk) for pk in chosen if pk != "all")


def _views(space: str, names: Iterable[str], check: Check) -> dict[str, Check]:
    return {f"{space}{name}": check for name in names}


PAGES = {
    "wagtailadmin_explore_root": anybody,
    "wagtailadmin_explore": only(passes_page, "parent_page_id"),
    "wagtailadmin_explore_results": only(passes_page, "parent_page_id"),
    "wagtailadmin_api:pages:listing": anybody,
    "wagtailadmin_api:pages:detail": only(passes_page, "pk"),
    "wagtailadmin_pages:add": _creates,
    "wagtailadmin_pages:preview_on_add": _creates,
    "wagtailadmin_pages:add_subpage": only(holds_page, "parent_page_id"),
    "wagtailadmin_pages:copy": _copies,
    "wagtailadmin_pages:move": _moves,
    "wagtailadmin_pages:move_confirm": only(holds_page, "page_to_move_id", "destination_id"),
    "wagtailadmin_pages:set_page_position": only(holds_page, "page_to_move_id"),
    "wagtailadmin_pages:revisions_compare": only(holds_page, "pk"),
    "wagtailadmin_pages:search": anybody,
    "wagtailadmin_pages:search_results": anybody,
    "wagtailadmin_block_preview": anybody,
    "wagtail_bulk_action": _bulk,
    **_views(
        "wagtailadmin_pages:",
        (
            "convert_alias",
            "delete",
            "edit",
            "history",
            "history_results",
            "lock",
            "preview_on_edit",
            "revisions_index",
            "revisions_revert",
            "revisions_unschedule",
            "revisions_view",
            "unlock",
            "unpublish",
            "usage",
            "view_draft",
        ),
        only(holds_page, "page_id"),
    ),
}
CHOOSERS = {
    "wagtailadmin_choose_page": anybody,
    "wagtailadmin_choose_page_child": only(sees_page, "parent_page_id"),
    "wagtailadmin_choose_page_search": anybody,
    "wagtailadmin_choose_page_chosen_multiple": several(sees_page),
    **_views(
        "wagtailadmin_choose_page_",
        ("external_link", "email_link", "phone_link", "anchor_link"),
        anybody,
    ),
    **_views("wagtailimages_chooser:", ("choose", "choose_results", "create"), anybody),
    "wagtailimages_chooser:chosen_multiple": several(holds_image),
    "wagtailimages_chooser:chosen": only(holds_image, "pk"),
    "wagtailimages_chooser:select_format": only(holds_image, "image_id"),
    **_views("wagtaildocs_chooser:", ("choose", "choose_results", "create"), anybody),
    "wagtaildocs_chooser:chosen_multiple": several(holds_document),
    "wagtaildocs_chooser:chosen": only(holds_document, "pk"),
}
# Uploads that still want their description are known to the uploader only.
FILES = {
    **_views(
        "wagtailimages:",
        (
            "index",
            "index_results",
            "add",
            "add_multiple",
            "create_multiple_from_uploaded_image",
            "delete_upload_multiple",
        ),
        anybody,
    ),
    **_views(
        "wagtailimages:",
        ("edit", "delete", "edit_multiple", "delete_multiple", "image_usage"),
        only(holds_image, "image_id"),
    ),
    **_views(
        "wagtaildocs:",
        (
            "index",
            "index_results",
            "add",
            "add_multiple",
            "create_multiple_from_uploaded_document",
            "delete_upload_multiple",
        ),
        anybody,
    ),
    **_views(
        "wagtaildocs:", ("edit", "delete", "document_usage"), only(holds_document, "document_id")
    ),
    **_views("wagtaildocs:", ("edit_multiple", "delete_multiple"), only(holds_document, "doc_id")),
}
TRANSLATIONS = {
    "wagtail_localize:javascript_catalog": anybody,
    "wagtail_localize:submit_page_translation": _translates,
    "wagtail_localize:convert_to_alias": only(holds_page, "page_id"),
    "wagtail_localize:edit_override": _overrides,
    "desk:update_translations": only(holds_source, "translation_source_id"),
    "desk:draft_translation": only(holds_translation, "translation_id"),
    **_views(
        "wagtail_localize:",
        (
            "edit_string_translation",
            "download_pofile",
            "upload_pofile",
            "preview_translation",
            "stop_translation",
        ),
        only(holds_translation, "translation_id"),
    ),
}
# The page of a form leads to them. The list of all forms offers the names of whoever edits pages.
FORMS = {
    **_views(
        "wagtailforms:",
        ("list_submissions", "list_submissions_results", "delete_submissions"),
        only(holds_page, "page_id"),
    ),
}
LEADING_TO_PAGES = {
    **_views("desk_redirects:", ("index", "index_results", "add"), anybody),
    **_views("desk_redirects:", ("edit", "delete"), only(holds_redirect, "redirect_id")),
    **_views("desk_promotions:", ("index", "index_results", "add"), anybody),
    **_views("desk_promotions:", ("edit", "delete"), only(holds_word, "query_id")),
}
OURS = {
    "cms_story:story": only(holds_page, "pk"),
    "cms_story:adapt_example": only(sees_page, "pk"),
}
NARROWED: dict[str, Check] = {
    **PAGES,
    **CHOOSERS,
    **FILES,
    **TRANSLATIONS,
    **FORMS,
    **LEADING_TO_PAGES,
    **OURS,
}


def may_enter(request: PersonRequest, view_name: str, arguments: Arguments) -> bool:
    check = NARROWED.get(view_name)
    return check is not None and check(request, arguments)
