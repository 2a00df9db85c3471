"""Wagtail's forms for what leads to pages, narrowed to the pages and addresses of an office."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.forms import (
    QueryForm,
    SearchPromotionForm,
    SearchPromotionsFormSet,
)
from wagtail.search.utils import MAX_QUERY_STRING_LENGTH

from portal.desk.policies import own_addresses, own_pages
from portal.desk.rights import region_pages

NOT_YOURS = gettext_lazy("Please choose one of your own pages.")
BEGINS = gettext_lazy(
    "It begins like the address of your region's page, in any language: %(begin)s"
)


class ToOwnPage(WagtailAdminModelForm):
    """Refuses a page that the person does not edit, and shows nothing of it."""

    page_field: ClassVar[str]
    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields[self.page_field]
        field.queryset = own_pages(self.for_user)
        field.error_messages["invalid_choice"] = NOT_YOURS

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.page_field in self.errors:
            # The form would come back with the name of the page.
            self.data = self.data.copy()
            self.data[self.add_prefix(self.page_field)] = ""


class OfficeRedirectForm(ToOwnPage, RedirectForm):
    """From an old address of the office's to one of its pages, or elsewhere."""

    page_field = "redirect_page"

    class Meta(RedirectForm.Meta):
        help_texts = {
            "old_path": gettext_lazy(
                "An address that people still have, from a flyer or another website, and that "
                "leads to no page any more. As long as there is a page, the page is shown."
            ),
            "is_permanent": gettext_lazy(
                "Search engines then remember the new page. Leave it out where the old address is "
                "to have a page of its own again."
            ),
            "redirect_page": gettext_lazy(
                "Whoever opens the old address arrives here. Choose one of your own pages."
            ),
            "redirect_link": gettext_lazy(
                "Only if it is to lead to another website. It counts where no page is chosen."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user.is_superuser:
            return
        del self.fields["site"]
        for page in region_pages(self.for_user)[:1]:
            field = self.fields["old_path"]
            field.help_text = f"{field.help_text} {BEGINS % {'begin': page.url}}"

    def clean_old_path(self) -> str:
        path: str = Redirect.normalise_path(self.cleaned_data["old_path"])
        same = Redirect.objects.filter(old_path=path).exclude(pk=self.instance.pk)
        if not self.for_user.is_superuser and same.exists():
            raise ValidationError(_("There is a redirect from this address already."))
        return path

    def clean_redirect_link(self) -> str:
        link: str = self.cleaned_data["redirect_link"]
        if link and not link.startswith(("http://", "https://")):
            raise ValidationError(_("The address must begin with https:// or http://."))
        return link

    def clean(self) -> None:
        super().clean()
        path, page = self.cleaned_data.get("old_path"), self.cleaned_data.get("redirect_page")
        if path and not self._may_take(path, page):
            below = _("Please give an address that lies below that of your region's page.")
            self.add_error("old_path", below)
        targets = ("redirect_page", "redirect_link")
        if not any(self.cleaned_data.get(name, "refused") for name in targets):
            self.add_error("redirect_page", _("Please say where the old address is to lead."))

    def _may_take(self, path: str, page: Any) -> bool:
        """Wagtail leaves redirects behind when a region's page moves: these may be mended."""
        stays = page and path == self.instance.old_path
        return stays or self.for_user.is_superuser or own_addresses(self.for_user).holds(path)


class WordForm(QueryForm):
    """What people search for."""

    query_string = forms.CharField(
        label=gettext_lazy("Search words"),
        max_length=MAX_QUERY_STRING_LENGTH,
        help_text=gettext_lazy(
            "Exactly what people type into the search, for example “flat” or “German course”. "
            "Capital letters do not matter. For another spelling make another entry."
        ),
    )


class PromotionForm(ToOwnPage, SearchPromotionForm):
    """A page that comes first; administrators may recommend other websites, too."""

    page_field = "page"

    class Meta(SearchPromotionForm.Meta):
        help_texts = {
            "page": gettext_lazy("One of your own pages. It is shown once it is published."),
            "description": gettext_lazy("A sentence below the title, if you like."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user.is_superuser:
            return
        for name in ("external_link_url", "external_link_text"):
            self.fields[name].disabled = True
            self.fields[name].widget = forms.HiddenInput()


class PromotionFormSet(SearchPromotionsFormSet):
    form = PromotionForm
