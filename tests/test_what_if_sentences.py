"""What a what-if means, in words: of tariffs, of areas that distribute their cost, of units and of a release."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import pytest

from atcost.core.cell_values import Documents
from atcost.core.explanation import Explanation
from atcost.core.what_if import WhatIf, what_if
from atcost.core.words import NO_BREAK_SPACE
from atcost.inputs.model_folder import read_year
from atcost.inputs.settings import read_settings
from atcost.outputs.explanation_sentences import explanation_sentences
from atcost.outputs.price_table import account_table
from atcost.outputs.what_if_sentences import meaning
from tests.console import EXAMPLES, SMALL
from tests.explaining import nodes

if TYPE_CHECKING:
    from pathlib import Path

    from atcost.core.pricing import Pricing
    from atcost.core.words import Language

TARIFFS = EXAMPLES / "stockholm" / "2022"
INVOICES = "volume.supplier_invoices.education"


@cache
def priced(folder: Path) -> Pricing:
    return read_year(folder).price()


def asked(folder: Path, *settings: str, release: str | None = None) -> WhatIf:
    before = priced(folder)
    wanted, wrong = read_settings(settings, Documents(before.model, before.volumes))
    assert not wrong
    return what_if(before, wanted, None if release is None else Fraction(release))


def said(found: WhatIf, language: Language = "sv", customer: str | None = None) -> list[str]:
    return [sentence.replace(NO_BREAK_SPACE, " ") for sentence in meaning(found, language, customer)]


def test_an_over_recovery_that_turns_is_not_said_to_fall() -> None:
    found = asked(TARIFFS, f"{INVOICES}*=0,5")
    (swedish,), (english,) = said(found), said(found, "en")
    assert swedish == (
        "Leverantörsreskontra är ett tariffområde, där priset inte följer kostnaden: "
        "överuttaget på 97 933,20 kr blir ett underuttag på 1 374 495,60 kr."
    )
    assert english == (
        "Accounts payable is a tariff area, where the price does not follow the cost: "
        "the over-recovery of 97,933.20 SEK becomes an under-recovery of 1,374,495.60 SEK."
    )


@pytest.mark.parametrize(
    ("before_ore", "after_ore", "swedish", "english"),
    [
        (500, 300, "överuttaget minskar med 2,00 kr.", "the over-recovery falls by 2.00 SEK."),
        (300, 500, "överuttaget ökar med 2,00 kr.", "the over-recovery rises by 2.00 SEK."),
        (-500, -300, "underuttaget minskar med 2,00 kr.", "the under-recovery falls by 2.00 SEK."),
        (-300, -500, "underuttaget ökar med 2,00 kr.", "the under-recovery rises by 2.00 SEK."),
        (-300, 500, "underuttaget på 3,00 kr blir ett överuttag på 5,00 kr.", "becomes an over-recovery of 5.00 SEK."),
        (300, 0, "överuttaget på 3,00 kr försvinner.", "the over-recovery of 3.00 SEK disappears."),
        (0, -500, "det blir ett underuttag på 5,00 kr.", "there is an under-recovery of 5.00 SEK."),
    ],
)  # fmt: skip -- a case each
def test_what_becomes_of_a_recovery(before_ore: int, after_ore: int, swedish: str, english: str) -> None:
    found = asked(TARIFFS, f"{INVOICES}*=0,5")
    before, after = (
        replace(each, areas={**each.areas, "payable": replace(each.areas["payable"], over_recovery_ore=ore)})
        for each, ore in ((found.before, before_ore), (found.after, after_ore))
    )
    for language, end in (("sv", swedish), ("en", english)):
        (sentence,) = said(replace(found, before=before, after=after), language)
        assert sentence.endswith(end)


def test_who_pays_is_said_beside_a_tariff_that_moves() -> None:
    found = asked(TARIFFS, f"{INVOICES}*=0,5", "volume.unidentified_items.education*=0,5")
    (of_tariff, swedish), (_, english) = said(found), said(found, "en")
    assert of_tariff == said(asked(TARIFFS, f"{INVOICES}*=0,5"))[0]
    assert swedish == (
        "I ekonomiservice är kostnaden oförändrad: Utbildningsförvaltningen sparar 1 522 450,00 kr, "
        "de andra betalar 1 522 450,00 kr mer."
    )
    assert english == (
        "In bookkeeping services, the cost is unchanged: Education department would save 1,522,450.00 SEK, "
        "the others would pay 1,522,450.00 SEK more."
    )


def test_weights_beside_a_tariff_change_payer() -> None:
    found = asked(TARIFFS, "area.payable.key.supplier_invoices.unit_price*=2", "area.fees.key.families.weight=50")
    _, swedish = said(found)
    assert re.fullmatch(r"I avgiftshantering är kostnaden oförändrad: [\d ]+,\d\d kr byter betalare\.", swedish)


def test_what_a_unit_alone_changes_is_rounding() -> None:
    found = asked(SMALL, "unit=1000")
    assert said(found) == ["Kostnaden är oförändrad; priserna ändras bara genom avrundning till 1 000 kr."]
    assert said(found, "en") == ["The cost is unchanged; prices change by rounding to 1,000 SEK alone."]
    for folder, setting in ((SMALL, "staff.clerk.rate*=1,1"), (TARIFFS, f"{INVOICES}*=2")):
        assert said(asked(folder, "unit=1000", setting))[-1] == "Räknat före avrundningen till 1 000 kr."


def test_where_no_price_changes_nothing_is_rounded() -> None:
    assert said(what_if(asked(SMALL, "unit=1000").after, [])) == ["Inget årspris ändras."]


def test_staff_cost_follows_a_volume_up_as_well_as_down() -> None:
    up = asked(SMALL, "volume.bills.school*=2", release="2/5")
    assert [sentence.partition(":")[0] for sentence in said(up)] == [
        "Tillkommer 40 % av personalkostnaden bakom volymen",
        "Tillkommer inget",
    ]
    both = asked(SMALL, "volume.bills.school*=2", "volume.reminders.school*=0,5", release="2/5")
    assert [sentence.partition(":")[0] for sentence in said(both)] == [
        "Frigörs eller tillkommer 40 % av personalkostnaden bakom volymen",
        "Frigörs eller tillkommer inget",
    ]
    assert said(both, "en")[1].startswith("With nothing released or added: School would ")


def test_tables_and_explanations_call_it_so_too() -> None:
    added = asked(SMALL, "volume.bills.school*=2", release="2/5").after
    assert "Tillkommer med volymen" in {row[0] for row in account_table(added, "sv").rows}
    assert "Tillkommer med volymen" in {node.label.sv for node in nodes(Explanation(added).of(area="invoices"))}
    assert "tillkommer med volymen (" in " ".join(explanation_sentences(added, "sv", area="invoices"))
