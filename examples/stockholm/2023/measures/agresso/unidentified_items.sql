-- Oidentifierade poster på konto 9894; när en post flyttas bokas den om, och det är ingen ny post.
-- Unidentified items on account 9894; when an item is moved it is posted again, and that is no new item.
SELECT Förvaltning AS code,
       Bokföringsdatum AS date,
       1 AS quantity,
       source_row,
       Posttyp = 'Omföring' AS not_a_new_item
FROM konto_9894
