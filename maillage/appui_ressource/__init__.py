"""Appui-ressource: what a dispositif brings to whoever works with children around it, outside any notification.

Owns the requests (public form without account, one thread each), the actions of the four kinds and their evaluation. Refuses to hold the
agenda (an action planned is an événement written by `agenda.services`), the identity of young people (`parcours`), and the activity of
EMAS and PAS, which are funded and counted elsewhere. Source: ANDIME, four kinds of appui-ressource; contract of activity, table action_ar.
"""
