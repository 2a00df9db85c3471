"""What editors see before they publish: blocks in the chooser, and pages as they would be."""

import pytest
from django.urls import reverse

from portal.cms.blocks import CONTENT
from portal.cms.models import ArticlePage
from tests.cms import builders as make

pytestmark = pytest.mark.django_db

# The others show nothing without a picture, a file or a page.
PREVIEWED = {"heading", "text", "quote", "numbers", "accordion", "call"}


@pytest.mark.parametrize("name", sorted(PREVIEWED))
def test_a_block_is_shown_before_it_is_chosen(client_of, administrator, name: str) -> None:
    block = ArticlePage.body.field.stream_block.child_blocks[name]
    assert block.is_previewable
    address = reverse("wagtailadmin_block_preview")
    answer = client_of(administrator).get(address, {"id": block.definition_prefix})
    assert answer.status_code == 200
    assert "css/pages.css" in answer.text
    assert "cms-block" in answer.text


def test_every_block_has_a_template_of_ours() -> None:
    assert {block.meta.template for _name, block in CONTENT} == {
        f"cms/blocks/{name}.html" for name, _block in CONTENT
    }


def test_the_editor_opens_for_every_type(client_of, administrator) -> None:
    pages = [
        make.region("16077"),
        make.example(),
        make.material(),
        make.topic_page("housing"),
        make.finder(),
        make.faq(),
        make.form_page(),
        make.legal("accessibility"),
        make.home(),
    ]
    browser = client_of(administrator)
    for page in pages:
        answer = browser.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert answer.status_code == 200, page
