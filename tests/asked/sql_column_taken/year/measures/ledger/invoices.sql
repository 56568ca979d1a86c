SELECT Kund AS code, Datum AS date, Antal AS quantity, source_row, 1 AS at_once FROM fakturor
