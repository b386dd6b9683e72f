"""Pages of the fiche de liaison."""
