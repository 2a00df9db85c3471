"""Settings that hold everywhere; development, test and production build on them.

Every value read from the environment is listed in docs/operations.md.
"""

from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import dj_database_url
import environs
from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from portal.settings.api import *
from portal.settings.logs import *
from portal.settings.maps import leaflet_files, origin_of_tiles
from portal.settings.media import *
from portal.settings.translator import machine_translator

env = environs.Env()

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))

INSTALLED_APPS = [
    "portal",
    "portal.appearance",
    "portal.cms",
    "portal.cockpit",
    "portal.desk",
    "portal.finding",
    "portal.media",
    "events.events",
    "events.calendars",
    "events.registration",
    "offers.words",
    "offers.postings",
    "offers.search",
    "offers.review",
    "offers.matching",
    "partners.accounts",
    "partners.deliveries",
    "partners.organisations",
    "partners.outbox",
    "partners.taxonomy",
    "partners.territories",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Pages; static files lie there compressed. Tokens and the length of answers are masked by
    # Django, so that compression tells nobody anything (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "portal.middleware.ContentSecurityPolicyMiddleware",
    "portal.middleware.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.access.SecondFactorMiddleware",
    "portal.access.AdminMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.i18n",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context_processors.portal",
            ],
            "builtins": ["portal.templatetags.components"],
        },
    },
]

# --- Data ---------------------------------------------------------------------------------

DATABASE_URL = env.str("DATABASE_URL", "") or f"sqlite:///{VAR_DIR}/db.sqlite3"
try:
    DATABASES: dict[str, dict[str, Any]] = {
        "default": dict(dj_database_url.parse(DATABASE_URL, conn_max_age=60))
    }
except ValueError as error:
    raise ImproperlyConfigured(
        "DATABASE_URL must look like postgres://USER:PASSWORD@HOST:5432/NAME, with %2F for a / "
        "in the password and so on, or like sqlite:////FOLDER/FILE."
    ) from error
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Throttles and caches live in the database: every process shares them, and none of them
# breaks when Redis does.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
    }
}

# --- People -------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "partners.organisations.backends.OfficeBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "cockpit:start"

ACCOUNT_ADAPTER = "partners.organisations.adapter.InvitedAccountAdapter"
ACCOUNT_FORMS = {
    "login": "partners.accounts.forms.LogInForm",
    "signup": "partners.accounts.forms.SignUpForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = False
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
# Another address needs the password once more: it could be somebody else at the keyboard.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Partnerkommune"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
# Offices and administrators must set up a passkey or TOTP before they get any further.
SECOND_FACTOR_DEMANDED = env.bool("SECOND_FACTOR_DEMANDED", True)

# --- Languages and time -------------------------------------------------------------------

LANGUAGE_CODE = "de"
# Easy German (Leichte Sprache); `simple` is a registered variant of language tags (BCP 47).
LANG_INFO["de-simple"] = {
    "bidi": False,
    "code": "de-simple",
    "name": "Easy German",
    "name_local": "Leichte Sprache",
}
LANGUAGES = [
    ("de", _("German")),
    ("de-simple", _("Easy German")),
    ("en", _("English")),
    ("uk", _("Ukrainian")),
    ("ar", _("Arabic")),
    ("tr", _("Turkish")),
]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
# Off unless a provider is named. Pages and postings use the same one.
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = machine_translator(
    env.str("MACHINE_TRANSLATOR", ""),
    env.str("MACHINE_TRANSLATOR_URL", ""),
    env.str("MACHINE_TRANSLATOR_KEY", ""),
)
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "portal.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"
# "example.org" in a form means https; Django 6 does so by itself.
FORMS_URLFIELD_ASSUME_HTTPS = True

# --- Files --------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", str(BASE_DIR / "static-built"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "portal.vendored.VendoredFilesFinder",
]
# The design system holds four megabytes of fonts and parts that no page here uses.
VENDORED_FILES = {
    "vendor/kern/kern.min.css": BASE_DIR / "node_modules/@kern-ux/native/dist/kern.min.css",
    **leaflet_files(BASE_DIR / "node_modules"),
}
# A server of background tiles, "https://HOST/{z}/{x}/{y}.png", with its credit. Without one the map
# shows boundaries and results alone, and no request leaves the host.
MAP_TILES_URL = env.str("MAP_TILES_URL", "")
MAP_TILES_ATTRIBUTION = env.str("MAP_TILES_ATTRIBUTION", "")
MAP_TILES_ORIGIN = origin_of_tiles(MAP_TILES_URL, MAP_TILES_ATTRIBUTION)
# The page that shows all components; development and tests switch it on.
GALLERY = False
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"

