"""A film on a page is one that browsers play, and so are its subtitles."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from portal.cms.blocks import VideoBlock
from tests.cms import builders as make

pytestmark = pytest.mark.django_db


def film_block(**chosen: Any) -> Any:
    block = VideoBlock()
    given = {"title": "Rundgang", "video": make.document("film.mp4"), "captions": None}
    return block.clean(block.to_python(block.get_prep_value(given | chosen)))


@pytest.mark.parametrize("name", ["film.mp4", "FILM.WebM"])
def test_a_film_is_taken(name: str) -> None:
    subtitles = make.document("film.vtt")
    assert film_block(video=make.document(name), captions=subtitles)["captions"] == subtitles
    page = make.legal("other", sign_video=make.document(name), sign_captions=subtitles)
    assert page.sign_video.is_film


@pytest.mark.parametrize("field", ["video", "captions"])
def test_what_is_none_is_refused_at_its_field(field: str) -> None:
    with pytest.raises(StructBlockValidationError) as refused:
        film_block(**{field: make.document("plan.pdf")})
    assert list(refused.value.block_errors) == [field]
    with pytest.raises(ValidationError) as refused:
        make.legal("other", **{f"sign_{field}": make.document("plan.pdf")})
    assert list(refused.value.message_dict) == [f"sign_{field}"]
