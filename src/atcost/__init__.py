"""atcost prices shared services at cost: a price is a function of a year's price model and its volumes.

>>> import atcost
>>> atcost.__version__
'0.1.0'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from atcost.core.version import __version__ as __version__

if TYPE_CHECKING:
    from atcost.core.comparison import compare as compare
    from atcost.core.explanation import explain as explain
    from atcost.core.pricing import price as price
    from atcost.inputs.model_folder import read_model as read_model
    from atcost.inputs.model_folder import read_volumes as read_volumes

__all__ = ["compare", "explain", "price", "read_model", "read_volumes"]

HOME = {
    "compare": "atcost.core.comparison",
    "explain": "atcost.core.explanation",
    "price": "atcost.core.pricing",
    "read_model": "atcost.inputs.model_folder",
    "read_volumes": "atcost.inputs.model_folder",
}
"""Where each word of the API lives; it is loaded when it is first used, so that commands start quickly."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- the module protocol's own signature
    """Return a word of the API."""
    if name not in HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(HOME[name]), name)
