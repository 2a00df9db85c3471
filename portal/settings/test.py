"""Settings of the test suite."""

from portal.settings.base import *

SECRET_KEY = "test-only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DEV_MAILBOX = str(VAR_DIR / "tests/mail")
# Tests of the throttle set rates of their own.
REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] = dict.fromkeys(
    ("anon", "user", "write", "form", "registration", "machine_translation")
)
# Threads and processes of a test must not keep connections to a database that is replaced.
DATABASES["default"]["CONN_MAX_AGE"] = 0
# Static files straight from where they lie: nothing is collected for tests.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# Tests of the demand itself switch it on.
SECOND_FACTOR_DEMANDED = False
GALLERY = True
