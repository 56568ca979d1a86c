SELECT Kund AS code, Datum AS date, Antal AS quantity, source_row FROM fakturor
