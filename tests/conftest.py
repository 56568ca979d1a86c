"""What holds for every test: none is skipped, and hypothesis tries the same cases until it is asked to prove more."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.office import running

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from tests.office import Office

collect_ignore = ["office_process.py"]  # another Python runs it

settings.register_profile("test", deadline=None, derandomize=True, max_examples=100)
settings.register_profile("prove", deadline=None, max_examples=2_000)
settings.load_profile("prove" if os.environ.get("ATCOST_PROVE") else "test")
# A shell that runs the tests in the background has them ignore Ctrl-C; commands that tests start inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, so it proves nothing: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """Give the spreadsheet that serves all tests."""
    with running() as started:
        yield started
