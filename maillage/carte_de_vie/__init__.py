"""The young person's own map: places with or without a location, people, journeys, feelings, dates.

Owns the map, its places and who may see each of them. Refuses to let a secret place leave the young person's view, on any page, export, address or
search, and to give a point to any aggregated map.
"""
