"""Pure rules of the restitution: measures, choice of the returns, table, masks, knowledge of an attacker."""
