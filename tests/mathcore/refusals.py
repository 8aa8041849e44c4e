"""What a function answers to input that it refuses."""

import pytest


def refusal(function, *args, **kwargs):
    """Return the message of the ValueError that the call ends in: tests compare it whole."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the caller compares the message
        function(*args, **kwargs)
    return str(caught.value)
