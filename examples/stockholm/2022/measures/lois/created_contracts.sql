-- Nya avtal: aktiva avtal som börjar i uttagets månad. · New contracts: active ones that begin in the extract's month.
SELECT Enhet AS code,
       Startdatum AS date,
       1 AS quantity,
       source_row,
       Avtalsstatus <> 'Aktivt' AS not_active,
       substr(Startdatum, 1, 7) <> substr(Uttagsdatum, 1, 7) AS not_new
FROM avtal
