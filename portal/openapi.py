"""What the generator of the schema cannot know by itself."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

Endpoint = tuple[str, str, str, Any]


def only_ours(endpoints: list[Endpoint]) -> list[Endpoint]:
    """Leaves out the internal API of the Wagtail admin."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/v1/")]


_SENTENCE = {"type": "object", "properties": {"detail": {"type": "string"}}, "required": ["detail"]}
_BY_FIELD = {"type": "object", "description": "Messages by parameter or field."}

REFUSALS = {
    "400": ("Something in it is wrong.", _BY_FIELD),
    "401": ("Nobody is logged in, or the token is not valid.", _SENTENCE),
    "403": ("The role does not suffice, or the CSRF token is missing.", _SENTENCE),
    "429": ("Too many requests; Retry-After says how many seconds to wait.", _SENTENCE),
}
OF_ONE = {"404": ("There is none, or it is not yours to know.", _SENTENCE)}
OF_LISTS = {"503": ("The search takes too long; narrow it.", _SENTENCE)}
OF_BODIES = {
    "413": ("The body is too large.", _SENTENCE),
    "415": ("The body is not JSON.", _SENTENCE),
}


def with_refusals(result: dict[str, Any], **_context: Any) -> dict[str, Any]:
    """Adds the answers that every view can give without knowing of them."""
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            refusals = REFUSALS | (OF_ONE if "{" in path else {})
            refusals |= OF_BODIES if method != "get" else {} if "{" in path else OF_LISTS
            for code, (description, schema) in refusals.items():
                answer = {
                    "description": description,
                    "content": {"application/json": {"schema": schema}},
                }
                operation["responses"].setdefault(code, answer)
    return result


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "portal.rest.Token"
    name = "personalToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A personal token."}


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "portal.rest.Session"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
