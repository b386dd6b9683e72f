"""What a reading of a file opened, in words that a family understands."""

from __future__ import annotations

SANS_COMPTE = {"SYSTEME": "Commande du serveur", "PARTENAIRE": "Partenaire, par son lien personnel"}
"""Readers without an account, by the role that the journal keeps."""
LU = {
    "parcours.lire_fiche": "La page du jeune",
    "parcours.lire_equipe": "L'équipe",
    "parcours.lire_entree_sortie": "La notification, le contrat et le suivi",
    "parcours.lire_demande": "La demande d'entrée",
    "parcours.preparer_changement": "Les modalités, pour préparer un changement",
    "agenda.lire_semaine": "La semaine",
    "agenda.lire_liste": "Les événements de l'agenda",
    "agenda.lire_contacts": "Les contacts de la famille",
    "projet.lire_resume": "Le projet, en résumé",
    "projet.lire_projets": "La liste des projets",
    "projet.lire_projet": "Le projet",
    "projet.lire_texte": "Le texte du projet",
    "projet.lire_facile": "Le projet, facile à lire",
    "projet.lire_objectif": "Un objectif du projet",
    "projet.lire_projet_famille": "Le projet, dans l'espace",
    "projet.lire_ecocarte": "L'éco-carte",
    "projet.lire_ecocarte_resume": "L'éco-carte, en résumé",
    "projet.lire_transmissions": "Les transmissions",
    "projet.lire_transmission": "Une transmission",
    "projet.lire_documents": "La liste des documents",
    "projet.lire_document": "Un document",
    "projet.apercevoir_document": "L'aperçu d'un document",
    "carte_de_vie.lire_carte": "La carte de vie",
    "carte_de_vie.lire_carte_resume": "La carte de vie, en résumé",
    "liaison.lire_fiche": "Une fiche de liaison",
    "liaison.lire_fiche_par_compte": "Une fiche de liaison, dans l'espace",
    "liaison.preparer_fiche": "Le dossier, pour préparer une fiche de liaison",
    "liaison.lire_droits": "La feuille « vos droits »",
    "liaison.lire_apercu": "L'aperçu d'un envoi",
    "liaison.lire_envoi": "La copie d'un envoi",
    "liaison.lire_consentements": "Qui peut recevoir quoi",
    "liaison.rejouer_consentement": "Ce qu'un partenaire a reçu",
    "liaison.lire_domicile": "Les jours à la maison",
    "liaison.lire_par_lien": "Un envoi, par le lien personnel",
    "portail.lire_demandes_par_compte": "Ce qui est demandé, dans l'espace",
    "portail.lire_semaine_par_compte": "La semaine, dans l'espace",
    "portail.lire_equipe_par_compte": "L'équipe, dans l'espace",
    "portail.lire_lectures_par_compte": "La liste des lectures, dans l'espace",
    "portail.lire_partage_par_compte": "Ce que les partenaires reçoivent, dans l'espace",
}


def dire_lecture(acte: str, sinon: str) -> str:
    """Return what the act opened; `sinon` for an act that has no words here."""
    return LU.get(acte, sinon)
