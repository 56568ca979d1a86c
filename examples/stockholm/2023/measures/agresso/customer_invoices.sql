-- Kundfakturor; kreditfakturor räknas inte. · Customer invoices; credit notes do not count.
SELECT Förvaltning AS code,
       Fakturadatum AS date,
       1 AS quantity,
       source_row,
       Fakturatyp = 'Kredit' AS not_an_invoice
FROM kundfakturor
