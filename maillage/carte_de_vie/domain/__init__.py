"""Pure rules of the carte de vie: the map on a day, what two days change, who sees what, the sheet as it is drawn."""
