import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_throttles_from_before() -> None:
    cache.clear()
