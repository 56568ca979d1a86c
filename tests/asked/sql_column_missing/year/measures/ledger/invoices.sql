SELECT Kund AS code, Datum AS date, Antal AS quantity FROM fakturor
