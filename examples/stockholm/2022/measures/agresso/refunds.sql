-- Återbetalningar till kund. · Refunds to customers.
SELECT Förvaltning AS code,
       Utbetalningsdatum AS date,
       1 AS quantity,
       source_row,
       Status = 'Makulerad' AS not_paid
FROM aterbetalningar
