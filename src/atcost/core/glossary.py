"""The words of the domain in Swedish and English, with what they mean: one literal table.

Screens take their heads from it, and ``docs/words.md`` is made from it; documents and code use the names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from atcost.core.words import Text

if TYPE_CHECKING:
    from collections.abc import Collection


class Term(NamedTuple):
    """A word in Swedish and English, and what it means."""

    word: Text
    meaning: Text


TERMS: dict[str, Term] = {
    # Who
    "provider": Term(
        Text("utförare", "provider"),
        Text("organisationen som utför tjänsterna", "the organisation that runs the services"),
    ),
    "customer": Term(
        Text("kund", "customer"),
        Text("en förvaltning eller ett bolag som tar tjänster", "a department or company that takes services"),
    ),
    "successor": Term(
        Text("efterföljare", "successor"),
        Text(
            "kunden som tar över en del av en kund som upphör", "the customer that takes over a part of one that ends"
        ),
    ),
    # What is done
    "business_area": Term(
        Text("verksamhetsområde", "business area"),
        Text(
            "det som en prismodell gäller; en utförare kan ha flera",
            "what one price model is for; a provider may have several",
        ),
    ),
    "area": Term(
        Text("tjänsteområde", "service area"),
        Text("nivån där kostnad räknas och fördelas", "the level at which cost is computed and distributed"),
    ),
    "service": Term(Text("tjänst", "service"), Text("något som ett tjänsteområde gör", "something that an area does")),
    "base": Term(
        Text("bastjänst", "base service"),
        Text("betalas i årspriset av alla som tar området", "paid in the yearly price by all who take the area"),
    ),
    "hourly": Term(
        Text("per timme", "by the hour"),
        Text("betalas per timme, utanför årspriset", "paid by the hour, outside the yearly price"),
    ),
    "add_on": Term(
        Text("tilläggstjänst", "add-on"),
        Text("beställs, och betalas per timme", "ordered, and paid by the hour"),
    ),
    "assignment_change": Term(
        Text("förändrat uppdrag", "assignment change"),
        Text(
            "en tjänst som är av annat slag än året före, eller som gäller en del av året",
            "a service of another kind than the year before, or in force for a part of the year",
        ),
    ),
    "assignment_description": Term(
        Text("uppdragsbeskrivning", "assignment description"),
        Text("avtalet om tjänster, ledtider och uppföljning", "the agreement on services, lead times and follow-up"),
    ),
    "lead_time": Term(
        Text("ledtid", "lead time"),
        Text(
            "lovade arbetsdagar; det som kommer in senast 12:00 räknar dagen som dag 1",
            "promised working days; what comes in by 12:00 counts the day as day 1",
        ),
    ),
    "activity": Term(
        Text("utvecklingsaktivitet", "development activity"),
        Text("ett arbete för bättre kvalitet eller effektivitet", "work for better quality or efficiency"),
    ),
    "benefit_realisation": Term(
        Text("effekthemtagning", "benefit realisation"),
        Text("att visa vad en utvecklingsaktivitet gav", "showing what a development activity gave"),
    ),
    # What it costs
    "self_cost": Term(
        Text("självkostnad", "self-cost"),
        Text(
            "full kostnad: personal, andra kostnader och overhead",
            "full cost: staff, other costs and overheads",
        ),
    ),
    "fte": Term(Text("årsarbetare", "FTE"), Text("en heltid under ett år", "one full-time equivalent for a year")),
    "staff": Term(
        Text("personalkategori", "staff category"),
        Text("de som har samma kostnadsschablon", "those who have the same standard rate"),
    ),
    "rate": Term(
        Text("kostnadsschablon", "standard rate"),
        Text("budgeterad kostnad för en årsarbetare i en kategori", "budgeted cost of one FTE-year of a category"),
    ),
    "hours": Term(
        Text("debiterbara timmar", "chargeable hours"),
        Text("timmar som en årsarbetare kan debitera på ett år", "hours that one FTE can charge in a year"),
    ),
    "internal_overhead": Term(
        Text("intern overhead", "internal overhead"),
        Text(
            "ledning, kundansvariga, verksamhetsutvecklare",
            "management, account managers, business developers",
        ),
    ),
    "organisation_overhead": Term(
        Text("förvaltningsövergripande overhead", "organisation-wide overhead"),
        Text(
            "nämnd, ledning, administration, lokaler, it, telefoni …",
            "board, head office, administration, premises, IT, telephony …",
        ),
    ),
    "carried": Term(
        Text("överfört från tidigare år", "carried from earlier years"),
        Text(
            "överuttag som lämnas tillbaka, eller underuttag som tas igen",
            "over-recovery given back, or under-recovery made up",
        ),
    ),
    "over_recovery": Term(
        Text("överuttag", "over-recovery"),
        Text("intäkt utöver kostnad; under noll ett underuttag", "income beyond cost; below zero an under-recovery"),
    ),
    # How it is shared
    "key": Term(
        Text("fördelningsnyckel", "allocation key"),
        Text(
            "ett viktat mätetal som fördelar ett områdes kostnad", "a weighted measure that distributes an area's cost"
        ),
    ),
    "weight": Term(
        Text("vikt", "weight"),
        Text("nyckelns del av områdets kostnad, i procent", "the key's part of the area's cost, in percent"),
    ),
    "measure": Term(
        Text("mätetal", "measure"),
        Text("det som en nyckel räknar, t.ex. antal fakturor", "what a key counts, such as the number of invoices"),
    ),
    "volume": Term(
        Text("volym", "volume"),
        Text("ett mätetals antal för en kund och en månad", "a measure's count for one customer and one month"),
    ),
    "window": Term(
        Text("period", "window"),
        Text("månaderna som volymer räknas över", "the months that volumes are counted over"),
    ),
    "flow": Term(
        Text("flöde", "flow"),
        Text("summeras över perioden, t.ex. fakturor", "summed over the window, such as invoices"),
    ),
    "stock": Term(
        Text("bestånd", "stock"),
        Text(
            "medelvärde eller sista månad, t.ex. avtal och familjer",
            "averaged or taken in the last month, such as contracts and families",
        ),
    ),
    "adjustment": Term(
        Text("justering", "adjustment"),
        Text("en känd kommande ändring av en volym", "a known coming change of a volume"),
    ),
    "source": Term(
        Text("källa", "source"),
        Text("systemet som volymer tas ur", "the system that volumes are taken from"),
    ),
    "code": Term(
        Text("kod", "code"),
        Text("vad ett källsystem kallar en kund", "what a source system calls a customer"),
    ),
    "behaviour_pricing": Term(
        Text("beteendeprissättning", "behaviour pricing"),
        Text("ett pris som belönar ett önskat arbetssätt", "a price that rewards a wanted way of working"),
    ),
    # The price
    "price_list": Term(
        Text("prislista", "price list"),
        Text(
            "vad varje kund betalar för varje område, och timpriser",
            "what each customer pays for each area, and hourly prices",
        ),
    ),
    "year": Term(
        Text("prisår", "price year"), Text("året som prislistan gäller", "the year that the price list is for")
    ),
    "proposal": Term(
        Text("förslag", "proposal"),
        Text("en prislista som inte är beslutad", "a price list that is not decided"),
    ),
    "seal": Term(
        Text("förseglad prislista", "sealed price list"),
        Text(
            "en fil med varje belopp och allt det kommer ur, som kan räknas om",
            "a file with every amount and all that it came from, which can be computed again",
        ),
    ),
    "digest": Term(
        Text("kontrollsumma", "digest"),
        Text(
            "ett kort namn på precis en modell, budget och volymer; ingen underskrift",
            "a short name for exactly one model, budget and volumes; no signature",
        ),
    ),
    "hourly_price": Term(
        Text("timpris", "hourly price"),
        Text("vad en timme kostar", "what an hour costs"),
    ),
    "unit_price": Term(
        Text("styckpris", "unit price"),
        Text("vad en enhet kostar i ett tariffområde", "what one unit costs in a tariff area"),
    ),
    "tariff_area": Term(
        Text("tariffområde", "tariff area"),
        Text(
            "tar betalt per enhet i stället för att fördela sin kostnad (modellen före 2023)",
            "charges by the unit instead of distributing its cost (the model before 2023)",
        ),
    ),
    "cell": Term(
        Text("cell", "cell"),
        Text(
            "ett värde i årets mapp med sin adress, t.ex. area.payable.key.claims.weight",
            "a value of a year's folder by its address, such as area.payable.key.claims.weight",
        ),
    ),
    "what_if": Term(
        Text("tänk om", "what if"),
        Text("priset med några celler ändrade, bredvid priset", "the price with some cells changed, beside the price"),
    ),
    "released_cost": Term(
        Text("frigjord kostnad", "released cost"),
        Text(
            "personalkostnad som faller bort när en volym minskar",
            "staff cost that falls away when a volume falls",
        ),
    ),
    "in_advance": Term(
        Text("i förskott", "in advance"), Text("så faktureras årspriset", "how the yearly price is invoiced")
    ),
    "in_arrears": Term(
        Text("i efterskott", "in arrears"),
        Text("så faktureras det som betalas per timme", "how what is paid by the hour is invoiced"),
    ),
    # How it is governed
    "annual_wheel": Term(
        Text("årshjul", "annual wheel"),
        Text("årets gång av förslag, dialog och beslut", "the year's cycle of proposals, dialogue and decisions"),
    ),
    "action_list": Term(
        Text("restlista", "action list"),
        Text(
            "öppna uppgifter med ansvarig, datum och beslutande forum",
            "open activities with owner, due date and deciding forum",
        ),
    ),
    "three_year_plan": Term(
        Text("treåring", "three-year plan"),
        Text("årets lista förd två år framåt", "this year's list carried two years on"),
    ),
}


REASONS: dict[str, Term] = {
    "reorganisation": Term(
        Text("omorganisation", "reorganisation"),
        Text(
            "det gamla priset följer kunder som slås ihop eller delas; ett nytt namn är ingen omorganisation",
            "the old price goes with customers that are merged or divided; a new name is no reorganisation",
        ),
    ),
    "assignment": Term(
        Text("uppdrag", "assignment"),
        Text(
            "tjänster kommer till, upphör eller blir av annat slag, gäller andra månader eller bärs av en annan kund",
            "services come, end or become of another kind, are for other months or borne by another customer",
        ),
    ),
    "fte": Term(
        Text("årsarbetare", "FTE"),
        Text("fler eller färre årsarbetare i samma tjänster", "more or fewer FTE in the same services"),
    ),
    "rate": Term(
        Text("schabloner", "rates"),
        Text("en årsarbetare kostar mer eller mindre, index inräknat", "an FTE costs more or less, index included"),
    ),
    "other_cost": Term(
        Text("andra kostnader", "other costs"),
        Text(
            "tjänsternas kostnader utöver personal, index inräknat",
            "what services cost beside their staff, index included",
        ),
    ),
    "overhead": Term(
        Text("overhead", "overhead"),
        Text("påläggen på årsarbetare, index inräknat", "what is added to every FTE, index included"),
    ),
    "carried": Term(
        TERMS["carried"].word,
        Text(
            "mer eller mindre än förut ges tillbaka eller tas igen", "more or less than before is given back or made up"
        ),
    ),
    "keys": Term(
        Text("nycklar", "keys"),
        Text("andra nycklar, vikter eller styckpriser", "other keys, weights or unit prices"),
    ),
    "own_volume": Term(
        Text("egen volym", "own volume"),
        Text("kunden själv använder mer eller mindre", "the customer itself uses more or less"),
    ),
    "others_volume": Term(
        Text("andras volym", "others' volume"),
        Text(
            "de andra använder mer eller mindre, så kundens andel blir en annan",
            "the others use more or less, so the customer's share is another",
        ),
    ),
    "transfers": Term(
        Text("mellan områden", "between areas"),
        Text("områden bär mer eller mindre av varandras kostnad", "areas bear more or less of each other's cost"),
    ),
    "distribution": Term(
        Text("fördelning", "distribution"),
        Text(
            "nycklar, volymer och det mellan områden i ett, där de inte kan skiljas åt",
            "keys, volumes and what is between areas as one, where they can't be told apart",
        ),
    ),
    "rounding": Term(
        Text("avrundning", "rounding"),
        Text(
            "det som avrundning till ören och prisenhet lämnar", "what rounding to öre and to the unit of prices leaves"
        ),
    ),
}
"""Why a price changed: each reason that ``compare`` gives, in the order in which it gives them."""


def term(name: str) -> Text:
    """Return a word as it heads a column or a row.

    >>> term("fte")
    Text(sv='Årsarbetare', en='FTE')
    """
    return as_head(TERMS[name].word)


def released(amounts_ore: Collection[int]) -> Text:
    """Return what staff cost that follows volumes does, by how much of it leaves: below zero it comes.

    >>> released([500, 0]), released([-500])
    (Text(sv='Frigörs', en='released'), Text(sv='Tillkommer', en='added'))
    """
    leaves, comes = (any(sign * ore > 0 for ore in amounts_ore) for sign in (1, -1))
    if leaves and comes:
        return Text("Frigörs eller tillkommer", "released or added")
    return Text("Tillkommer", "added") if comes else Text("Frigörs", "released")


def with_the_volume(amounts_ore: Collection[int]) -> Text:
    """Return the head of a row of staff cost that follows volumes, by how much of it leaves."""
    word = as_head(released(amounts_ore))
    return Text(f"{word.sv} med volymen", f"{word.en} with the volume")


def as_head(word: Text) -> Text:
    """Return a word with a capital letter."""
    return Text(*(of_language[:1].upper() + of_language[1:] for of_language in word))
