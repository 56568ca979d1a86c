SELECT code AS Kund, first AS Datum, '' AS Text, 'F' AS Typ
FROM volumes, range(1, quantity + 1)
WHERE measure = 'invoices'
