"""Settings for the public, opted into by DJANGO_SETTINGS_MODULE=portal.settings.production.

Everything comes from the environment, as docs/operations.md lists it. What would be unsafe is
refused: every reason at once, before anything starts.
"""

from django.core.exceptions import ImproperlyConfigured

from portal.settings import safety
from portal.settings.base import *

SECRET_KEY = env.str("SECRET_KEY", "")
ALLOWED_HOSTS: list[str] = [
    name for part in env.str("ALLOWED_HOSTS", "").split(",") if (name := part.strip())
]
SITE_URL = WAGTAILADMIN_BASE_URL = env.str("SITE_URL", "").rstrip("/")
# How many proxies in front of the site write X-Forwarded-For; throttles count by that address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 1)
REST_FRAMEWORK["NUM_PROXIES"] = ALLAUTH_TRUSTED_PROXY_COUNT

if reasons := [
    *safety.of_secret(SECRET_KEY),
    *safety.of_addresses(SITE_URL, ALLOWED_HOSTS),
    *safety.of_database(env.str("DATABASE_URL", "")),
    *safety.of_mail(env.str("SMTP_URL", ""), env.str("DEFAULT_FROM_EMAIL", "")),
    *safety.of_second_factor(SECOND_FACTOR_DEMANDED),
    *safety.of_translator(WAGTAILLOCALIZE_MACHINE_TRANSLATOR),
]:
    raise ImproperlyConfigured(
        "The portal does not start with this environment:\n- "
        + "\n- ".join(reasons)
        + "\ndocs/operations.md lists all settings."
    )

DEBUG = False
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"

# TLS ends at the proxy, which says so in this header and lets no caller write it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", 365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SILENCED_SYSTEM_CHECKS = [
    # The editor shows previews in frames of its own; X-Frame-Options keeps others out.
    "security.W019",
    # Preloading binds the whole domain, most of which is not ours.
    "security.W021",
]
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-csrf"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
