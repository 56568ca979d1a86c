SELECT Kund AS code, Datum AS date, 1 AS quantity, source_row, Text AS remark, Typ = 'K' AS not_an_invoice
FROM fakturor
