"""What is due for the sheets and the consents: lines for the one work list of the portal (reglementation.md, sections 2.3 and 9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from maillage.liaison.domain.changement import Nature
from maillage.liaison.domain.consentement import AccordDate, derniers_accords
from maillage.liaison.domain.echeances import a_revoir_le, derniere_signature_utile
from maillage.liaison.domain.etats import EtatFiche, etat_du_jour
from maillage.liaison.domain.horloge import but_d_envoi, jour_d_effet, premier_jour_d_envoi
from maillage.liaison.models import Consentement, FicheLiaison
from maillage.liaison.referentiels import destinataire as trouver_destinataire
from maillage.liaison.referentiels import reglages, suivi
from maillage.liaison.selectors.fiche import completes
from maillage.liaison.selectors.liste import SECTION_DU_DOSSIER, fiches_visibles, non_servis
from maillage.liaison.selectors.partage import etat_du_lien
from maillage.parcours.selectors import sections_par_jeune
from maillage.parcours.selectors.noms import noms_par_cle
from maillage.socle.acteur import Acteur
from maillage.socle.domain.calendrier import UN_JOUR
from maillage.socle.domain.echeances import Echeance
from maillage.socle.domain.texte import de_qui
from maillage.socle.domain.typographie import ecrire_jour_annee

E = EtatFiche
FICHE, ACCORD = "Fiche de liaison", "Accord de partage"
SUIVIES = (
    E.EN_ATTENTE_SIGNATURE,
    E.EN_DELAI_RETRACTATION,
    E.A_TRANSMETTRE,
    E.TRANSMISE,
    E.EN_VIGUEUR,
    E.REFUSEE,
    E.RETRACTEE,
    E.SAISINE_CDAPH,
)


def echeances(acteur: Acteur, dispositif: Any, *, le: date, jeune_id: int | None = None) -> list[Echeance]:
    """Return what is due for the sheets and the consents of a dispositif, or of one young person, the nearest first (12 queries at most)."""
    dues = [*_des_fiches(acteur, dispositif, le, jeune_id), *_des_accords(acteur, dispositif, le, jeune_id)]
    return sorted(dues, key=lambda due: (due.dernier_jour, due.acte))


def _des_fiches(acteur: Acteur, dispositif: Any, le: date, jeune_id: int | None) -> Iterator[Echeance]:
    fiches: QuerySet[FicheLiaison] = fiches_visibles(acteur, dispositif.pk).filter(etat__in=SUIVIES)
    if jeune_id is not None:
        fiches = fiches.filter(jeune_id=jeune_id)
    for fiche in completes(fiches).select_related("jeune", "saisine"):
        for acte, jour, precision in _de_la_fiche(fiche, le):
            yield Echeance(
                nature=FICHE,
                acte=acte.format(jeune=fiche.jeune, de_qui=de_qui(str(fiche.jeune))),
                dernier_jour=jour,
                url=reverse("liaison:fiche", args=[dispositif.code, fiche.identifiant]),
                jeune_id=fiche.jeune_id,
                precision=precision,
            )


def _de_la_fiche(fiche: FicheLiaison, le: date) -> Iterator[tuple[str, date, str]]:
    """Yield what is due for a sheet: the act, its last day, the rule in a few words."""
    etat = etat_du_jour(EtatFiche(fiche.etat), fiche.fin_delai, le)
    if etat is E.EN_ATTENTE_SIGNATURE:
        regles = reglages(le)
        jour = derniere_signature_utile(fiche.effet, Nature(fiche.nature), regles, fiche.motif_anticipation)
        yield "Faire signer la fiche de liaison {de_qui}", jour, f"pour un effet le {ecrire_jour_annee(fiche.effet)}"
    elif etat is E.EN_DELAI_RETRACTATION and fiche.fin_delai:
        depart = ecrire_jour_annee(premier_jour_d_envoi(fiche.fin_delai))
        yield (
            "Laisser à la famille {de_qui} le temps de changer d'avis",
            fiche.fin_delai,
            f"rien ne part avant le {depart}",
        )
    elif etat is E.A_TRANSMETTRE and fiche.fin_delai and fiche.signature:
        avant = but_d_envoi(fiche.fin_delai, reglages(fiche.signature)) - UN_JOUR
        yield "Envoyer la fiche de liaison {de_qui}", avant, f"à : {', '.join(non_servis(fiche))}"
    elif etat is E.TRANSMISE and fiche.fin_delai:
        jour = jour_d_effet(fiche.effet, fiche.fin_delai, fiche.motif_anticipation)
        yield "Mettre en vigueur la fiche de liaison {de_qui}", jour, "à sa date d'effet"
    elif etat in {E.REFUSEE, E.RETRACTEE} and fiche.date_reponse:
        jour = fiche.date_reponse + suivi().decision
        yield "Décider de la suite avec la famille {de_qui}", jour, "nouvelle proposition, CDAPH ou sans suite"
    elif etat is E.SAISINE_CDAPH and fiche.saisine.deposee_le is None:
        yield (
            "Déposer la saisine de la CDAPH pour {jeune}",
            fiche.saisine.redigee_le + suivi().decision,
            "rédigée, pas déposée",
        )
    yield from _liens_non_lus(fiche, le)


def _liens_non_lus(fiche: FicheLiaison, le: date) -> Iterator[tuple[str, date, str]]:
    for envoi in fiche.envois.all():
        lien, qui = etat_du_lien(envoi), trouver_destinataire(envoi.destinataire)
        if lien is None or qui is None or lien.ferme or lien.lectures:
            continue
        fin = timezone.localdate(lien.expire_le)
        yield f"Relancer {qui.libelle} à propos {{de_qui}}", fin, "son lien n'a pas été ouvert"


def _des_accords(acteur: Acteur, dispositif: Any, le: date, jeune_id: int | None) -> Iterator[Echeance]:
    """Consents given long ago are asked again: one line per young person and recipient."""
    if not acteur.peut("liaison", dispositif_id=dispositif.pk):
        return
    accords = Consentement.objects.filter(dispositif_id=dispositif.pk)
    if jeune_id is not None:
        accords = accords.filter(jeune_id=jeune_id)
    par_jeune: dict[int, list[AccordDate]] = {}
    for jeune, code, champ, accorde, moment in accords.order_by("le", "pk").values_list(
        "jeune_id", "destinataire", "champ", "accorde", "le"
    ):
        par_jeune.setdefault(jeune, []).append(AccordDate(code, champ, accorde, moment))
    sections = sections_par_jeune(acteur, par_jeune, dispositif.pk, le) if par_jeune else {}
    ouverts = {jeune: par_jeune[jeune] for jeune, vues in sections.items() if SECTION_DU_DOSSIER in vues}
    noms = noms_par_cle(ouverts) if ouverts else {}
    for jeune, siens in ouverts.items():
        identifiant, nom = noms[jeune]
        for code, depuis in _plus_anciens(siens, le).items():
            qui = trouver_destinataire(code)
            yield Echeance(
                nature=ACCORD,
                acte=f"Revoir avec la famille {de_qui(nom)} l'accord pour : {qui.libelle if qui else code}",
                dernier_jour=a_revoir_le(timezone.localdate(depuis), suivi().consentement_mois),
                url=reverse("liaison:consentir", args=[dispositif.code, identifiant, code]),
                jeune_id=jeune,
                precision="un accord se relit chaque année (réglage à vérifier)",
            )


def _plus_anciens(accords: list[AccordDate], le: date) -> dict[str, datetime]:
    """By recipient, the oldest agreement still in force at the end of a day."""
    anciens: dict[str, datetime] = {}
    for (code, _), accord in derniers_accords(accords, _soir(le)).items():
        if accord.accorde:
            anciens[code] = min(anciens.get(code, accord.le), accord.le)
    return anciens


def _soir(le: date) -> datetime:
    return timezone.make_aware(datetime.combine(le, datetime.max.time()))
