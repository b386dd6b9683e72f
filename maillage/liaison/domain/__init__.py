"""Pure rules of the fiche de liaison: states, clock, recipients, extracts, consent. No Django, no input or output, no clock."""
