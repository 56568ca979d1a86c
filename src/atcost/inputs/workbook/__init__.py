"""A workbook that a person edited, back to what it was written from and what was changed."""
