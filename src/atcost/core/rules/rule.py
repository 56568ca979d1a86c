"""What a rule is: a level, a message and a remedy, in Swedish and English. Words in braces are a finding's values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from atcost.core.words import Text

Level = Literal["error", "warning", "info"]


class Rule(NamedTuple):
    """What a rule says when it is broken."""

    level: Level
    message: Text
    remedy: Text
