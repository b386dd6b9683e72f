"""Figures of this room for the bilan: contacts, directory, letters."""

from __future__ import annotations

import datetime as dt

from maillage.reseau.models import LettreReseau, OffreExperience, QuestionExperience
from maillage.reseau.selectors.journal import contacts_du_reseau
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.domain.bilan import ChiffreBilan
from maillage.structures.selectors import dispositifs_visibles

TOUS = ActeurSysteme("bilan du réseau")


def chiffres(*, debut: dt.date, fin: dt.date) -> list[ChiffreBilan]:
    """Return the figures of a period; contacts of every room are counted once by day, nature and dispositif."""
    return [*_contacts(debut, fin), *_annuaire(debut, fin)]


def _contacts(debut: dt.date, fin: dt.date) -> list[ChiffreBilan]:
    lus = contacts_du_reseau(debut=debut, fin=fin)
    connus = set(dispositifs_visibles(TOUS).order_by().values_list("pk", flat=True))
    en_lien = {contact.dispositif_id for contact in lus} & connus
    journal = "reseau:journal"
    return [
        ChiffreBilan(
            "reseau.contacts",
            "Contacts entre la mission et les dispositifs",
            len(lus),
            "contacts",
            "Rencontres, formations, demandes de soutien et contacts notés au journal, un par dispositif, par jour et par objet.",
            journal,
        ),
        ChiffreBilan(
            "reseau.dispositifs_en_lien",
            "Dispositifs en lien",
            len(en_lien),
            "dispositifs",
            "Dispositifs qui ont eu au moins un contact pendant la période.",
            journal,
        ),
        ChiffreBilan(
            "reseau.dispositifs_sans_contact",
            "Dispositifs sans contact",
            len(connus - en_lien),
            "dispositifs",
            "Dispositifs connus aujourd'hui qui n'ont eu aucun contact pendant la période.",
            journal,
        ),
    ]


def _annuaire(debut: dt.date, fin: dt.date) -> list[ChiffreBilan]:
    offres = OffreExperience.objects.filter(consentie_le__lte=fin, jusqu_au__gte=fin)
    ouvertes = offres.filter(retiree_le__isnull=True) | offres.filter(retiree_le__date__gt=fin)
    questions = QuestionExperience.objects.filter(posee_le__date__range=(debut, fin))
    annuaire = "reseau:annuaire"
    return [
        ChiffreBilan(
            "reseau.offres",
            "Expériences partagées dans l'annuaire",
            ouvertes.count(),
            "expériences",
            "Offres de l'annuaire dont l'accord tient encore le dernier jour de la période.",
            annuaire,
        ),
        ChiffreBilan(
            "reseau.questions",
            "Questions posées",
            questions.count(),
            "questions",
            "Questions posées par l'annuaire pendant la période.",
            annuaire,
        ),
        ChiffreBilan(
            "reseau.reponses",
            "Questions répondues",
            questions.filter(repondue_le__isnull=False).count(),
            "questions",
            "Parmi les questions posées pendant la période, celles qui ont une réponse aujourd'hui.",
            annuaire,
        ),
        ChiffreBilan(
            "reseau.lettres",
            "Lettres envoyées au réseau",
            LettreReseau.objects.filter(envoyee_le__date__range=(debut, fin)).count(),
            "lettres",
            "Lettres de la mission envoyées pendant la période, quel que soit leur nombre de destinataires.",
            "reseau:lettres",
        ),
    ]
