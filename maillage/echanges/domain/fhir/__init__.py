"""FHIR R4, profiles TDDUI 2.x: a dispositif as a transaction bundle, and back. Pure: plain values in, plain values out.

`dossier` is what travels, in the words of Maillage; `ecriture` makes the resources; `lecture` reads them; `controle` refuses faulty ones.
Source: implementation guide `https://interop.esante.gouv.fr/ig/fhir/tddui` (2.2.0 emitted, later ballots tolerated when read).
"""
