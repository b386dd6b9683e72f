"""Reads of the maps: the offer, studies kept, sectors. Public registers and aggregates only."""
