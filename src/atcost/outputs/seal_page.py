"""What a sealed price list says of itself, for people and for programs."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from atcost.core.words import Text, kronor_plain, kronor_text, number_text, shown
from atcost.outputs.open_data import finding_views, to_json
from atcost.outputs.origins import origins

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from atcost.core.finding import Finding
    from atcost.core.pricing import Pricing
    from atcost.core.seal import Seal
    from atcost.core.words import Language

IS_EQUAL = Text(
    "Stämmer: omräknat blir varje belopp i {file} detsamma.",
    "Equal: computed again, every amount in {file} is the same.",
)
IS_NOT_EQUAL = Text("Stämmer inte: {file}", "Not equal: {file}")
FOR_MINUTES = Text(
    "Skriv båda summorna i protokollet: de är inga underskrifter, men visar vilken lista mötet hade framför sig.",
    "Quote both sums in the minutes: they are no signatures, but show which list the meeting had before it.",
)
TO_MINUTES = Text(
    "Jämför dem med summorna i protokollet: kontrollsumman gäller modell, budget och volymer, filens SHA-256 allt, "
    "också datum och om listan är ett förslag.",
    "Compare them with those in the minutes: the digest is of model, budget and volumes, the file's SHA-256 of "
    "everything, the date and whether it is a proposal too.",
)
PROPOSAL = Text("FÖRSLAG, ingen beslutad prislista", "PROPOSAL, no decided price list")
UNDATED = Text("utan datum", "without date")
DATED = Text("daterad {day}", "dated {day}")
HOLDS = Text(
    "{prices} priser för {customers} kunder, summa {total} {currency}; {day}.",
    "{prices} prices for {customers} customers, total {total} {currency}; {day}.",
)
MADE = Text("Gjord av atcost {version} enligt räknesätt {number}.", "Made by atcost {version} by arithmetic {number}.")
DIGEST = Text("Kontrollsumma {digest}", "Digest {digest}")
FILE = Text("Filens SHA-256 {checksum}", "The file's SHA-256 {checksum}")
PREVIOUS = Text("Året före: kontrollsumma {digest}", "The year before: digest {digest}")


def seal_page(seal: Seal, pricing: Pricing, text: str, language: Language) -> Iterator[str]:
    """Yield what a sealed list is, its prices and total, its date, what made it, and the sums of it and of its text."""
    model = pricing.model
    if seal.proposal:
        yield PROPOSAL.say(language)
    yield f"{model.title.say(language)} · {model.provider.say(language)}"
    yield from origins(model, language)
    yield HOLDS.say(language).format(
        prices=number_text(len(pricing.prices), language),
        customers=number_text(len(pricing.customer_totals()), language),
        total=kronor_text(pricing.total_ore, language),
        currency=model.currency,
        day=DATED.say(language).format(day=seal.on) if seal.on else UNDATED.say(language),
    )
    yield MADE.say(language).format(version=shown(seal.version), number=seal.arithmetic)
    if seal.previous_digest:
        yield PREVIOUS.say(language).format(digest=shown(seal.previous_digest, 100))
    yield DIGEST.say(language).format(digest=seal.digest)
    yield FILE.say(language).format(checksum=hashlib.sha256(text.encode()).hexdigest())


def verified_json(seal: Seal, pricing: Pricing, language: Language) -> str:
    """Return a sealed list that verifies as JSON."""
    model = pricing.model
    view: dict[str, Any] = {
        "digest": seal.digest,
        "id": model.id,
        "year": model.year,
        "currency": model.currency,
        "prices": len(pricing.prices),
        "total": kronor_plain(pricing.total_ore),
        "date": seal.on and seal.on.isoformat(),
        "proposal": seal.proposal,
        "version": seal.version,
        "arithmetic": seal.arithmetic,
        "previous_digest": seal.previous_digest,
    }
    return to_json({"equal": True, "list": view, "findings": finding_views(pricing.findings, language)})


def unequal_json(findings: Iterable[Finding], language: Language) -> str:
    """Return what is wrong with a sealed list as JSON."""
    return to_json({"equal": False, "list": None, "findings": finding_views(findings, language)})
