"""What a page may show of pictures, documents and pages: what its editor could have chosen.

Choosers offer only that. A number may still be typed into the form by hand, or pasted with a text.
What the page shows already may stay: administrators, an adapted example or the county's story
brought it.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import ForeignKey, Model, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

Reference = tuple[type[Model], str]

# How a form says of which blocks it is built.
BUILT = ("-count", "-order", "-deleted", "-type", "-id")
NOT_YOURS = _(
    "You cannot use this here: it is the picture, document or unpublished page of somebody else. "
    "Please choose one from the list."
)


def linkable(pages: Any, user: Any) -> Any:
    """The user's own pages, and what is public."""
    own = policy_registry.get_by_type(Page).explorable_instances(user)
    return pages.filter(pk__in=own.values("pk")) | pages.filter(
        pk__in=Page.objects.live().public().values("pk")
    )


def may_choose(user: Any, model: type[Model], pk: str) -> bool:
    offered = _offered(user, model)
    return offered is None or user.is_superuser or offered.filter(pk=pk).exists()


def _offered(user: Any, model: type[Model]) -> QuerySet[Any] | None:
    """What the chooser offers; nothing, if everybody may choose everything."""
    if issubclass(model, Page):
        return linkable(Page.objects.all(), user)
    if model in (get_image_model(), get_document_model()):
        policy = policy_registry.get_by_type(model)
        return policy.instances_user_has_any_permission_for(user, ["choose"])
    return None


class PortalPageForm(WagtailAdminPageForm):
    """Refuses what is not the editor's to choose, and shows nothing of it."""

    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._shown = {what for _name, what in self._references()} if self.is_bound else set()

    def _post_clean(self) -> None:
        super()._post_clean()
        for name, (model, pk) in list(self._references()):
            if (model, pk) in self._shown or may_choose(self.for_user, model, pk):
                continue
            if name not in self.errors:
                self.add_error(name, str(NOT_YOURS))
            self._take_out(name, pk)

    def _references(self) -> Iterator[tuple[str, Reference]]:
        for name in self.fields.keys() & {field.name for field in self.instance._meta.fields}:
            field = self.instance._meta.get_field(name)
            value = field.value_from_object(self.instance)
            if value is None:
                continue
            if isinstance(field, ForeignKey):
                yield name, (field.related_model, str(value))
            elif hasattr(field, "extract_references"):
                for model, pk, *_path in field.extract_references(value):
                    yield name, (model, str(pk))

    def _take_out(self, name: str, pk: str) -> None:
        """The form comes back with names and addresses of what is chosen."""
        self.data = self.data.copy()
        for key, value in self.data.items():
            is_part = key.startswith(f"{name}-") and not key.endswith(BUILT)
            if key == name or is_part:
                self.data[key] = _without(value, pk)


def _without(value: str, pk: str) -> str:
    """A field of the form, or a text of Draftail's, without what has this number."""
    if value == pk:
        return ""
    try:
        text = json.loads(value)
    except ValueError:
        return value
    if not isinstance(text, dict) or "entityMap" not in text:
        return value
    for entity in text["entityMap"].values():
        if str(entity["data"].get("id")) == pk:
            entity["data"] = {"url": "#"}
    return json.dumps(text)


class PortalFormPageForm(PortalPageForm, WagtailAdminFormPageForm):
    """The same for pages that are forms."""
