-- Vakanta lägenheter i varje månads uttag. · Vacant dwellings in each month's extract.
SELECT Enhet AS code,
       Uttagsdatum AS date,
       1 AS quantity,
       source_row,
       Avtalsstatus <> 'Vakant' AS not_vacant
FROM avtal
