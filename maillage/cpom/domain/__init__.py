"""Pure rules of the CPOM: catalogue, formulas, targets, deadlines."""
