"""Open in, open out: the tables of the activity contract, calendar feeds, the public checker of a folder."""
