"""Rules: what is wrong or worth knowing in volumes, and in the year before."""

from __future__ import annotations

from atcost.core.rules.rule import Rule
from atcost.core.words import Text

RULES: dict[str, Rule] = {
    "unknown_measure": Rule(
        "error",
        Text(
            "Mätetalet ”{name}” finns inte i modellen (antal rader: {rows}).",
            "There is no measure “{name}” (rows: {rows}).",
        ),
        Text(
            "Menades något av: {names}? Rätta namnet, eller lägg till mätetalet.",
            "Did you mean one of: {names}? Correct the name, or add it.",
        ),
    ),
    "unknown_customer": Rule(
        "error",
        Text(
            "Kunden ”{name}” finns inte i modellen (antal rader: {rows}).",
            "There is no customer “{name}” (rows: {rows}).",
        ),
        Text(
            "Menades något av: {names}? Rätta namnet, eller lägg till kunden.",
            "Did you mean one of: {names}? Correct the name, or add it.",
        ),
    ),
    "volume_twice": Rule(
        "error",
        Text(
            "{measure}, {customer}, {month} står redan på rad {first}.",
            "{measure}, {customer}, {month} already stands in row {first}.",
        ),
        Text("Ta bort den ena raden, eller lägg ihop dem.", "Remove one of the rows, or add them up."),
    ),
    "negative_quantity": Rule(
        "error",
        Text("Volymen är negativ: {quantity}.", "The quantity is negative: {quantity}."),
        Text(
            "Skriv månadens antal; en känd minskning skrivs som [[adjustment]] i model.toml.",
            "Write the month's count; a known decrease is an [[adjustment]] in model.toml.",
        ),
    ),
    "combined_has_rows": Rule(
        "error",
        Text(
            "Mätetalet ”{name}” är kombinerat och har inga egna rader, men {rows} finns.",
            "The measure “{name}” is combined and has no rows of its own, yet there are {rows}.",
        ),
        Text("Ta bort raderna; det räknas fram ur: {names}.", "Remove the rows; it is made of: {names}."),
    ),
    "outside_window": Rule(
        "info",
        Text(
            "Av raderna för {measure} ligger {rows} utanför perioden {window} och räknas inte.",
            "Of the rows of {measure}, {rows} outside {window} don't count.",
        ),
        Text("Inget behöver göras om perioden är den avsedda.", "Nothing to do if the window is the one meant."),
    ),
    "tariff_window": Rule(
        "warning",
        Text(
            "{area} tar betalt per enhet: på {window} ({months} månader) är intäkten så många månaders, men kostnaden hela "
            "årets.",
            "{area} charges by the unit: on {window} ({months} months) its income is of so many months, but its cost of "
            "the whole year.",
        ),
        Text("Ange en period på {due} månader.", "Give a window of {due} months."),
    ),
    "no_volumes": Rule(
        "error",
        Text("Inga volymer än: filen har bara sin rubrik.", "No volumes yet: the file has nothing but its heading."),
        Text(
            "Räkna dem med atcost count, eller fyll i en rad för varje mätetal, kund och månad i {window}.",
            "Count them by atcost count, or fill in a row for every measure, customer and month in {window}.",
        ),
    ),
    "month_missing": Rule(
        "warning",
        Text("{measure} saknar rader helt för: {months}.", "{measure} has no rows at all for: {months}."),
        Text(
            "Kontrollera uttaget; en månad utan volym skrivs som en rad med 0.",
            "Check the extract; a month without volume is written as a row with 0.",
        ),
    ),
    "flow_months_missing": Rule(
        "info",
        Text("{measure} saknar rader för: {customers}.", "{measure} has no rows for: {customers}."),
        Text(
            "De räknas som noll. Kontrollera att uttaget är helt, om det inte är väntat.",
            "They count as zero. Check that the extract is whole, unless this is expected.",
        ),
    ),
    "stock_months_missing": Rule(
        "warning",
        Text(
            "Beståndet {measure} saknar rader för: {customers}. Det räknas som noll de månaderna.",
            "The stock {measure} has no rows for: {customers}. It counts as zero in those months.",
        ),
        Text(
            "Kontrollera uttaget; ett bestånd som verkligen är noll skrivs som en rad med 0.",
            "Check the extract; a stock that really is zero is written as a row with 0.",
        ),
    ),
    "customers_without_rows": Rule(
        "info",
        Text(
            "Utan rader för {measure}, räknas som noll: {customers}.",
            "Without rows of {measure}, counted as zero: {customers}.",
        ),
        Text("Kontrollera att de inte har fallit bort ur uttaget.", "Check that the extract has not lost them."),
    ),
    "left_out": Rule(
        "info",
        Text(
            "{percent} % av {customer} når ingen på listan den 1 januari {year} och räknas inte (antal rader: {rows}).",
            "{percent} % of {customer} reaches nobody on the list on 1 January {year} and does not count (rows: {rows}).",
        ),
        Text(
            "Ange successors som finns den dagen, om någon har tagit över.",
            "Name successors that exist on that day, if somebody has taken over.",
        ),
    ),
    "not_taken": Rule(
        "info",
        Text(
            "{customer} har volymer för {measure} men tar inte {area}; de räknas inte där.",
            "{customer} has volumes of {measure} but does not take {area}; they don't count there.",
        ),
        Text("Lägg till området i kundens takes om den ska betala.", "Add the area to its takes if it is to pay."),
    ),
    "area_use_left_out": Rule(
        "info",
        Text(
            "{user} använder {area} ({measure}), men får inget av dess kostnad med metoden {method}.",
            "{user} uses {area} ({measure}), but the method {method} gives it none of its cost.",
        ),
        Text(
            "Välj en annan method eller order om det ska räknas.", "Choose another method or order if it is to count."
        ),
    ),
    "own_use": Rule(
        "info",
        Text("{area} använder sig självt ({measure}); det räknas inte.", "{area} uses itself ({measure}); left out."),
        Text("Inget behöver göras.", "Nothing to do."),
    ),
    "below_zero": Rule(
        "error",
        Text(
            "{measure} för {customer} blir {used} efter justeringen {adjustment} av {raw}.",
            "{measure} of {customer} becomes {used} after the adjustment {adjustment} of {raw}.",
        ),
        Text("Minska justeringen till högst volymen.", "Let the adjustment be no more than the volume."),
    ),
    "key_without_volume": Rule(
        "error",
        Text(
            "Nyckeln {measure} i {area} har ingen volym alls, så ingen kan bära dess del.",
            "The key {measure} of {area} has no volume at all, so nobody can bear its part.",
        ),
        Text("Lägg till volymer, eller ta bort nyckeln.", "Add volumes, or remove the key."),
    ),
    "key_without_receiver": Rule(
        "warning",
        Text(
            "Nyckeln {measure} i {area} har ingen mottagare; dess vikt går till områdets andra nycklar.",
            "The key {measure} of {area} has no receiver; its weight goes to the area's other keys.",
        ),
        Text("Kontrollera takes och method.", "Check takes and method."),
    ),
    "area_without_receiver": Rule(
        "error",
        Text(
            "Ingen nyckel i {area} har någon mottagare, så dess kostnad når ingen.",
            "No key of {area} has a receiver, so its cost reaches nobody.",
        ),
        Text("Kontrollera takes, method och volymer.", "Check takes, method and volumes."),
    ),
    "closed_group": Rule(
        "error",
        Text(
            "Områdena skickar bara till varandra och når ingen kund: {names}.",
            "The areas send only to each other and reach no customer: {names}.",
        ),
        Text("Ge minst ett av dem en nyckel med kunders volym.", "Give one of them a key with customers' volume."),
    ),
    "denominators_too_large": Rule(
        "error",
        Text(
            "Talen i {what} har så olika nämnare att deras summa inte går att skriva.",
            "The numbers of {what} have denominators so different that their sum can't be written.",
        ),
        Text("Skriv dem som decimaltal, t.ex. 0,25.", "Write them as decimals, such as 0.25."),
    ),
    "no_previous": Rule(
        "warning",
        Text(
            "Förra årets mapp eller förseglade prislista finns inte: {path}.",
            "There is no folder or sealed list of the year before: {path}.",
        ),
        Text("Rätta previous, eller ange --previous.", "Correct previous, or give --previous."),
    ),
    "previous_has_errors": Rule(
        "warning",
        Text(
            "Förra året ({path}) har fel och kan inte jämföras med (antal: {errors}).",
            "The year before ({path}) has errors and can't be compared with (number: {errors}).",
        ),
        Text("Kör atcost check på den mappen.", "Run atcost check on that folder."),
    ),
    "previous_seal_fails": Rule(
        "warning",
        Text(
            "Förra årets förseglade prislista ({path}) stämmer inte och jämförs inte med (antal fel: {errors}).",
            "The sealed list of the year before ({path}) does not verify and is not compared with (errors: {errors}).",
        ),
        Text("Kör atcost verify på den, och hämta originalet.", "Run atcost verify on it, and get the original."),
    ),
    "previous_is_itself": Rule(
        "warning",
        Text("Förra året ({path}) är samma mapp som i år.", "The year before ({path}) is this year's own folder."),
        Text("Ange förra årets mapp.", "Name the folder of the year before."),
    ),
    "previous_other_currency": Rule(
        "warning",
        Text(
            "Förra året ({path}) är i {before} och kan inte jämföras med {now}.",
            "The year before ({path}) is in {before} and can't be compared with {now}.",
        ),
        Text("Räkna om förra årets mapp till {now}.", "Convert the folder of the year before to {now}."),
    ),
    "change_not_declared": Rule(
        "warning",
        Text(
            "{area}: vad dessa tjänster var året före stämmer inte med det året: {services}. Förändringen räknas då inte "
            "som förändrat uppdrag.",
            "{area}: what these services were the year before is not what that year has: {services}. The change then does "
            "not count as an assignment change.",
        ),
        Text(
            "Skriv before = vad tjänsten var (”none” om den är ny); en som har upphört står kvar med kind = ”none”.",
            "Write before = what the service was (“none” if it is new); one that has ended stays, with kind = “none”.",
        ),
    ),
    "previous_other_year": Rule(
        "warning",
        Text(
            "Det som jämförs med ({path}) är {before}, inte året före {now}.",
            "What is compared with ({path}) is {before}, not the year before {now}.",
        ),
        Text("Ange rätt mapp, om det inte är meningen.", "Name the right folder, unless it is meant."),
    ),
}
