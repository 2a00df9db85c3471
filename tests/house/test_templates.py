"""Undefined variables: an error in our templates, silence in those of others."""

import pytest
from django.template import Context, Origin, Template
from django.template.loader import engines

from tests.support.templates import OURS, UndefinedVariable


def render(source: str, file: str, **variables: object) -> str:
    engine = engines["django"].engine
    return Template(source, origin=Origin(file), engine=engine).render(Context(variables))


def test_an_undefined_variable_in_our_template_is_an_error() -> None:
    with pytest.raises(UndefinedVariable, match="office"):
        render("<p>{{ office.name }}</p>", f"{OURS[0]}/page.html")


def test_it_is_an_error_deep_inside_of_a_loop_too() -> None:
    with pytest.raises(UndefinedVariable):
        render("{% for x in rows %}{{ y|upper }}{% endfor %}", f"{OURS[0]}/a.html", rows=[1])


def test_a_variable_with_a_default_may_be_missing() -> None:
    assert render('{{ hint|default:"none" }}', f"{OURS[0]}/page.html") == "none"


def test_templates_of_others_are_left_alone() -> None:
    assert render('{{ a }}{{ b|default:"b"|upper }}', "/elsewhere/page.html") == "B"
