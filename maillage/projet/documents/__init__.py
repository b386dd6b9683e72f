"""Documents made from templates: checked and filled (gabarit), read as blocks (lecture), set as PDF (pdf), shipped (departs)."""
