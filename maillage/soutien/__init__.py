"""Technical support of the mission, in its seven kinds of action.

Owns the requests of establishments, plans of action, visits with their kilometres, follow-up and recommendations. Refuses the name of a young person.
"""
