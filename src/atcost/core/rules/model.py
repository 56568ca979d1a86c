"""Rules: what is wrong in a model and its budget."""

from __future__ import annotations

from atcost.core.rules.rule import Rule
from atcost.core.words import Text

RULES: dict[str, Rule] = {
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
    "empty_code": Rule(
        "error",
        Text("{customer} har en tom kod.", "{customer} has an empty code."),
        Text("Ta bort den, eller skriv koden.", "Remove it, or write the code."),
    ),
    "renamed_twice": Rule(
        "error",
        Text(
            "Två har bytt namn från ”{name}”: {first} och {second}.",
            "Two are renamed from “{name}”: {first} and {second}.",
        ),
        Text(
            "Behåll renamed_from hos en. En kund som delas får to och successors i stället.",
            "Keep renamed_from for one. A customer that is split has to and successors instead.",
        ),
    ),
    "renamed_still_there": Rule(
        "error",
        Text(
            "”{name}” finns kvar, så {title} kan inte ha bytt namn från det.",
            "“{name}” is still there, so {title} can't be renamed from it.",
        ),
        Text("Ta bort renamed_from, eller det gamla namnet.", "Remove renamed_from, or the old name."),
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
}
