-- Påminnelser om leverantörsfakturor. · Reminders of supplier invoices.
SELECT Förvaltning AS code,
       Ankomstdatum AS date,
       1 AS quantity,
       source_row,
       Kravtyp <> 'Påminnelse' AS not_a_reminder,
       Orsak = 'Fel mottagare' AS not_for_the_city
FROM krav
