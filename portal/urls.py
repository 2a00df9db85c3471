"""Where everything is found. Pages carry their language as the first part of the path."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.db import transaction
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from partners.accounts.passkeys import refuse_made_up

# What allauth writes and the mail that it causes are one transaction.
account_urls = decorate_urlpatterns(
    [
        path("", include("allauth.account.urls")),
        *decorate_urlpatterns([path("2fa/", include("allauth.mfa.urls"))], refuse_made_up),
    ],
    transaction.atomic,
)

log_in_elsewhere = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("", include("portal.sitemaps")),
    path("health/", include("portal.health")),
    path("api/v1/", include("portal.api")),
    path("", include("portal.appearance.urls")),
    # One door only: Wagtail's own log-ins know nothing of second factors.
    path("admin/login/", log_in_elsewhere),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *i18n_patterns(
        path("accounts/", include(account_urls)),
        path("cockpit/tokens/", include("partners.accounts.urls")),
        path("cockpit/", include("portal.cockpit.urls")),
        path("mails/", include("partners.deliveries.urls")),
        path("organisations/", include("partners.organisations.urls")),
        path("places/", include("partners.territories.urls")),
        path("search/", include("portal.finding.urls")),
        path("", include("offers.matching.urls")),
        path("", include("offers.postings.urls")),
        path("events/", include("events.events.urls")),
        path("", include("events.calendars.urls")),
        path("events/", include("events.registration.urls")),
        path("_util/login/", log_in_elsewhere),
        path("", include(wagtail_urls)),
    ),
]

# In public the proxy serves uploads; see docs/operations.md.
urlpatterns[:0] = static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
if settings.GALLERY:
    urlpatterns[:0] = i18n_patterns(path("gallery/", include("portal.gallery")))
if settings.DEV_MAILBOX:
    urlpatterns.insert(0, path("mail/", include("portal.mailbox")))
