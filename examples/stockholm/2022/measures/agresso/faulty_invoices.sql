-- Fakturor som fick rättas för hand: avvikelsen står på raden. · Invoices corrected by hand: the row says why.
SELECT Förvaltning AS code,
       Verifikationsdatum AS date,
       1 AS quantity,
       source_row,
       Fakturatyp = 'Kredit' AS not_an_invoice,
       Leverantör = 'Internt testköp' AS not_a_real_supplier,
       Avvikelse IS NULL AS not_faulty
FROM leverantorsfakturor
