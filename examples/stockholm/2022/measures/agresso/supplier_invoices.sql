-- Leverantörsfakturor: en rad per faktura. · Supplier invoices: a row each.
SELECT Förvaltning AS code,
       Verifikationsdatum AS date,
       1 AS quantity,
       source_row,
       Fakturatyp = 'Kredit' AS not_an_invoice,
       Leverantör = 'Internt testköp' AS not_a_real_supplier
FROM leverantorsfakturor
