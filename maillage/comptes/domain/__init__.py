"""Pure rules of accounts: who speaks for a young person on a day, and codes given in person."""
