"""A lecture of two tiny clips."""

import pytest

from tests.lectures import lecture_in


@pytest.fixture(scope="session")
def lecture(tmp_path_factory):
    """Two clips of three beats; their words would end an element, a string or a line wherever they aren't escaped."""
    return lecture_in(tmp_path_factory.mktemp("lecture"))
