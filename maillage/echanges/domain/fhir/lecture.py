"""From the resources of a bundle to a dossier. What Maillage has no place for is told in words and kept aside by the caller."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from maillage.echanges.domain.fhir import noms
from maillage.echanges.domain.fhir.briques import Ressource
from maillage.echanges.domain.fhir.contacts import lire_contact
from maillage.echanges.domain.fhir.controle import indexer, profil_de, valeurs
from maillage.echanges.domain.fhir.dossier import (
    AbsenceEchange,
    ContactEchange,
    CritereSejour,
    DossierEchange,
    Esms,
    EvenementEchange,
    Inscription,
    Intervenant,
    PeriodeScolaire,
    PeriodeSejour,
    Sejour,
    Usager,
)
from maillage.echanges.domain.fhir.lecture_projet import lire_projet
from maillage.echanges.domain.fhir.valeurs import (
    extension_de,
    extensions_de,
    exterieur,
    finess_du_local,
    identifiant_de,
    identifiant_exterieur,
    identifiant_maillage,
    lire_dates,
    lire_jour,
    lire_moment,
    premier_texte,
    valeur_tddui,
)

TAILLE_TITRE, TAILLE_NOM = 120, 80
PHASE_PAR_DEFAUT, CATEGORIE_PAR_DEFAUT, SCOLARITE_PAR_DEFAUT = "ACCOMPAGNEMENT", "DIRECT_JEUNE", "13"
MOTIFS_LUS = {noms.HOSPITALISATION: "HOSPITALISATION", noms.RAISONS_PERSONNELLES: "AUTRE"}


class Lecteur:
    """Reads the resources of one bundle; `zone` is the zone of days written without one."""

    def __init__(self, lot: Mapping[str, Any], zone: dt.tzinfo) -> None:
        self.entrees = [entree["resource"] for entree in lot["entry"]]
        self.index = indexer(list(lot["entry"]))
        self.zone = zone
        self.laisses: list[str] = []

    def lire(self) -> DossierEchange:
        """Return the dossier; the bundle has passed the control before."""
        par_profil: dict[str, list[Ressource]] = defaultdict(list)
        for ressource in self.entrees:
            par_profil[profil_de(ressource) or ressource.get("resourceType", "")].append(ressource)
        esms = [self._esms(r) for r in par_profil["organization"]]
        finess = next((finess_du_local(r) for r in par_profil["patient"] if finess_du_local(r)), "")
        return DossierEchange(
            finess=finess or (esms[0].finess if esms else ""),
            esms=tuple(esms),
            intervenants=tuple(
                self._intervenant(r) for r in [*par_profil["practitioner"], *par_profil["Practitioner"]]
            ),
            usagers=tuple(self._usager(r) for r in [*par_profil["patient"], *par_profil["patient-ins"]]),
            sejours=tuple(self._sejour(r) for r in par_profil["encounter-sejour"]),
            scolarites=tuple(self._scolarite(r) for r in par_profil["observation-periode-scolaire"]),
            evenements=self._evenements(par_profil["encounter-evenement"]),
            absences=tuple(filter(None, map(self._absence, par_profil["slot-presence-absence"]))),
            projets=tuple(
                lire_projet(plan, self._sujet(plan), par_profil, self.index)
                for plan in par_profil["careplan-projet-personnalise"]
            ),
            contacts=tuple(filter(None, map(self._contact, par_profil["related-person-contact"]))),
            laisses=tuple(self.laisses),
        )

    def gardes(self) -> list[Ressource]:
        """Return the resources that Maillage does not hold: kept as they came."""
        tenus = {
            "organization",
            "practitioner",
            "patient",
            "patient-ins",
            "schedule",
            "encounter-sejour",
            "encounter-evenement",
            "slot-presence-absence",
            "observation-periode-scolaire",
            "careplan-projet-personnalise",
            "consent-accord",
            "goal-objectif",
            "service-request-besoin",
            "task-action",
        }
        return [
            ressource
            for ressource in self.entrees
            if profil_de(ressource) not in tenus
            and ressource.get("resourceType") != "Practitioner"
            and not extension_de(ressource, "contact")
        ]

    def _contact(self, ressource: Ressource) -> ContactEchange | None:
        return lire_contact(ressource, identifiant_de(self._cible(ressource["patient"])), self.laisses)

    def _esms(self, ressource: Ressource) -> Esms:
        numeros = [
            str(i.get("value", "")) for i in valeurs(ressource, "identifier") if i.get("system") == noms.STRUCTURE
        ]
        return Esms(numeros[0].removeprefix("1") if numeros else "", str(ressource.get("name", "")))

    def _intervenant(self, ressource: Ressource) -> Intervenant:
        nom = (valeurs(ressource, "name") or [{}])[0]
        return Intervenant(
            identifiant=identifiant_maillage(ressource) or exterieur(ressource.get("id", "")),
            nom=str(nom.get("family", "") or nom.get("text", ""))[:TAILLE_NOM],
            prenom=" ".join(nom.get("given", []))[:TAILLE_NOM],
            metier=extension_de(ressource, "metier").get("metier", "AUTRE"),
        )

    def _usager(self, ressource: Ressource) -> Usager:
        officiel = next(nom for nom in valeurs(ressource, "name") if nom.get("use") == "official")
        naissance = ressource.get("birthDate")
        return Usager(
            identifiant=identifiant_de(ressource),
            nom=str(officiel["family"]),
            prenom=" ".join(officiel["given"])[:TAILLE_NOM],
            naissance=dt.date.fromisoformat(naissance) if naissance and len(naissance) == 10 else None,
            sexe=noms.GENRES_LUS.get(str(ressource.get("gender", "")), ""),
        )

    def _cible(self, reference: Mapping[str, Any]) -> Ressource:
        return self.index[str(reference["reference"])]

    def _sujet(self, ressource: Ressource) -> str:
        return identifiant_de(self._cible(ressource["subject"]))

    def _sejour(self, ressource: Ressource) -> Sejour:
        phase = extension_de(ressource, "phase")
        periode = ressource.get("period") or {}
        entree = periode.get("start") or valeur_tddui(ressource, "admission-date", "valueDateTime")
        sorties = valeurs(ressource, "hospitalization.dischargeDisposition.text")
        return Sejour(
            identifiant=identifiant_maillage(ressource) or identifiant_exterieur(ressource, noms.SEJOUR),
            usager=self._sujet(ressource),
            type=phase.get("type", PHASE_PAR_DEFAUT),
            debut=lire_jour(entree),
            fin=lire_jour(periode["end"]) if periode.get("end") else None,
            motif_sortie=valeur_tddui(ressource, "exit-mode-label", "valueString")[:80],
            destination=str(sorties[0])[:80] if sorties else "",
            creton=bool(phase.get("creton", False)),
            periodes=tuple(
                PeriodeSejour(**lire_dates(partie)) for partie in extensions_de(ressource, "periode-modalite")
            ),
            criteres=tuple(CritereSejour(**lire_dates(partie)) for partie in extensions_de(ressource, "complexite")),
        )

    def _scolarite(self, ressource: Ressource) -> PeriodeScolaire:
        propre = extension_de(ressource, "scolarite")
        periode = ressource.get("effectivePeriod") or {}
        if not propre:
            self.laisses.append(
                "période scolaire : le type d'enseignement est gardé « Autre », son code n'est pas le nôtre"
            )
        return PeriodeScolaire(
            usager=self._sujet(ressource),
            code=propre.get("code", SCOLARITE_PAR_DEFAUT),
            debut=lire_jour(periode.get("start") or ressource.get("effectiveDateTime", "1900-01-01")),
            fin=lire_jour(periode["end"]) if periode.get("end") else None,
            etablissement=propre.get("ecole", "")[:200],
            uai=propre.get("uai", ""),
        )

    def _evenements(self, ressources: list[Ressource]) -> tuple[EvenementEchange, ...]:
        """One événement for all the Encounters of a group: those that Maillage wrote say its identifier."""
        trouves: dict[str, EvenementEchange] = {}
        for ressource in ressources:
            propre = extension_de(ressource, "evenement")
            identifiant = propre.get("identifiant") or identifiant_exterieur(ressource, noms.EVENEMENT)
            inscription = Inscription(self._sujet(ressource), propre.get("presence", ""), propre.get("preavisH", ""))
            connu = trouves.get(identifiant)
            lu = connu or self._evenement(ressource, identifiant, propre)
            trouves[identifiant] = replace(lu, inscriptions=(*lu.inscriptions, inscription))
        return tuple(trouves.values())

    def _evenement(self, ressource: Ressource, identifiant: str, propre: Mapping[str, Any]) -> EvenementEchange:
        statut = noms.STATUTS_LUS.get(ressource["status"])
        if statut is None:
            self.laisses.append(f"événement {identifiant} : statut « {ressource['status']} » lu comme planifié")
        titre = valeur_tddui(ressource, "event-label", "valueString") or premier_texte(ressource, "type.text")
        confirme = propre.get("confirmeLe")
        return EvenementEchange(
            identifiant=identifiant,
            debut=self._moment(ressource["period"]["start"]),
            fin=self._moment(ressource["period"]["end"]),
            statut=statut or "PLANIFIE",
            categorie=propre.get("categorie", CATEGORIE_PAR_DEFAUT),
            modalite=propre.get("modalite", ""),
            lieu_type=propre.get("lieuType", ""),
            lieu=premier_texte(ressource, "location.location.display")[:TAILLE_TITRE],
            titre="" if titre == propre.get("categorie") else titre[:TAILLE_TITRE],
            finess=propre.get("finess", ""),
            source=propre.get("source", ""),
            source_ref=propre.get("sourceRef", ""),
            confirme_le=self._moment(confirme) if confirme else None,
            intervenants=tuple(
                identifiant_maillage(cible) or exterieur(cible.get("id", ""))
                for participant in valeurs(ressource, "participant.individual")
                if (cible := self.index.get(str(participant.get("reference")), {})).get("resourceType")
                == "Practitioner"
            ),
        )

    def _absence(self, ressource: Ressource) -> AbsenceEchange | None:
        """An absence; a presence, or the absence already said by its événement, gives nothing more."""
        if noms.ABSENT not in valeurs(ressource, "serviceType.coding.code") or extension_de(ressource, "evenement"):
            return None
        propre = extension_de(ressource, "absence")
        code = (valeurs(ressource, "appointmentType.coding.code") or [noms.RAISONS_PERSONNELLES])[0]
        agenda = self._cible(ressource["schedule"])
        prevenu = propre.get("prevenuLe")
        return AbsenceEchange(
            usager=identifiant_de(self._cible(agenda["actor"][0])),
            debut=self._moment(ressource["start"]),
            motif=propre.get("motif") or MOTIFS_LUS[str(code)],
            fin=None if propre.get("finInconnue") else self._moment(ressource["end"]),
            prevenu_le=self._moment(prevenu) if prevenu else None,
        )

    def _moment(self, texte: str) -> dt.datetime:
        return lire_moment(texte, self.zone)