# --- Mail and the worker ------------------------------------------------------------------

# The address under which people reach the site; links in mails begin with it.
SITE_URL = env.str("SITE_URL", "http://localhost:8000")
EMAIL_BACKEND = "partners.deliveries.backend.DjangoMailBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Partnerkommune <portal@localhost>")
# Folder of mails that development keeps for a look in the browser; empty means no such pages.
DEV_MAILBOX = ""
SMTP_URL = env.str("SMTP_URL", "smtp://localhost:25")

REDIS_URL = env.str("REDIS_URL", "")
CELERY_BROKER_URL = REDIS_URL or None
# The database is the queue: results are not kept, and a broker that is silent costs a page
# half a second, once in half a minute.
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 0.5,
    "socket_timeout": 0.5,
    "max_retries": 0,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
# The worker walks this schedule with and without a broker. `schedule` is in seconds.
CELERY_BEAT_SCHEDULE = {
    "expand-outbox": {"task": "offers.matching.tasks.expand_outbox", "schedule": 5},
    "send-due": {"task": "partners.deliveries.tasks.send_due", "schedule": 5},
    "renew-vocabulary": {"task": "portal.finding.tasks.renew_vocabulary", "schedule": 3600},
    "publish-scheduled": {"task": "offers.postings.tasks.publish_scheduled", "schedule": 3600},
    "look-after-registrations": {
        "task": "events.registration.tasks.look_after",
        "schedule": 60,
    },
    "forget-registrations": {"task": "events.registration.tasks.forget", "schedule": 3600},
    # Each calendar in its turn, once an hour; asking who is due is one small question.
    "import-calendars": {"task": "events.calendars.tasks.import_calendars", "schedule": 30},
    "forget-submissions": {"task": "portal.cms.tasks.forget_submissions", "schedule": 3600},
    "forget-uploads": {"task": "portal.media.tasks.forget_uploads", "schedule": 3600},
}
# Ports on which calendars elsewhere may be read.
CALENDAR_PORTS = (80, 443)
# How long a worker has a delivery to itself, in seconds.
DELIVERY_LEASE_SECONDS = env.int("DELIVERY_LEASE_SECONDS", 60)

# --- Wagtail ------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Partnerkommune"
# What says how the portal is called now; administrators may give it a name of its own.
SITE_NAME_FROM = "portal.appearance.current.site_name"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_WORKFLOW_ENABLED = True
# A page whose address changes leaves a redirect behind.
WAGTAILREDIRECTS_AUTO_CREATE = True
# The office in charge hears of a submitted posting, and hears it through the ledger.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# Those named after a place; what some systems add ("localtime") breaks the page in browsers.
WAGTAIL_USER_TIME_ZONES = sorted(zone for zone in available_timezones() if "/" in zone)

# One backend for both engines, which bears whatever is typed. Our normaliser has folded and stemmed
# the words of pages already, so PostgreSQL is to take them as they are.
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "portal.finding.backend", "SEARCH_CONFIG": "simple"}
}

# --- Security -----------------------------------------------------------------------------

X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "portal.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:", *filter(None, [MAP_TILES_ORIGIN])],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [SELF],
    }
}
