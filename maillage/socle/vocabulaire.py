"""Vocabulary shared by the facts and the count (activity contract, section 2.2): the codes stored everywhere, with their French labels."""

from __future__ import annotations

from django.db import models


class Modalite(models.TextChoices):
    """The three modalities of a dispositif intégré; appui-ressource is a function beside them."""

    AJ = "AJ", "Accueil de jour"
    AN = "AN", "Accueil de nuit"
    PMO = "PMO", "Prestation en milieu ordinaire"


class Creneau(models.TextChoices):
    MATIN = "MATIN", "Matin"
    APRES_MIDI = "APRES_MIDI", "Après-midi"
    NUIT = "NUIT", "Nuit"


class TypeDispositif(models.TextChoices):
    DITEP = "DITEP", "DITEP, dispositif intégré thérapeutique, éducatif et pédagogique"
    DIME = "DIME", "DIME, dispositif intégré médico-éducatif"
    DAME = "DAME", "DAME, dispositif d'accompagnement médico-éducatif"
    AUTRE = "AUTRE", "Autre dispositif intégré"


class TypePhase(models.TextChoices):
    PRE_ADMISSION = "PRE_ADMISSION", "Pré-admission"
    ACCOMPAGNEMENT = "ACCOMPAGNEMENT", "Accompagnement"
    SUIVI_POST_SORTIE = "SUIVI_POST_SORTIE", "Suivi après la sortie"
    PONCTUEL = "PONCTUEL", "Accompagnement ponctuel"


class Categorie(models.TextChoices):
    DIRECT_JEUNE = "DIRECT_JEUNE", "Avec le jeune"
    DIRECT_ENTOURAGE = "DIRECT_ENTOURAGE", "Avec l'entourage"
    INDIRECT = "INDIRECT", "Pour le jeune, sans lui"
    TRANSPORT = "TRANSPORT", "Transport"


class LieuType(models.TextChoices):
    ETABLISSEMENT = "ETABLISSEMENT", "Établissement"
    UE_EXTERNALISEE = "UE_EXTERNALISEE", "Unité d'enseignement externalisée"
    INTERNAT = "INTERNAT", "Internat"
    ACCUEIL_FAMILIAL = "ACCUEIL_FAMILIAL", "Accueil familial"
    DOMICILE = "DOMICILE", "Domicile"
    ECOLE = "ECOLE", "École, collège ou lycée"
    LOISIRS = "LOISIRS", "Lieu de loisirs"
    PARTENAIRE = "PARTENAIRE", "Chez un partenaire"
    TELEPHONE = "TELEPHONE", "Téléphone ou visioconférence"
    AUTRE = "AUTRE", "Autre lieu"


class Statut(models.TextChoices):
    PLANIFIE = "PLANIFIE", "Planifié"
    REALISE = "REALISE", "Réalisé"
    ANNULE = "ANNULE", "Annulé"


class Presence(models.TextChoices):
    PRESENT = "PRESENT", "Présent"
    ABSENT = "ABSENT", "Absent"


class MotifAbsence(models.TextChoices):
    MALADIE = "MALADIE", "Maladie"
    HOSPITALISATION = "HOSPITALISATION", "Hospitalisation"
    FAMILLE = "FAMILLE", "Raison familiale"
    RENDEZ_VOUS = "RENDEZ_VOUS", "Rendez-vous"
    VACANCES = "VACANCES", "Vacances"
    STAGE = "STAGE", "Stage"
    FUGUE = "FUGUE", "Fugue"
    EXCLUSION = "EXCLUSION", "Exclusion temporaire"
    INJUSTIFIEE = "INJUSTIFIEE", "Injustifiée"
    AUTRE = "AUTRE", "Autre motif"


class MoyenReponse(models.TextChoices):
    """How someone answered or signed: part of the proof, with who, when and the hash of the text."""

    PAPIER = "PAPIER", "Signature sur papier"
    TABLETTE = "TABLETTE", "Signature sur tablette, en présence d'un professionnel"
    COURRIER = "COURRIER", "Courrier"
    EN_LIGNE = "EN_LIGNE", "En ligne, avec un compte personnel"
    ORAL = "ORAL", "De vive voix, noté par un professionnel"


class CritereComplexite(models.TextChoices):
    """Five criteria whose content is unknown (AIRe model, not published): labels are placeholders of the establishment."""

    C1 = "C1", "Critère 1 (contenu à valider auprès de l'AIRe)"
    C2 = "C2", "Critère 2 (contenu à valider auprès de l'AIRe)"
    C3 = "C3", "Critère 3 (contenu à valider auprès de l'AIRe)"
    C4 = "C4", "Critère 4 (contenu à valider auprès de l'AIRe)"
    C5 = "C5", "Critère 5 (contenu à valider auprès de l'AIRe)"


class CodeScolarite(models.TextChoices):
    """Types of schooling of the ES-Handicap survey (DREES)."""

    NON_SCOLARISE = "01", "Non scolarisé"
    UE = "02", "Unité d'enseignement dans l'établissement"
    UEE = "03", "Unité d'enseignement externalisée"
    UEMA = "04", "UEMA, unité d'enseignement en maternelle autisme"
    ECOLE_UN_JOUR = "05", "École, 1 jour ou moins par semaine"
    ECOLE_PARTIELLE = "06", "École, de 1,5 à 3,5 jours par semaine"
    ULIS_ECOLE = "07", "ULIS école"
    ULIS_COLLEGE_LYCEE = "08", "ULIS collège ou lycée"
    SEGPA = "09", "SEGPA"
    EREA = "10", "EREA"
    ORDINAIRE_PLEIN = "11", "Classe ordinaire à temps plein"
    ORDINAIRE_PARTIEL = "12", "Classe ordinaire à temps partiel"
    AUTRE = "13", "Autre"
