"""Documents made from a frozen return: PDF (Typst, tagged) and spreadsheet."""
