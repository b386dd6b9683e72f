"""Accounts, roles and rights as one declared table, scope by dispositif, sign-in. It refuses any business decision beyond « may »."""
