SELECT Kund AS code, Datum AS date, CAST(Antal AS DOUBLE) AS quantity, source_row, 'K' AS not_a_credit FROM fakturor
