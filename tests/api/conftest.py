"""Programs that ask the API."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from partners.accounts import tokens
from partners.accounts.models import User


class Program(Client):
    """Speaks JSON, in the name of the person whose token it has."""

    def send(
        self, method: str, address: str, data: object = None, version: str = ""
    ) -> HttpResponse:
        headers = {"If-Match": version} if version else {}
        return self.generic(
            method,
            f"/api/v1/{address}",
            self._encode_json({} if data is None else data, "application/json"),
            "application/json",
            headers=headers,
        )

    def ask(self, address: str, **parameters: object) -> dict:
        answer = self.get(f"/api/v1/{address}", parameters)
        assert answer.status_code == 200, answer.content
        return answer.json()


@pytest.fixture
def program_of(db: None) -> Callable[[User | None], Program]:
    """A program of this person; of nobody for None."""

    def start(user: User | None) -> Program:
        headers = {"accept-language": "en"}
        if user is not None:
            headers["authorization"] = f"Bearer {tokens.create(user, 'Programm')[1]}"
        return Program(headers=headers, enforce_csrf_checks=True)

    return start


@pytest.fixture
def program(program_of: Callable[[User | None], Program]) -> Program:
    return program_of(None)
