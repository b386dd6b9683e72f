"""Acts on a sheet: what they write, refuse and journal, until the path and back."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from maillage.comptes.acteur import ActeurUtilisateur, HabilitationActive
from maillage.liaison import services
from maillage.liaison.domain.changement import Accompagnement, Situation
from maillage.liaison.domain.erreurs import ErreurLiaison
from maillage.liaison.domain.etats import EtatFiche
from maillage.liaison.domain.extrait import empreinte
from maillage.liaison.models import Consentement, Envoi, FicheLiaison, SaisineCDAPH
from maillage.liaison.referentiels import destinataire
from maillage.liaison.selectors import rejouer
from maillage.parcours.models import PeriodeModalite, Scolarite
from maillage.socle.models import NatureTrace, Trace
from maillage.socle.selectors import version_des_faits
from tests.liaison.conftest import CONTENU, ECOLE, EFFET, LUNDI, MERE, Scene, moment, proposition

pytestmark = pytest.mark.django_db
FIN_DU_DELAI = date(2025, 3, 19)
"""Signed on Monday 3 March 2025, support only."""
ENVOI = FIN_DU_DELAI + timedelta(days=1)


def periodes(scene: Scene) -> list[tuple[str, date, date | None]]:
    return list(PeriodeModalite.objects.order_by("modalite", "debut").values_list("modalite", "debut", "fin"))


AVANT = [("AJ", date(2023, 9, 1), None)]


def test_preparer_garde_les_periodes_et_compare(scene: Scene) -> None:
    fiche = scene.preparer()
    assert (fiche.etat, fiche.nature) == ("BROUILLON", "ACCOMPAGNEMENT")
    assert fiche.contenu["accompagnement_actuel"] == "Accueil de jour, dans l'établissement"
    assert "1 nuit par semaine" in fiche.contenu["accompagnement_propose"]
    assert fiche.contenu["pps_modifie"] == "non"
    assert periodes(scene) == AVANT
    assert Trace.objects.filter(acte="liaison.preparer_fiche", jeune_id=scene.jeune.pk).count() == 1


def test_rien_ne_change_ou_trop_peu_est_refuse(scene: Scene) -> None:
    with pytest.raises(ErreurLiaison, match="Rien ne change"):
        scene.preparer(apres=Situation((Accompagnement("AJ"),)))
    essai = {"effet": EFFET, "fin_prevue": EFFET + timedelta(days=20)}
    with pytest.raises(ErreurLiaison, match="pas substantiel") as refus:
        scene.preparer(**essai)
    assert refus.value.champ == "motif_substantiel"
    assert scene.preparer(**essai, motif_substantiel="Demandé par la famille").motif_substantiel


def test_deux_fiches_en_cours_pour_un_jeune_sont_refusees(scene: Scene) -> None:
    scene.preparer()
    with pytest.raises(ErreurLiaison, match="déjà en cours"):
        scene.preparer()


def test_un_effet_avant_la_fin_du_delai_demande_une_raison(scene: Scene) -> None:
    with pytest.raises(ErreurLiaison) as refus:
        scene.preparer(effet=date(2025, 3, 10))
    assert refus.value.champ == "motif_anticipation"


def test_les_signataires_suivent_l_age(scene: Scene) -> None:
    with pytest.raises(ErreurLiaison, match="mineur"):
        scene.preparer(signataires=(("Noé Fictifort", "JEUNE_MAJEUR"),))
    with pytest.raises(ErreurLiaison, match="qui doit signer"):
        scene.preparer(signataires=(("Noé Fictifort", "JEUNE_MINEUR"),))


def test_proposer_demande_les_champs_necessaires_puis_fige_le_texte(scene: Scene) -> None:
    fiche = scene.preparer(contenu={**CONTENU, "evaluation": " "})
    fiche = services.commencer_evaluation(scene.acteur, fiche=fiche, maintenant=moment(LUNDI))
    with pytest.raises(ErreurLiaison, match="Évaluation des besoins"):
        services.proposer_fiche(scene.acteur, fiche=fiche, maintenant=moment(LUNDI))
    services.modifier_fiche(scene.acteur, fiche=fiche, dispositif=scene.dispositif, proposition=proposition())
    fiche = services.proposer_fiche(scene.acteur, fiche=fiche, maintenant=moment(LUNDI))
    assert (fiche.etat, fiche.emission, len(fiche.empreinte)) == ("EN_ATTENTE_SIGNATURE", LUNDI, 64)
    with pytest.raises(ErreurLiaison, match="ne se modifie plus"):
        services.modifier_fiche(scene.acteur, fiche=fiche, dispositif=scene.dispositif, proposition=proposition())


def test_un_texte_emis_ne_change_ni_par_le_modele_ni_par_la_base(scene: Scene) -> None:
    fiche = scene.signer()
    fiche.contenu = {**fiche.contenu, "evaluation": "autre"}
    with pytest.raises(TypeError, match="ne se modifie pas"):
        fiche.save()
    with pytest.raises(TypeError, match="ne s'efface pas"):
        fiche.delete()
    for champ, valeur in (("contenu", "{}"), ("effet", "2025-01-01"), ("empreinte", "x")):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE liaison_ficheliaison SET {champ} = %s", [valeur])
    with pytest.raises(IntegrityError), transaction.atomic():
        fiche.signataires.update(reponse="DESACCORD")


def test_le_delai_court_de_la_derniere_signature_requise(scene: Scene) -> None:
    fiche = scene.proposer(signataires=(MERE, ("Père inventé", "PARENT"), ("Noé", "JEUNE_MINEUR")))
    scene.repondre(fiche, 0, LUNDI)
    fiche.refresh_from_db()
    assert (fiche.etat, fiche.signature) == ("EN_ATTENTE_SIGNATURE", None)
    scene.repondre(fiche, 1, date(2025, 3, 28))
    fiche.refresh_from_db()
    assert (fiche.etat, fiche.signature, fiche.fin_delai) == (
        "EN_DELAI_RETRACTATION",
        date(2025, 3, 28),
        date(2025, 4, 14),
    )
    assert set(fiche.signataires.filter(requis=True).values_list("empreinte", flat=True)) == {fiche.empreinte}


def test_qui_n_est_pas_requis_ou_a_deja_repondu_est_refuse_et_inscrit(scene: Scene) -> None:
    fiche = scene.proposer(signataires=(MERE, ("Noé", "JEUNE_MINEUR"), ("Père inventé", "PARENT")))
    with pytest.raises(ErreurLiaison, match="n'est pas de celles"):
        scene.repondre(fiche, 1, LUNDI)
    scene.repondre(fiche, 0, LUNDI)
    with pytest.raises(ErreurLiaison, match="déjà répondu"):
        scene.repondre(fiche, 0, LUNDI, "DESACCORD")
    with pytest.raises(ErreurLiaison, match="vient avant"):
        scene.repondre(fiche, 2, LUNDI - timedelta(days=1))
    assert Trace.objects.filter(acte="liaison.recueillir_reponse", nature=NatureTrace.REFUS).count() == 3


def test_un_desaccord_refuse_la_fiche_et_la_cdaph_peut_etre_saisie(scene: Scene) -> None:
    fiche = scene.proposer()
    scene.repondre(fiche, 0, LUNDI)
    scene.repondre(fiche, 1, LUNDI, "DESACCORD")
    fiche.refresh_from_db()
    assert (fiche.etat, fiche.reponse, fiche.signature) == ("REFUSEE", "REFUSEE", None)
    saisine = services.saisir_cdaph(scene.acteur, fiche=fiche, demandeur="FAMILLE", maintenant=moment(LUNDI))
    fiche.refresh_from_db()
    assert fiche.retour_cdaph
    assert "n'a pas été acceptée le lundi 3 mars 2025" in saisine.texte
    with pytest.raises(ErreurLiaison):
        services.deposer_saisine(scene.acteur, saisine=saisine, le=date(2025, 3, 2), maintenant=moment(LUNDI))
    services.deposer_saisine(scene.acteur, saisine=saisine, le=LUNDI, maintenant=moment(LUNDI))
    assert SaisineCDAPH.objects.get().deposee_le == LUNDI


def test_rien_ne_part_sans_signature_ni_avant_la_fin_du_delai(scene: Scene) -> None:
    fiche = scene.proposer()
    with pytest.raises(ErreurLiaison, match="sans la signature"):
        scene.envoyer(fiche, "MDPH", LUNDI)
    for rang in (0, 1):
        scene.repondre(fiche, rang, LUNDI)
    with pytest.raises(ErreurLiaison, match="à partir du jeudi 20 mars 2025"):
        scene.envoyer(fiche, "MDPH", FIN_DU_DELAI)
    refus = Trace.objects.filter(acte="liaison.transmettre", nature=NatureTrace.REFUS)
    assert refus.count() == 2
    assert Envoi.objects.count() == 0
    assert scene.envoyer(fiche, "MDPH", ENVOI).destinataire == "MDPH"


def test_chaque_destinataire_recoit_son_extrait_et_pas_un_de_plus(scene: Scene) -> None:
    fiche = scene.transmettre()
    assert fiche.etat == "TRANSMISE"
    recus = {envoi.destinataire: json.loads(bytes(envoi.extrait)) for envoi in fiche.envois.all()}
    assert set(recus) == {"MDPH", "CAF_MSA", "DEPARTEMENT"}
    assert recus["MDPH"]["champs"]["evaluation"] == CONTENU["evaluation"]
    assert len(recus["MDPH"]["accords"]) == 2
    assert set(recus["DEPARTEMENT"]["champs"]) == {
        "numero",
        "dispositif",
        "nom",
        "prenom",
        "naissance",
        "accompagnement_propose",
        "date_effet",
        "nuits_par_semaine",
    }
    assert all(envoi.empreinte == empreinte(bytes(envoi.extrait)) for envoi in fiche.envois.all())


def test_un_destinataire_non_appele_ou_deja_servi_est_refuse(scene: Scene) -> None:
    fiche = scene.signer()
    with pytest.raises(ErreurLiaison, match="n'appelle pas"):
        scene.envoyer(fiche, "ECOLE", ENVOI)
    with pytest.raises(ErreurLiaison, match="canal"):
        scene.envoyer(fiche, "MDPH", ENVOI, canal="REMISE")
    scene.envoyer(fiche, "MDPH", ENVOI)
    with pytest.raises(ErreurLiaison, match="déjà reçu"):
        scene.envoyer(fiche, "MDPH", ENVOI)


def test_se_retracter_le_dernier_soir_puis_plus_jamais(scene: Scene) -> None:
    fiche = scene.signer()
    envoi = {"fiche": fiche, "par": "Mère inventée", "moyen": "ORAL"}
    with pytest.raises(ErreurLiaison, match="Le délai s'est terminé"):
        services.retracter(scene.acteur, **envoi, le=ENVOI, maintenant=moment(ENVOI))
    soir = moment(FIN_DU_DELAI, 23, 59)
    fiche = services.retracter(scene.acteur, **envoi, le=FIN_DU_DELAI, maintenant=soir)
    assert (fiche.etat, fiche.reponse, fiche.date_reponse) == ("RETRACTEE", "RETRACTEE", FIN_DU_DELAI)
    with pytest.raises(ErreurLiaison):
        scene.envoyer(fiche, "MDPH", ENVOI)


def test_une_retractation_faite_a_temps_se_note_apres_si_rien_n_est_parti(scene: Scene) -> None:
    fiche = scene.signer()
    quand = {"le": FIN_DU_DELAI, "maintenant": moment(ENVOI)}
    fiche = services.retracter(scene.acteur, fiche=fiche, par="Mère inventée", moyen="COURRIER", **quand)
    assert fiche.etat == "RETRACTEE"


def test_se_retracter_apres_un_envoi_est_trop_tard(scene: Scene) -> None:
    fiche = scene.signer()
    scene.envoyer(fiche, "MDPH", ENVOI)
    quand = {"le": FIN_DU_DELAI, "maintenant": moment(ENVOI)}
    with pytest.raises(ErreurLiaison, match="a déjà reçu"):
        services.retracter(scene.acteur, fiche=fiche, par="Mère inventée", moyen="COURRIER", **quand)


def test_mettre_en_vigueur_ouvre_et_ferme_les_periodes(scene: Scene) -> None:
    version = version_des_faits(scene.dispositif.pk)
    fiche = services.mettre_en_vigueur(scene.acteur, fiche=scene.transmettre(), maintenant=moment(ENVOI))
    assert fiche.etat == "EN_VIGUEUR"
    veille = EFFET - timedelta(days=1)
    assert periodes(scene) == [("AJ", date(2023, 9, 1), veille), ("AN", EFFET, None), ("PMO", EFFET, None)]
    assert version_des_faits(scene.dispositif.pk) > version


def test_une_nouvelle_fiche_remplace_l_ancienne(scene: Scene) -> None:
    premiere = services.mettre_en_vigueur(scene.acteur, fiche=scene.transmettre(), maintenant=moment(ENVOI))
    seconde = scene.transmettre(effet=date(2025, 9, 1), apres=Situation((Accompagnement("PMO"),)))
    services.mettre_en_vigueur(scene.acteur, fiche=seconde, maintenant=moment(date(2025, 9, 1)))
    premiere.refresh_from_db()
    assert premiere.etat == "REMPLACEE"
    assert services.clore_fiche(scene.acteur, fiche=seconde, maintenant=moment(EFFET)).etat == "CLOSE"


URGENCE = {"effet": date(2025, 3, 10), "motif_anticipation": "Retour d'hospitalisation"}


@pytest.mark.parametrize("le", [date(2025, 3, 7), date(2025, 3, 10)])
def test_une_retractation_avant_l_effet_rend_exactement_les_periodes(scene: Scene, le: date) -> None:
    fiche = services.appliquer_au_parcours(scene.acteur, fiche=scene.signer(**URGENCE), maintenant=moment(LUNDI))
    assert len(periodes(scene)) == 3
    services.retracter(scene.acteur, fiche=fiche, par="Père", moyen="ORAL", le=le, maintenant=moment(le))
    assert periodes(scene) == AVANT


def test_une_retractation_apres_l_effet_rend_la_modalite_et_garde_les_jours_vecus(scene: Scene) -> None:
    fiche = services.appliquer_au_parcours(scene.acteur, fiche=scene.signer(**URGENCE), maintenant=moment(LUNDI))
    le = date(2025, 3, 14)
    services.retracter(scene.acteur, fiche=fiche, par="Père", moyen="ORAL", le=le, maintenant=moment(le))
    assert periodes(scene) == [
        ("AJ", date(2023, 9, 1), date(2025, 3, 9)),
        ("AJ", date(2025, 3, 14), None),
        ("AN", date(2025, 3, 10), date(2025, 3, 13)),
        ("PMO", date(2025, 3, 10), date(2025, 3, 13)),
    ]


def test_sans_raison_ecrite_rien_ne_s_applique_pendant_le_delai(scene: Scene) -> None:
    with pytest.raises(ErreurLiaison, match="pas de raison"):
        services.appliquer_au_parcours(scene.acteur, fiche=scene.signer(), maintenant=moment(LUNDI))


def test_un_changement_d_ecole_court_trente_jours_et_va_a_l_ecole(scene: Scene) -> None:
    fiche = scene.signer(apres=ECOLE)
    assert (fiche.nature, fiche.fin_delai) == ("SCOLARISATION", date(2025, 4, 3))
    for code in ("MDPH", "DSDEN", "ERSEH", "ECOLE"):
        scene.envoyer(fiche, code, date(2025, 4, 4))
    fiche.refresh_from_db()
    services.mettre_en_vigueur(scene.acteur, fiche=fiche, maintenant=moment(date(2025, 4, 4)))
    assert list(Scolarite.objects.order_by("debut").values_list("code", "debut")) == [
        ("08", date(2023, 9, 1)),
        ("12", EFFET),
    ]


def test_une_scolarite_anticipee_puis_retiree_revient(scene: Scene) -> None:
    fiche = scene.signer(**{**URGENCE, "apres": ECOLE})
    services.appliquer_au_parcours(scene.acteur, fiche=fiche, maintenant=moment(LUNDI))
    services.retracter(scene.acteur, fiche=fiche, par="Père", moyen="ORAL", le=LUNDI, maintenant=moment(LUNDI))
    assert list(Scolarite.objects.values_list("code", "fin")) == [("08", None)]


def test_les_observations_partent_avec_la_fiche_entiere(scene: Scene) -> None:
    fiche = scene.signer()
    dit = {"auteur": "Mère inventée", "texte": "Attention aux trajets", "le": LUNDI}
    services.observer(scene.acteur, fiche=fiche, **dit, maintenant=moment(LUNDI))
    envoi = scene.envoyer(fiche, "MDPH", ENVOI)
    assert "Attention aux trajets" in json.loads(bytes(envoi.extrait))["champs"]["observations"]
    assert "observations" not in json.loads(bytes(scene.envoyer(fiche, "CAF_MSA", ENVOI).extrait))["champs"]


def test_retirer_un_accord_omet_la_donnee_et_garde_l_ancien_envoi(scene: Scene) -> None:
    qui = {"jeune": scene.jeune, "dispositif_id": scene.dispositif.pk, "destinataire": "ECOLE", "par": "Mère inventée"}
    quoi = {"champs": ["souhaits_jeune", "representants"]}
    services.donner_consentement(scene.acteur, **qui, **quoi, maintenant=moment(LUNDI))
    services.donner_consentement(scene.acteur, **qui, **quoi, maintenant=moment(LUNDI, 11))
    assert Consentement.objects.count() == 2
    avant = scene.envoyer(scene.signer(apres=ECOLE), "ECOLE", date(2025, 4, 4))
    services.retirer_consentement(scene.acteur, **qui, champs=["souhaits_jeune"], maintenant=moment(date(2025, 4, 5)))
    ecole = destinataire("ECOLE")
    assert ecole is not None
    rejeux = [
        rejouer(scene.jeune.pk, scene.dispositif.pk, ecole, au=moment(jour))
        for jour in (date(2025, 4, 4), date(2025, 4, 6))
    ]
    vus = [{visible.libelle for visible in rejeu.visibles} for rejeu in rejeux]
    assert "Ce que souhaite le jeune" in vus[0] - vus[1]
    assert [recu.envoi.empreinte for recu in rejeux[1].recus] == [avant.empreinte]
    assert rejeux[1].recus[0].intact
    assert ("Ce que souhaite le jeune", "Rester dans sa classe") in rejeux[1].recus[0].champs


def test_un_accord_n_ouvre_pas_une_donnee_qui_ne_part_jamais(scene: Scene) -> None:
    with pytest.raises(ErreurLiaison, match="ne dépend pas d'un accord"):
        services.donner_consentement(
            scene.acteur,
            jeune=scene.jeune,
            dispositif_id=scene.dispositif.pk,
            destinataire="ECOLE",
            champs=["evaluation"],
            par="Mère inventée",
            maintenant=moment(LUNDI),
        )


def test_reproposer_apres_un_refus(scene: Scene) -> None:
    fiche = scene.proposer()
    scene.repondre(fiche, 0, LUNDI, "DESACCORD")
    suite = services.reproposer_fiche(
        scene.acteur,
        fiche=fiche,
        dispositif=scene.dispositif,
        proposition=proposition(apres=Situation((Accompagnement("PMO"),))),
        maintenant=moment(LUNDI),
    )
    fiche.refresh_from_db()
    assert (fiche.etat, suite.suite_de) == (EtatFiche.NOUVELLE_PROPOSITION, fiche)


def test_annuler_avant_la_signature_seulement(scene: Scene) -> None:
    fiche = services.annuler_fiche(scene.acteur, fiche=scene.proposer(), maintenant=moment(LUNDI))
    assert fiche.etat == "ANNULEE"
    with pytest.raises(ErreurLiaison):
        services.annuler_fiche(scene.acteur, fiche=scene.signer(), maintenant=moment(LUNDI))


def test_qui_n_a_pas_le_droit_n_ecrit_rien(scene: Scene) -> None:
    pro = ActeurUtilisateur(
        1, "Pro", habilitations=(HabilitationActive("PROFESSIONNEL", frozenset({scene.dispositif.pk})),)
    )
    with pytest.raises(PermissionDenied):
        services.preparer_fiche(
            pro, dispositif=scene.dispositif, jeune=scene.jeune, proposition=proposition(), maintenant=moment(LUNDI)
        )
    assert not FicheLiaison.objects.exists()
