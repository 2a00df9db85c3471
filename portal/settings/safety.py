"""What makes a public portal unsafe: each function yields reasons against the values given."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from partners.deliveries.smtp import RelayAddress

SECRET_LENGTH = 50
SECRET_VARIETY = 5
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
DATABASES = ("postgres://", "postgresql://", "sqlite://")
SITE = re.compile(r"https://([a-z0-9.-]+)(?::[0-9]{1,5})?")


def of_secret(key: str) -> Iterator[str]:
    how = "`python -c 'import secrets; print(secrets.token_urlsafe(50))'` makes one."
    if not key:
        yield f"SECRET_KEY is missing; {how}"
    elif len(key) < SECRET_LENGTH or len(set(key)) < SECRET_VARIETY or "insecure" in key:
        yield f"SECRET_KEY can be guessed: {SECRET_LENGTH} random characters are needed; {how}"


def of_addresses(site_url: str, allowed_hosts: Sequence[str]) -> Iterator[str]:
    site = SITE.fullmatch(site_url)
    if not site:
        yield (
            "SITE_URL must be the public address: https:// and the host, in small letters and "
            "with nothing behind it."
        )
    if not allowed_hosts:
        yield "ALLOWED_HOSTS is missing: the host names people use, separated by commas."
    elif any("*" in host for host in allowed_hosts):
        yield "ALLOWED_HOSTS must name hosts; `*` would let anybody's name into links in mails."
    elif site and not any(_covers(host.lower(), site[1]) for host in allowed_hosts):
        yield f"ALLOWED_HOSTS lacks {site[1]}, the host of SITE_URL."


def _covers(allowed: str, host: str) -> bool:
    return host == allowed or (allowed.startswith(".") and f".{host}".endswith(allowed))


def of_database(url: str) -> Iterator[str]:
    if not url.startswith(DATABASES):
        yield (
            "DATABASE_URL is missing or of another kind: postgres://USER:PASSWORD@HOST/NAME, "
            "or sqlite:////FOLDER/FILE for a small portal on one machine."
        )


def of_mail(smtp_url: str, sender: str) -> Iterator[str]:
    try:
        relay = RelayAddress.parse(smtp_url)
    except ValueError:
        yield (
            "SMTP_URL is missing or cannot be read: smtp+tls://USER:PASSWORD@HOST:587, "
            "smtps://USER:PASSWORD@HOST:465, or smtp://localhost:25."
        )
    else:
        if relay.scheme == "smtp" and relay.password and relay.host not in LOOPBACK:
            yield "SMTP_URL would send its password unencrypted; use smtp+tls:// or smtps://."
    if "@" not in sender or sender.rstrip("> ").endswith("@localhost"):
        yield "DEFAULT_FROM_EMAIL is missing: Name <address> that mails come from."


def of_second_factor(demanded: bool) -> Iterator[str]:
    if not demanded:
        yield "SECOND_FACTOR_DEMANDED is off, which only a demo may have."


def of_translator(setting: Mapping[str, Any] | None) -> Iterator[str]:
    options = setting["OPTIONS"] if setting else {}
    url = options.get("LIBRETRANSLATE_URL")
    if url is not None:
        address = urlsplit(url)
        if address.scheme not in ("https", "http") or not address.hostname:
            yield "MACHINE_TRANSLATOR_URL must be the address of the LibreTranslate server."
        elif address.scheme == "http" and address.hostname not in LOOPBACK:
            yield "MACHINE_TRANSLATOR_URL would carry texts and key unencrypted; use https://."
    if "AUTH_KEY" in options and not options["AUTH_KEY"]:
        yield "MACHINE_TRANSLATOR_KEY is missing: DeepL answers nobody without."
