"""Every rule that a finding can name, with its level, message and remedy: one literal table.

``docs/findings.md`` is made from it. Words in braces are the values that a finding carries.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from atcost.core.words import Text

Level = Literal["error", "warning", "info"]


class Rule(NamedTuple):
    """What a rule says when it is broken."""

    level: Level
    message: Text
    remedy: Text


RULES: dict[str, Rule] = {
    # Files and their form
    "file_missing": Rule(
        "error",
        Text("Filen saknas i mappen.", "The file is missing from the folder."),
        Text("Lägg dit den; exempelmapparna visar hur den ser ut.", "Add it; the example folders show its form."),
    ),
    "unreadable_file": Rule(
        "error",
        Text("Filen kan inte läsas som text: {reason}.", "The file can't be read as text: {reason}."),
        Text(
            "Kontrollera den, och spara den på nytt som text i UTF-8.", "Check it, and save it again as text in UTF-8."
        ),
    ),
    "not_toml": Rule(
        "error",
        Text("Filen är inte giltig TOML: {reason}.", "The file is not valid TOML: {reason}."),
        Text(
            "Rätta raden; jämför med samma rad i ett exempel (citattecken, likhetstecken, hakparenteser).",
            "Correct the line; compare it with an example (quotes, equals signs, brackets).",
        ),
    ),
    "unknown_entry": Rule(
        "error",
        Text("Posten ”{name}” finns inte i formatet.", "There is no entry called “{name}”."),
        Text("Menades något av: {names}? Annars: ta bort den.", "Did you mean one of: {names}? If not, remove it."),
    ),
    "missing_entry": Rule(
        "error",
        Text("Posten ”{name}” saknas.", "The entry “{name}” is missing."),
        Text("Lägg till den.", "Add it."),
    ),
    "wrong_type": Rule(
        "error",
        Text("Här ska stå {expected}, men här står {found}.", "This should be {expected}, but is {found}."),
        Text("Skriv {expected}.", "Write {expected}."),
    ),
    "not_a_number": Rule(
        "error",
        Text("”{found}” är inget tal.", "“{found}” is not a number."),
        Text(
            "Skriv ett tal med siffror och decimaltecken, utan enhet, exponent eller mellanrum.",
            "Write a number in digits with a decimal mark, without unit, exponent or blanks.",
        ),
    ),
    "number_too_long": Rule(
        "error",
        Text("Talet har {digits} siffror; högst 30 läses.", "The number has {digits} digits; at most 30 are read."),
        Text("Kontrollera talet och avrunda det.", "Check the number and round it."),
    ),
    "thousands_mark": Rule(
        "error",
        Text("”{found}” har tusentalsavgränsare.", "“{found}” has thousands marks."),
        Text("Skriv talet utan dem: {without}.", "Write the number without them: {without}."),
    ),
    "other_decimal_mark": Rule(
        "error",
        Text(
            "”{found}” har fel decimaltecken: här är det {due}.",
            "“{found}” has another decimal mark: here it is {due}.",
        ),
        Text(
            "Skriv talet med {due} som decimaltecken och utan tusentalsavgränsare.",
            "Write the number with {due} as decimal mark and without thousands marks.",
        ),
    ),
    "two_readings": Rule(
        "error",
        Text(
            "”{found}” kan läsas på två sätt: som {whole}, eller som ett tal med decimaler.",
            "“{found}” can be read in two ways: as {whole}, or as a number with decimals.",
        ),
        Text(
            "Skriv {whole}, eller {decimal} om det är decimaler.", "Write {whole}, or {decimal} if they are decimals."
        ),
    ),
    "bad_id": Rule(
        "error",
        Text("”{found}” kan inte vara ett id.", "“{found}” can't be an id."),
        Text(
            "Använd små bokstäver a–z, siffror och understreck, med en bokstav först.",
            "Use the letters a–z in lower case, digits and underscores, a letter first.",
        ),
    ),
    "bad_month": Rule(
        "error",
        Text("”{found}” är ingen månad.", "“{found}” is not a month."),
        Text("Skriv månaden som 2021-07.", "Write the month as 2021-07."),
    ),
    "spoiled_month": Rule(
        "error",
        Text(
            "”{found}” är en månad som ett kalkylark har gjort om.",
            "“{found}” is a month that a spreadsheet has rewritten.",
        ),
        Text(
            "Ge kolumnen formatet Text i kalkylarket, skriv månaden som 2021-07 och spara på nytt.",
            "Format the column as Text in the spreadsheet, write the month as 2021-07 and save again.",
        ),
    ),
    "bad_date": Rule(
        "error",
        Text("”{found}” är inget datum.", "“{found}” is not a date."),
        Text("Skriv datumet som 2022-08-15, utan citattecken.", "Write the date as 2022-08-15, without quotes."),
    ),
    "wrong_choice": Rule(
        "error",
        Text("”{found}” är inget av valen.", "“{found}” is not one of the choices."),
        Text("Välj ett av: {names}.", "Choose one of: {names}."),
    ),
    "unknown_format": Rule(
        "error",
        Text("Format {found} känns inte igen.", "Format {found} is not known."),
        Text("Den här versionen läser format 1.", "This version reads format 1."),
    ),
    "unknown_arithmetic": Rule(
        "error",
        Text("Räknesätt {found} känns inte igen.", "Arithmetic {found} is not known."),
        Text(
            "Den här versionen räknar enligt räknesätt 1 och räknar aldrig om enligt andra regler.",
            "This version calculates by arithmetic 1 and never recalculates by other rules.",
        ),
    ),
    "empty_file": Rule(
        "error",
        Text("Filen är tom.", "The file is empty."),
        Text("Första raden ska vara rubriken: {names}.", "The first row is the heading: {names}."),
    ),
    "missing_column": Rule(
        "error",
        Text("Kolumnen ”{name}” saknas.", "The column “{name}” is missing."),
        Text("Rubriken ska vara: {names}.", "The heading is: {names}."),
    ),
    "unknown_column": Rule(
        "error",
        Text("Kolumnen ”{name}” finns inte i formatet.", "There is no column called “{name}”."),
        Text("Ta bort den, eller rätta rubriken till: {names}.", "Remove it, or correct the heading to: {names}."),
    ),
    "wrong_field_count": Rule(
        "error",
        Text("Raden har {found} fält, rubriken {due}.", "The row has {found} fields, the heading {due}."),
        Text(
            "Kontrollera avgränsare och citattecken på raden. I en kommaseparerad fil är punkt decimaltecken.",
            "Check separators and quotes in the row. In a comma-separated file the decimal mark is the point.",
        ),
    ),
    "stray_quote": Rule(
        "error",
        Text(
            'Ett citattecken (") börjar på raden men slutar inte där det ska.',
            'A quotation mark (") begins in the row but does not end where it should.',
        ),
        Text(
            'Ta bort det, eller skriv det dubbelt ("") inom citattecken om det hör till texten.',
            'Remove it, or write it twice ("") inside quotation marks if it belongs to the text.',
        ),
    ),
    "empty_field": Rule(
        "error",
        Text("Fältet är tomt.", "The field is empty."),
        Text("Fyll i det, eller ta bort raden.", "Fill it in, or remove the row."),
    ),
    # The model
    "nothing_to_price": Rule(
        "error",
        Text("Modellen har inga {what}.", "The model has no {what}."),
        Text("Lägg till minst en.", "Add at least one."),
    ),
    "shared_id": Rule(
        "error",
        Text("Id:t ”{name}” är både kund och tjänsteområde.", "The id “{name}” is both a customer and a service area."),
        Text("Ge en av dem ett annat id.", "Give one of them another id."),
    ),
    "unknown_name": Rule(
        "error",
        Text("{what} ”{name}” finns inte i modellen.", "{what} “{name}” is not in the model."),
        Text(
            "Menades något av: {names}? Rätta namnet, eller lägg till posten.",
            "Did you mean one of: {names}? Correct the name, or add it.",
        ),
    ),
    "unknown_source": Rule(
        "info",
        Text("Källan ”{name}” är inte beskriven.", "The source “{name}” is not described."),
        Text("Beskriv den under [source.{name}] om den ska bedömas.", "Describe it under [source.{name}] to judge it."),
    ),
    "negative_number": Rule(
        "error",
        Text("{value} är negativt.", "{value} is negative."),
        Text("Skriv noll eller ett positivt tal.", "Write zero or a positive number."),
    ),
    "index_too_low": Rule(
        "error",
        Text("Indexet {percent} % gör kostnaden negativ.", "The index {percent} % makes the cost negative."),
        Text("Skriv det i procent från budgetår till prisår, som 2.5.", "Write it in percent, such as 2.5."),
    ),
    "year_out_of_range": Rule(
        "error",
        Text("År {year} kan inte prissättas.", "The year {year} can't be priced."),
        Text("Skriv ett år mellan 1900 och 2199.", "Write a year from 1900 to 2199."),
    ),
    "not_a_unit": Rule(
        "error",
        Text("{value} kan inte vara avrundningsenhet.", "{value} can't be a rounding unit."),
        Text("Välj 0.01, 1, 10, 100 eller 1000.", "Choose 0.01, 1, 10, 100 or 1000."),
    ),
    "backwards": Rule(
        "error",
        Text("Slutet {to} ligger före början {from_}.", "The end {to} is before the beginning {from_}."),
        Text("Byt plats på dem eller rätta dem.", "Swap or correct them."),
    ),
    "window_backwards": Rule(
        "error",
        Text("Volymperioden slutar {to}, före sin början {from_}.", "The window ends {to}, before it begins {from_}."),
        Text("Byt plats på månaderna eller rätta dem.", "Swap or correct the months."),
    ),
    "outside_year": Rule(
        "error",
        Text("Månaden {month} ligger utanför prisåret {year}.", "The month {month} is outside the price year {year}."),
        Text(
            "Ange en månad i prisåret, eller ta bort gränsen om tjänsten gäller hela året.",
            "Name a month of the price year, or remove the limit if the service lasts all year.",
        ),
    ),
    "weights_sum": Rule(
        "error",
        Text(
            "Nycklarnas vikter i {area} summerar till {sum} %: {missing}.",
            "The weights of the keys of {area} sum to {sum} %: {missing}.",
        ),
        Text("Ändra vikterna så att de summerar till 100.", "Change the weights so that they sum to 100."),
    ),
    "weight_or_unit_price": Rule(
        "error",
        Text(
            "Nycklarna i {area} har inte alla en vikt, eller alla ett styckpris.",
            "The keys of {area} have not all a weight, or all a unit price.",
        ),
        Text(
            "Ge varje nyckel i området antingen weight (fördelning) eller unit_price (tariff).",
            "Give every key of the area either weight (distribution) or unit_price (tariff).",
        ),
    ),
    "key_twice": Rule(
        "error",
        Text("Mätetalet ”{name}” är nyckel två gånger i {area}.", "The measure “{name}” is a key of {area} twice."),
        Text("Slå ihop de två nycklarna.", "Make one key of the two."),
    ),
    "not_a_percent": Rule(
        "error",
        Text("{value} är ingen andel i procent.", "{value} is not a part in percent."),
        Text("Skriv ett tal från 0 till 100.", "Write a number from 0 to 100."),
    ),
    "criteria": Rule(
        "error",
        Text(
            "Kriteriet ”{name}” är inte bedömt på kort och lång sikt.",
            "The criterion “{name}” is not judged for the short and the long term.",
        ),
        Text(
            "Skriv två svar, kort och lång sikt, för vart och ett av: {names}.",
            "Write two answers, short and long term, for each of: {names}.",
        ),
    ),
    "per_fte_or_amount": Rule(
        "error",
        Text(
            "En overhead ska ha antingen per_fte eller amount, inte båda och inte ingen.",
            "An overhead has either per_fte or amount, not both and not none.",
        ),
        Text("Behåll en av dem.", "Keep one of them."),
    ),
    "fte_or_amount": Rule(
        "error",
        Text(
            "Raden ska ha antingen personalkategori och årsarbetare (staff och fte), eller ett belopp (amount).",
            "The row has either a staff category and FTE (staff and fte), or an amount.",
        ),
        Text("Dela upp raden på två, eller fyll i det som saknas.", "Make two rows of it, or fill in what is missing."),
    ),
    "overhead_without_fte": Rule(
        "error",
        Text(
            "Beloppet kan inte spridas: inga årsarbetare finns i de tjänster som gäller.",
            "The amount can't be spread: the services in force have no FTE.",
        ),
        Text("Ange årsarbetare i budget.csv, eller ta bort overheaden.", "Enter FTE in budget.csv, or remove it."),
    ),
    "no_hours": Rule(
        "error",
        Text(
            "{area} har tjänster per timme som kostar, men inga debiterbara timmar.",
            "{area} has services by the hour that cost, but no chargeable hours.",
        ),
        Text(
            "Ange årsarbetare för tjänsterna, och hours större än noll för personalkategorin.",
            "Enter FTE for the services, and hours above zero for the staff category.",
        ),
    ),
    "cost_of_nothing": Rule(
        "error",
        Text(
            "Tjänsten ”{name}” erbjuds inte och gjorde det inte heller förut, men har en kostnad.",
            "The service “{name}” is not offered and was not before, yet has a cost.",
        ),
        Text("Ta bort raden, eller ange vad tjänsten är.", "Remove the row, or say what the service is."),
    ),
    "budget_row_twice": Rule(
        "info",
        Text("Raden är likadan som rad {first}; båda räknas.", "The row is the same as row {first}; both count."),
        Text("Ta bort den ena om kostnaden bara finns en gång.", "Remove one if the cost is there only once."),
    ),
    "service_without_budget": Rule(
        "warning",
        Text("Tjänsten ”{name}” har ingen rad i budget.csv.", "The service “{name}” has no row in budget.csv."),
        Text("Lägg till en rad, även om den är noll.", "Add a row, even if it is zero."),
    ),
    "area_without_keys": Rule(
        "error",
        Text("{area} har kostnad att fördela men inga nycklar.", "{area} has cost to distribute but no keys."),
        Text("Lägg till en nyckel under [[area.{name}.key]].", "Add a key under [[area.{name}.key]]."),
    ),
    "not_on_list": Rule(
        "error",
        Text(
            "{customer} finns inte på listan den 1 januari {year}.",
            "{customer} is not on the list on 1 January {year}.",
        ),
        Text("Ange i stället den kund som har tagit över.", "Name the customer that has taken over."),
    ),
    "only_for_not_taken": Rule(
        "warning",
        Text(
            "{customer} bär tjänsten ensam men tar inte {area}.",
            "{customer} bears the service alone but does not take {area}.",
        ),
        Text(
            "Lägg till området i kundens takes, eller rätta only_for.",
            "Add the area to its takes, or correct only_for.",
        ),
    ),
    "successors_without_end": Rule(
        "error",
        Text("{customer} har efterföljare men inget slutdatum.", "{customer} has successors but no end date."),
        Text("Ange to, kundens sista dag.", "Enter to, the customer's last day."),
    ),
    "parts_sum": Rule(
        "error",
        Text("Efterföljarnas delar summerar till {sum}, inte 1.", "The successors' parts sum to {sum}, not 1."),
        Text('Ändra delarna; tredjedelar skrivs "1/3".', 'Change the parts; thirds are written "1/3".'),
    ),
    "successor_cycle": Rule(
        "error",
        Text("Efterföljarna går i ring: {names}.", "The successors go in a circle: {names}."),
        Text("Rätta så att kedjan slutar hos en kund som finns kvar.", "Let the chain end at a customer that remains."),
    ),
    "code_shared": Rule(
        "error",
        Text(
            "Koden ”{code}” tillhör både {first} och {second} samtidigt.",
            "The code “{code}” belongs to both {first} and {second} at the same time.",
        ),
        Text(
            "Ta bort den hos en av dem, eller skilj dem åt med from och to.",
            "Remove it from one of them, or part them by from and to.",
        ),
    ),
    "combined_of_combined": Rule(
        "error",
        Text(
            "Mätetalet kombinerar ”{name}”, som självt är kombinerat.",
            "The measure combines “{name}”, itself combined.",
        ),
        Text("Kombinera de mätetal som ”{name}” består av.", "Combine the measures that “{name}” is made of."),
    ),
    "combined_adjusted": Rule(
        "error",
        Text(
            "Det kombinerade mätetalet ”{name}” kan inte justeras.", "The combined measure “{name}” can't be adjusted."
        ),
        Text("Justera ett av de mätetal som det består av: {names}.", "Adjust one of its parts: {names}."),
    ),
    "order_unused": Rule(
        "warning",
        Text(
            "method är step_down men order är tom, så inget område skickar till ett annat.",
            "method is step_down but order is empty, so no area sends to another.",
        ),
        Text('Ange områdena i order, eller skriv method = "direct".', 'List the areas, or write method = "direct".'),
    ),
    "listed_twice": Rule(
        "error",
        Text("”{name}” står två gånger.", "“{name}” is listed twice."),
        Text("Ta bort en av dem.", "Remove one of them."),
    ),
    # Volumes
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
    "no_previous": Rule(
        "warning",
        Text("Förra årets mapp finns inte: {path}.", "There is no folder of the year before: {path}."),
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
    # The checks that always run on a price list
    "income_is_not_cost": Rule(
        "error",
        Text(
            "Intäkt {income} är inte kostnad {cost} i {area}: det skiljer {difference} kr.",
            "Income {income} is not cost {cost} in {area}: they differ by SEK {difference}.",
        ),
        Text("Det är ett fel i programmet: rapportera det med mappen.", "This is a fault of the program: report it."),
    ),
    "total_is_not_cost": Rule(
        "error",
        Text(
            "Summan av intäkter och kostnader skiljer {difference} kr.", "Income and cost differ by SEK {difference}."
        ),
        Text("Det är ett fel i programmet: rapportera det med mappen.", "This is a fault of the program: report it."),
    ),
    "changes_do_not_add_up": Rule(
        "error",
        Text(
            "Förändrade uppdrag förklarar {explained} kr av skillnaden {difference} kr.",
            "Assignment changes explain SEK {explained} of the difference {difference}.",
        ),
        Text("Det är ett fel i programmet: rapportera det med mappen.", "This is a fault of the program: report it."),
    ),
    # Sources and their counting
    "source_not_there": Rule(
        "error",
        Text("Källan {source} kan inte läsas: {reason}.", "The source {source} can't be read: {reason}."),
        Text("Kontrollera sökvägen efter --source {source}=.", "Check the path after --source {source}=."),
    ),
    "source_not_given": Rule(
        "error",
        Text("Källan {source} behövs men är inte angiven.", "The source {source} is needed but not given."),
        Text("Ange den: --source {source}=SÖKVÄG.", "Give it: --source {source}=PATH."),
    ),
    "source_without_texts": Rule(
        "error",
        Text("Källan {source} har inga mätetal i SQL.", "The source {source} has no measures in SQL."),
        Text("Lägg en fil per mätetal här: mätetalets id och .sql.", "Put a file a measure here: its id and .sql."),
    ),
    "measure_without_text": Rule(
        "warning",
        Text(
            "{measure} räknas inte: filen saknas. Dess rader i volymfilen behålls.",
            "{measure} is not counted: the file is missing. Its rows in the volumes file stay.",
        ),
        Text("Skriv filen, eller för in volymerna för hand.", "Write the file, or enter the volumes by hand."),
    ),
    "measure_elsewhere": Rule(
        "error",
        Text(
            "{measure} hör enligt modellen till källan {source}.",
            "By the model {measure} belongs to the source {source}.",
        ),
        Text(
            "Flytta filen dit, eller ändra källan i modellen.",
            "Move the file there, or change the source in the model.",
        ),
    ),
    "measure_combines": Rule(
        "error",
        Text(
            "{measure} är sammansatt av {names} och har inga egna rader.",
            "{measure} is made of {names} and has no rows of its own.",
        ),
        Text("Fråga efter ett av dem: {names}.", "Ask for one of them: {names}."),
    ),
    "customer_without_codes": Rule(
        "error",
        Text("{customer} har inga koder i källsystemen.", "{customer} has no codes in the source systems."),
        Text('Skriv dem: codes = ["…"].', 'Write them: codes = ["…"].'),
    ),
    "table_missing": Rule(
        "error",
        Text(
            "Tabellen ”{name}” finns inte bland källans filer.", "There is no table “{name}” among the source's files."
        ),
        Text(
            "Finns: {names}. En tabell heter som sin fil, med små bokstäver a–z och utan datum.",
            "There are: {names}. A table is called as its file, in small letters a–z and without date.",
        ),
    ),
    "unreadable_parquet": Rule(
        "error",
        Text("Filen kan inte läsas som Parquet: {reason}", "The file can't be read as Parquet: {reason}"),
        Text("Ta ut den på nytt.", "Extract it anew."),
    ),
    "heading_missing": Rule(
        "error",
        Text("Filen har ingen rubrikrad.", "The file has no heading."),
        Text("Första raden ska vara kolumnernas namn.", "The first row is the names of the columns."),
    ),
    "heading_twice": Rule(
        "error",
        Text(
            "Kolumnen ”{name}” finns redan (source_row är vår egen).",
            "The column “{name}” is already there (source_row is ours).",
        ),
        Text("Ge kolumnen ett eget namn.", "Give the column a name of its own."),
    ),
    "sql_not_select": Rule(
        "error",
        Text("Filen är inte en enda SELECT.", "The file is not one single SELECT."),
        Text(
            "Skriv en SELECT som ger rader; inget annat körs.",
            "Write one SELECT that yields rows; nothing else is run.",
        ),
    ),
    "sql_fails": Rule(
        "error",
        Text("Frågan kan inte köras: {reason}", "The query can't be run: {reason}"),
        Text("Rätta den efter motorns besked.", "Correct it by what the engine says."),
    ),
    "sql_column_missing": Rule(
        "error",
        Text("Frågan ger inte kolumnen.", "The query does not yield the column."),
        Text(
            "Ge kolumnerna code, date, quantity och source_row.",
            "Yield the columns code, date, quantity and source_row.",
        ),
    ),
    "sql_column_type": Rule(
        "error",
        Text("Kolumnen är {found}.", "The column is {found}."),
        Text("Gör om den med CAST till {expected}.", "Turn it by CAST into {expected}."),
    ),
    "rows_refused": Rule(
        "warning",
        Text("{rows} rader räknas inte: {reason}.", "{rows} rows are not counted: {reason}."),
        Text("Se listan över avvisade rader, med radnummer.", "See the list of refused rows, with row numbers."),
    ),
    "rows_without_thing": Rule(
        "warning",
        Text("{rows} rader säger inte vilken sak de gäller.", "{rows} rows don't say which thing they are about."),
        Text(
            "Uteslut dem med en kolumn not_… om de inte ska räknas; annars fyll i kolumnen thing.",
            "Exclude them by a column not_… if they don't count; else fill in the column thing.",
        ),
    ),
    "codes_of_nobody": Rule(
        "warning",
        Text(
            "{rows} rader har koder som ingen kund har: {codes}.",
            "{rows} rows have codes that no customer has: {codes}.",
        ),
        Text(
            "Lägg koden hos en kund (codes), eller uteslut raderna med en kolumn not_….",
            "Add the code to a customer (codes), or exclude the rows by a column not_….",
        ),
    ),
    # Samples
    "sample_without_texts": Rule(
        "error",
        Text("Året har inga texter för påhittade transaktioner.", "The year has no texts for made-up transactions."),
        Text(
            "Skriv dem som measures/KÄLLA/sample/FILNAMN.sql; exemplet Stockholm visar hur.",
            "Write them as measures/SOURCE/sample/FILENAME.sql; the Stockholm example shows how.",
        ),
    ),
    "sample_ending": Rule(
        "error",
        Text(
            "Filnamnet slutar inte på .csv.sql eller .parquet.sql.",
            "The name ends in neither .csv.sql nor .parquet.sql.",
        ),
        Text("Döp om filen efter den fil som den skriver.", "Name the file after the file that it writes."),
    ),
    "sample_quantity": Rule(
        "error",
        Text("{quantity} kan inte bli rader.", "{quantity} can't become rows."),
        Text("Ange ett heltal, noll eller större.", "Give a whole number, zero or more."),
    ),
    "customer_not_there": Rule(
        "error",
        Text("{customer} finns inte i {month}.", "{customer} does not exist in {month}."),
        Text(
            "Ändra kundens from och to, eller volymens månad.",
            "Change the customer's from and to, or the volume's month.",
        ),
    ),
}
