"""The workbook: a year that calculates by itself in a spreadsheet (docs/workbook.md)."""
