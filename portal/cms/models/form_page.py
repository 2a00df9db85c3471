"""Forms that editors put together. What was sent is kept for a time and then deleted."""

from http import HTTPStatus
from importlib import import_module
from math import ceil
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views import View
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.contrib.forms.models import AbstractForm, AbstractFormField
from wagtail.contrib.forms.panels import FormSubmissionsPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from portal.cms import notifications
from portal.cms.blocks import CONTENT, PLAIN
from portal.cms.choices import PortalFormPageForm
from portal.cms.forms import FormThrottle, PortalFormBuilder, TrappingForm
from portal.cms.models.base import PortalPage
from portal.cms.originals import original


class FormField(TranslatableMixin, AbstractFormField):
    """A field of a form. Its clean name is the same in all languages, its words are not."""

    page = ParentalKey("cms.FormPage", on_delete=models.CASCADE, related_name="form_fields")

    override_translatable_fields: ClassVar = [
        SynchronizedField("clean_name", overridable=False),
    ]

    class Meta(AbstractFormField.Meta):
        unique_together: ClassVar = [("translation_key", "locale")]


class FormPage(AbstractForm, PortalPage):
    """A form, the words around it, and for how long what was sent is kept."""

    body = StreamField(CONTENT, blank=True, verbose_name=_("content"))
    button = models.CharField(_("button"), max_length=60, blank=True)
    thanks = RichTextField(
        _("confirmation"),
        features=PLAIN,
        blank=True,
        help_text=_("What people read after they have sent the form."),
    )
    retention_days = models.PositiveSmallIntegerField(
        _("kept for days"),
        default=180,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
        help_text=_("After that what was sent is deleted. The form says so."),
    )

    template = "cms/form_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.RegionPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Panel]] = [
        FormSubmissionsPanel(),
        *PortalPage.content_panels,
        FieldPanel("body"),
        InlinePanel("form_fields", label=_("Field"), heading=_("Fields")),
        FieldPanel("button"),
        FieldPanel("thanks"),
        FieldPanel("retention_days"),
    ]

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")

    base_form_class = PortalFormPageForm
    form_builder = PortalFormBuilder

    def get_submissions_list_view_class(self) -> type[View]:
        """Named late: Wagtail's views want all models to be there."""
        views = import_module("portal.cms.exports")
        view: type[View] = views.SubmissionsView
        return view

    @transaction.atomic
    def process_form_submission(self, form: TrappingForm) -> Any:
        """Keeps what was sent, and tells those who look after the page that something waits.

        In whatever language somebody writes: it lies in one place, with the form itself.
        """
        page = original(self)
        sent = self.get_submission_class().objects.create(form_data=form.answers, page=page)
        notifications.tell_form_sent(page)
        return sent

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The confirmation has an address of its own: reloading it sends nothing again."""
        if request.method == "POST":
            form = self.get_form(request.POST, page=self, user=request.user)
            if form.is_valid():
                throttle: Any = FormThrottle()
                if not throttle.allow_request(request, None):
                    return self._later(request, form, throttle.wait() or throttle.duration)
                if not form.is_trapped:
                    self.process_form_submission(form)
                return redirect(f"{self.get_url(request)}?sent=1")
        return super().serve(request, *args, **kwargs)

    def _later(self, request: HttpRequest, form: TrappingForm, seconds: float) -> HttpResponse:
        """The form with all that was typed, to be sent again after a while."""
        form.add_error(None, _("Much was sent from your network. Please send this a little later."))
        context = self.get_context(request) | {"form": form}
        headers = {"Retry-After": str(ceil(seconds))}
        return TemplateResponse(
            request,
            self.get_template(request),
            context,
            status=HTTPStatus.TOO_MANY_REQUESTS,
            headers=headers,
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"is_sent": request.method == "GET" and "sent" in request.GET}

    def render_landing_page(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """In the editor's preview."""
        context = self.get_context(request) | {"is_sent": True}
        return TemplateResponse(request, self.get_template(request), context)
