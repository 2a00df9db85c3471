"""Wagtail's views of redirects and promoted results, narrowed to what leads to one's own pages.

Wagtail shows all of them to whoever may change one. Which single one an office reaches is said in
`portal.desk.borders`; here it is what lists and forms show.
"""

from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.contrib.redirects import views as redirects
from wagtail.contrib.search_promotions import views as promotions
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from portal.desk.forms import OfficeRedirectForm, PromotionFormSet, WordForm


class RedirectIndexView(redirects.IndexView):
    def get_base_queryset(self) -> QuerySet[Any]:
        own = self.permission_policy.instances_user_has_permission_for(self.request.user, "change")
        return super().get_base_queryset().filter(pk__in=own.values("pk"))

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Files of redirects are imported by administrators: nobody looks at each address."""
        buttons = super().header_more_buttons
        if self.request.user.is_superuser:
            return buttons
        closed = reverse("wagtailredirects:start_import")
        return [button for button in buttons if button.url != closed]


class RedirectCreateView(redirects.CreateView):
    form_class = OfficeRedirectForm


class RedirectEditView(redirects.EditView):
    form_class = OfficeRedirectForm


def own_promotions(user: Any) -> QuerySet[SearchPromotion]:
    policy = policy_registry.get_by_type(SearchPromotion)
    return policy.instances_user_has_permission_for(user, "change")


class PromotionIndexView(promotions.IndexView):
    add_item_label = gettext_lazy("Add search words")
    # Without the number of views: nobody's questions are counted.
    columns = promotions.IndexView.columns[:2]

    def get_base_queryset(self) -> QuerySet[Query]:
        own = own_promotions(self.request.user)
        words = super().get_base_queryset().filter(pk__in=own.values("query"))
        shown = Prefetch("editors_picks", own.select_related("page"))
        return words.prefetch_related(None).prefetch_related(shown)


class PromotionFormMixin(promotions.SearchPromotionCreateEditMixin):
    """Others' pages for the same word are not in the form and stay where they are."""

    form_class = WordForm
    template_name = "desk/promotion_form.html"
    produced_error_message: str

    @cached_property
    def searchpicks_formset(self) -> PromotionFormSet:
        formset = PromotionFormSet(
            self.request.POST if self.request.method == "POST" else None,
            instance=self.object,
            queryset=own_promotions(self.request.user),
            form_kwargs={"for_user": self.request.user},
        )
        formset.extra = int(self.object is None)
        return formset

    def is_valid(self, form: Any) -> bool:
        """Wagtail's message is empty where the fault lies in a row."""
        valid: bool = super().is_valid(form)
        if not valid and not self.produced_error_message:
            self.produced_error_message = self.get_error_message()
        return valid


class PromotionCreateView(PromotionFormMixin, promotions.CreateView):
    pass


class PromotionEditView(PromotionFormMixin, promotions.EditView):
    # Whoever is here has a page to take back; Wagtail would ask about the word.
    can_delete = True


class PromotionDeleteView(promotions.DeleteView):
    template_name = "desk/promotion_delete.html"

    def delete_action(self) -> None:
        own = own_promotions(self.request.user).filter(query=self.object)
        with transaction.atomic():
            for promotion in own:
                log(promotion, "wagtail.delete")
            own.delete()
