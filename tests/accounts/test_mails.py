"""Every mail that allauth can send has a message of ours, and all go through the ledger."""

from pathlib import Path

import allauth
import pytest

from partners.accounts.notifications import message_for
from partners.deliveries.messages import get
from partners.deliveries.models import Delivery

SENT = ("account", "mfa")
# Log-in, sign-up and reset by code are not switched on.
NOT_USED = {"account/email/login_code", "account/email/password_reset_code"}


def templates() -> list[str]:
    root = Path(allauth.__file__).parent / "templates"
    found = [path for app in SENT for path in root.glob(f"{app}/email/*_subject.txt")]
    return sorted(
        str(path.relative_to(root)).removesuffix("_subject.txt")
        for path in found
        if str(path.relative_to(root)).removesuffix("_subject.txt") not in NOT_USED
    )


@pytest.mark.parametrize("template", templates())
def test_there_is_a_message_for_each_of_them(template):
    links = {
        f"{name}_url": "https://portal.example/"
        for name in ("activate", "password_reset", "signup")
    }
    content = message_for(template)().content({"occasion": template, **links})
    assert content.subject
    assert all(content.paragraphs)


@pytest.mark.parametrize(
    ("page", "email"),
    [
        ("password/reset", "nina@example.org"),
        ("password/reset", "niemand@example.org"),
        ("signup", "nina@example.org"),
        ("signup", "niemand@example.org"),
    ],
)
def test_links_lead_to_this_site_whatever_host_was_asked(
    client_of, newcomer, settings, page, email
):
    settings.ALLOWED_HOSTS = ["testserver", ".example.net"]
    settings.SITE_URL = "https://portal.example"
    typed = {"email": email, "password1": "ein-langes-geheimnis"}
    typed |= {"first_name": "A", "last_name": "B"}
    client_of(None).post(f"/de/accounts/{page}/", typed, headers={"host": "evil.example.net"})
    told = Delivery.objects.get()
    assert "evil" not in str(told.payload)
    link = get(told.message).content(told.payload).action.url
    assert link.startswith("https://portal.example/de/accounts/")


def test_there_are_mails_to_check():
    assert len(templates()) > 10
