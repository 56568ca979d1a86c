"""Commands on transactions: count, rows, sample."""

from __future__ import annotations

import click


@click.command()
def count() -> None:
    """Count."""


@click.command()
def rows() -> None:
    """Rows."""


@click.command()
def sample() -> None:
    """Sample."""
