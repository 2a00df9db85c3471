"""Pages drafted by the machine: wagtail-localize's views, for what it leaves open.

They count the drafts of a person, as those of postings are counted; they bear a machine that does
not answer; and they ask it for no language that it does not know.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import apply_machine_translation, machine_translate
from wagtail_localize.views.update_translations import UpdateTranslationsView

from offers.postings.exceptions import MachineFailed, TooManyDrafts
from offers.postings.machine import counted
from partners.accounts.requests import PersonRequest

MACHINE = "use_machine_translation"  # the field of wagtail-localize's form


@require_POST
def draft(request: PersonRequest, translation_id: int) -> HttpResponse:
    """What is missing in one translation."""
    try:
        with counted(request):
            return machine_translate(request, translation_id)
    except (MachineFailed, TooManyDrafts) as error:
        messages.error(request, str(error))
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))


class UpdateTranslationsByMachineView(UpdateTranslationsView):
    """Every translation takes over the source; those that the machine knows are drafted first.

    Drafts are made outside of wagtail-localize's transaction: no writer waits for the provider,
    and what one language was given is kept where the next is not.
    """

    def get_form(self) -> Any:
        form = super().get_form()
        if MACHINE in form.fields and (unknown := self._unknown()):
            words = _("The machine does not know: %(languages)s. Please translate there yourself.")
            form.fields[MACHINE].help_text = words % {"languages": ", ".join(unknown)}
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        if form.cleaned_data.pop(MACHINE, False):
            self.object.update_from_db()
            try:
                self._draft()
            except (MachineFailed, TooManyDrafts) as error:
                messages.error(self.request, str(error))
                return redirect(self.request.get_full_path())
        return super().form_valid(form)

    def _draft(self) -> None:
        machine = get_machine_translator()
        for translation, is_known in self._followers():
            if is_known:
                with counted(self.request):
                    apply_machine_translation(translation.pk, self.request.user, machine)

    def _unknown(self) -> list[str]:
        """The names of the languages into which somebody has to translate."""
        codes = [
            translation.target_locale.language_code
            for translation, is_known in self._followers()
            if not is_known
        ]
        return [str(get_language_info(code)["name_translated"]) for code in codes]

    def _followers(self) -> Iterator[tuple[Translation, bool]]:
        """The translations that take over the source, and whether the machine knows the pair."""
        machine = get_machine_translator()
        following = self.object.translations.filter(enabled=True).order_by("pk")
        for translation in following.select_related("source__locale", "target_locale"):
            pair = translation.source.locale, translation.target_locale
            yield translation, machine is not None and machine.can_translate(*pair)
