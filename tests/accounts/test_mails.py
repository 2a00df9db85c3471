"""Every mail that allauth can send has a message of ours, and all go through the ledger."""

from pathlib import Path

import allauth
import pytest

from partners.accounts.notifications import message_for

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


def test_there_are_mails_to_check():
    assert len(templates()) > 10
