"""A finding as one customer reads it."""

from __future__ import annotations

from atcost.core.finding import ByCustomer, Finding, concerning
from atcost.core.words import Text

BOTH = ByCustomer({"school": Text("Skolan 2022-01", "School 2022-01"), "care": Text("Vården", "Care")})
ABOUT_BOTH = Finding(
    "flow_months_missing", "volumes.csv", values={"measure": Text("Krav", "Claims"), "customers": BOTH}
)
ABOUT_ALL = Finding("month_missing", "volumes.csv", values={"measure": Text("Krav", "Claims"), "months": ["2022-01"]})


def test_a_finding_says_of_everybody_it_is_about() -> None:
    assert ABOUT_BOTH.message("sv") == "Krav saknar rader för: Skolan 2022-01; Vården."
    assert ABOUT_BOTH.message("en") == "Claims has no rows for: School 2022-01; Care."


def test_one_customer_reads_its_own_part() -> None:
    own = ABOUT_BOTH.concerns("care")
    assert own
    assert own.message("sv") == "Krav saknar rader för: Vården."
    assert (own.rule, own.file, own.level) == (ABOUT_BOTH.rule, ABOUT_BOTH.file, ABOUT_BOTH.level)


def test_what_is_about_others_is_not_read_and_what_is_about_all_is() -> None:
    assert ABOUT_BOTH.concerns("parks") is None
    assert ABOUT_ALL.concerns("parks") is ABOUT_ALL
    assert concerning([ABOUT_BOTH, ABOUT_ALL], "parks") == [ABOUT_ALL]
    assert concerning([ABOUT_BOTH, ABOUT_ALL], None) == [ABOUT_BOTH, ABOUT_ALL]
