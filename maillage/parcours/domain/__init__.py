"""Pure rules of a path: dates, overlaps, ages, the ribbon. No Django, no input or output, no clock."""
