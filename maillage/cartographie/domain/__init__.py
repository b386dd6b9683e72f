"""Pure rules of the territory computations: numbers are exact integers of millionths or fractions."""
