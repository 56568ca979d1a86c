"""Commands on transactions: count, rows, sample."""

from __future__ import annotations


def count() -> None:
    """Count."""


def rows() -> None:
    """Rows."""


def sample() -> None:
    """Sample."""
