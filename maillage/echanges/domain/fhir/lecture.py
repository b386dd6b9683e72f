"""From the resources of a bundle to a dossier. What Maillage has no place for is told in words and kept aside by the caller."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from maillage.echanges.domain.fhir import noms
from maillage.echanges.domain.fhir.controle import indexer, profil_de, valeurs
from maillage.echanges.domain.fhir.dossier import (
    AbsenceEchange,
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
from maillage.echanges.domain.fhir.ecriture import Ressource

LONGUEUR_IDENTIFIANT = 64
TAILLE_TITRE = 120
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
        finess = next((_finess_du_local(r) for r in par_profil["patient"] if _finess_du_local(r)), "")
        return DossierEchange(
            finess=finess or (esms[0].finess if esms else ""),
            esms=tuple(esms),
            intervenants=tuple(
                self._intervenant(r) for r in [*par_profil["practitioner"], *par_profil["Practitioner"]]
            ),
            usagers=tuple(self._usager(r) for r in par_profil["patient"]),
            sejours=tuple(self._sejour(r) for r in par_profil["encounter-sejour"]),
            scolarites=tuple(self._scolarite(r) for r in par_profil["observation-periode-scolaire"]),
            evenements=self._evenements(par_profil["encounter-evenement"]),
            absences=tuple(filter(None, map(self._absence, par_profil["slot-presence-absence"]))),
            laisses=tuple(self.laisses),
        )

    def gardes(self) -> list[Ressource]:
        """Return the resources that Maillage does not hold: kept as they came."""
        tenus = {
            "organization",
            "practitioner",
            "patient",
            "schedule",
            "encounter-sejour",
            "encounter-evenement",
            "slot-presence-absence",
            "observation-periode-scolaire",
        }
        return [
            ressource
            for ressource in self.entrees
            if profil_de(ressource) not in tenus and ressource.get("resourceType") != "Practitioner"
        ]

    def _esms(self, ressource: Ressource) -> Esms:
        numeros = [
            str(i.get("value", "")) for i in valeurs(ressource, "identifier") if i.get("system") == noms.STRUCTURE
        ]
        return Esms(numeros[0].removeprefix("1") if numeros else "", str(ressource.get("name", "")))

    def _intervenant(self, ressource: Ressource) -> Intervenant:
        nom = (valeurs(ressource, "name") or [{}])[0]
        return Intervenant(
            identifiant=_propre(ressource) or _exterieur(ressource.get("id", "")),
            nom=str(nom.get("family", "") or nom.get("text", "")),
            prenom=" ".join(nom.get("given", [])),
            metier=_extension(ressource, "metier").get("metier", "AUTRE"),
        )

    def _usager(self, ressource: Ressource) -> Usager:
        officiel = next(nom for nom in valeurs(ressource, "name") if nom.get("use") == "official")
        naissance = ressource.get("birthDate")
        return Usager(
            identifiant=identifiant_de(ressource),
            nom=str(officiel["family"]),
            prenom=" ".join(officiel["given"]),
            naissance=dt.date.fromisoformat(naissance) if naissance and len(naissance) == 10 else None,
            sexe=noms.GENRES_LUS.get(str(ressource.get("gender", "")), ""),
        )

    def _cible(self, reference: Mapping[str, Any]) -> Ressource:
        return self.index[str(reference["reference"])]

    def _sujet(self, ressource: Ressource) -> str:
        return identifiant_de(self._cible(ressource["subject"]))

    def _sejour(self, ressource: Ressource) -> Sejour:
        phase = _extension(ressource, "phase")
        periode = ressource.get("period") or {}
        entree = periode.get("start") or _valeur_tddui(ressource, "admission-date", "valueDateTime")
        sorties = valeurs(ressource, "hospitalization.dischargeDisposition.text")
        return Sejour(
            identifiant=_propre(ressource) or _local(ressource, noms.SEJOUR),
            usager=self._sujet(ressource),
            type=phase.get("type", PHASE_PAR_DEFAUT),
            debut=_jour(entree),
            fin=_jour(periode["end"]) if periode.get("end") else None,
            motif_sortie=_valeur_tddui(ressource, "exit-mode-label", "valueString")[:80],
            destination=str(sorties[0])[:80] if sorties else "",
            creton=bool(phase.get("creton", False)),
            periodes=tuple(PeriodeSejour(**_dates(partie)) for partie in _extensions(ressource, "periode-modalite")),
            criteres=tuple(CritereSejour(**_dates(partie)) for partie in _extensions(ressource, "complexite")),
        )

    def _scolarite(self, ressource: Ressource) -> PeriodeScolaire:
        propre = _extension(ressource, "scolarite")
        periode = ressource.get("effectivePeriod") or {}
        if not propre:
            self.laisses.append(
                "période scolaire : le type d'enseignement est gardé « Autre », son code n'est pas le nôtre"
            )
        return PeriodeScolaire(
            usager=self._sujet(ressource),
            code=propre.get("code", SCOLARITE_PAR_DEFAUT),
            debut=_jour(periode.get("start") or ressource.get("effectiveDateTime", "1900-01-01")),
            fin=_jour(periode["end"]) if periode.get("end") else None,
            etablissement=propre.get("ecole", "")[:200],
            uai=propre.get("uai", ""),
        )

    def _evenements(self, ressources: list[Ressource]) -> tuple[EvenementEchange, ...]:
        """One événement for all the Encounters of a group: those that Maillage wrote say its identifier."""
        trouves: dict[str, EvenementEchange] = {}
        for ressource in ressources:
            propre = _extension(ressource, "evenement")
            identifiant = propre.get("identifiant") or _local(ressource, noms.EVENEMENT)
            inscription = Inscription(self._sujet(ressource), propre.get("presence", ""), propre.get("preavisH", ""))
            connu = trouves.get(identifiant)
            lu = connu or self._evenement(ressource, identifiant, propre)
            trouves[identifiant] = replace(lu, inscriptions=(*lu.inscriptions, inscription))
        return tuple(trouves.values())

    def _evenement(self, ressource: Ressource, identifiant: str, propre: Mapping[str, Any]) -> EvenementEchange:
        statut = noms.STATUTS_LUS.get(ressource["status"])
        if statut is None:
            self.laisses.append(f"événement {identifiant} : statut « {ressource['status']} » lu comme planifié")
        titre = _valeur_tddui(ressource, "event-label", "valueString") or _premier_texte(ressource, "type.text")
        confirme = propre.get("confirmeLe")
        return EvenementEchange(
            identifiant=identifiant,
            debut=self._moment(ressource["period"]["start"]),
            fin=self._moment(ressource["period"]["end"]),
            statut=statut or "PLANIFIE",
            categorie=propre.get("categorie", CATEGORIE_PAR_DEFAUT),
            modalite=propre.get("modalite", ""),
            lieu_type=propre.get("lieuType", ""),
            lieu=_premier_texte(ressource, "location.location.display")[:TAILLE_TITRE],
            titre="" if titre == propre.get("categorie") else titre[:TAILLE_TITRE],
            finess=propre.get("finess", ""),
            source=propre.get("source", ""),
            source_ref=propre.get("sourceRef", ""),
            confirme_le=self._moment(confirme) if confirme else None,
            intervenants=tuple(
                _propre(cible) or _exterieur(cible.get("id", ""))
                for participant in valeurs(ressource, "participant.individual")
                if (cible := self.index.get(str(participant.get("reference")), {})).get("resourceType")
                == "Practitioner"
            ),
        )

    def _absence(self, ressource: Ressource) -> AbsenceEchange | None:
        """An absence; a presence, or the absence already said by its événement, gives nothing more."""
        if noms.ABSENT not in valeurs(ressource, "serviceType.coding.code") or _extension(ressource, "evenement"):
            return None
        propre = _extension(ressource, "absence")
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
        moment = dt.datetime.fromisoformat(texte)
        return moment if moment.tzinfo else moment.replace(tzinfo=self.zone)


def identifiant_de(patient: Ressource) -> str:
    """Return the identifier of a young person: that of Maillage, else FINESS and local identifier together, unique over establishments."""
    return _propre(patient) or _local(patient, noms.LOCAL_USAGER)


def _propre(ressource: Ressource) -> str:
    siens = [i for i in valeurs(ressource, "identifier") if i.get("system") == noms.IDENTIFIANT_MAILLAGE]
    return str(siens[0].get("value", "")) if siens else ""


def _local(ressource: Ressource, systeme: str) -> str:
    siens = [str(i.get("value", "")) for i in valeurs(ressource, "identifier") if i.get("system") == systeme]
    return _exterieur(siens[0] if siens else str(ressource.get("id", "")))


def _exterieur(valeur: str) -> str:
    """An identifier of another system, in letters and digits: `3480787529/1234-EVN-5` gives `3480787529-1234-EVN-5`."""
    return valeur.replace("/", "-")[-LONGUEUR_IDENTIFIANT:]


def _finess_du_local(patient: Ressource) -> str:
    for identifiant in valeurs(patient, "identifier"):
        lu = noms.LOCAL.match(str(identifiant.get("value", "")))
        if identifiant.get("system") == noms.LOCAL_USAGER and lu:
            return lu["finess"]
    return ""


def _extensions(ressource: Ressource, nom: str) -> list[dict[str, Any]]:
    """Return the parts of each extension of Maillage of that name, by name."""
    return [
        {partie["url"]: next(v for cle, v in partie.items() if cle.startswith("value")) for partie in lue["extension"]}
        for lue in valeurs(ressource, "extension")
        if lue.get("url") == noms.MAILLAGE + nom
    ]


def _extension(ressource: Ressource, nom: str) -> dict[str, Any]:
    return next(iter(_extensions(ressource, nom)), {})


def _valeur_tddui(ressource: Ressource, nom: str, cle: str) -> str:
    return next((str(e.get(cle, "")) for e in valeurs(ressource, "extension") if e.get("url") == noms.PROFIL + nom), "")


def _premier_texte(ressource: Ressource, chemin: str) -> str:
    return next((str(texte) for texte in valeurs(ressource, chemin)), "")


def _jour(texte: str) -> dt.date:
    return dt.date.fromisoformat(texte[:10])


def _dates(partie: Mapping[str, Any]) -> dict[str, Any]:
    return {cle: _jour(valeur) if cle in ("debut", "fin") else valeur for cle, valeur in partie.items()}
