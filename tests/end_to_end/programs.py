"""Programs of others that tests drive, where they are installed."""

import os
import shutil

import pytest

#: Set by .ci/run: then a program that is missing is a failure, not a reason to pass over a test.
REQUIRED = "EVERY_PROGRAM"


def found(*names: str) -> str | None:
    """Where the first of these programs is, or None."""
    return next((path for name in names if (path := shutil.which(name))), None)


def needs(package: str, *programs: str | None) -> pytest.MarkDecorator:
    """A mark that passes over tests whose programs are missing, and says which package holds them."""
    missing = None in programs and not os.environ.get(REQUIRED)
    return pytest.mark.skipif(missing, reason=f"needs {package}; install it with: apt-get install {package}")
