-- Aktiva avtal i varje månads uttag. · Active contracts in each month's extract.
SELECT Enhet AS code,
       Uttagsdatum AS date,
       1 AS quantity,
       source_row,
       Avtalsstatus <> 'Aktivt' AS not_active
FROM avtal
