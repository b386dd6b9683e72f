"""Surveys of the network: built here, answered by invitation, read without anyone behind an answer.

Owns the questionnaires as dated versions, the invitations and the answers, which share no key, time or token. Refuses a result under the floor.
"""
