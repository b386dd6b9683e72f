"""Pure rules of the offer: legal set-up, opening calendar, FINESS records."""
