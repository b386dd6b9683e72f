"""The count of one dispositif, row by row: days, nights, séances, minutes, absences, units, and the alerts of events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from dateutil.easter import easter

from bench.naif.faits import (
    JAMAIS,
    PRIORITE_PHASE,
    Evenement,
    Ligne,
    dernier_jour_de_suivi,
    fusionner_doublons,
    fusionner_references,
    jour_de,
    minute,
    phase_du_jour,
    retirer,
    union,
)

UN_JOUR = timedelta(days=1)
CLASSES = {"DIRECT_ENTOURAGE": "entourage", "INDIRECT": "indirect", "TRANSPORT": "transport"}
DIRECTES = ("DIRECT_JEUNE", "DIRECT_ENTOURAGE")


def compter_naivement(tables: dict[str, list[Ligne]], parametres: Any, periode: Any) -> dict[str, dict[str, Any]]:
    """dispositif_id → figures. `tables`: rows of text, "" for null; every column of the contract present."""
    return {
        ligne["dispositif_id"]: Compte(tables, ligne["dispositif_id"], parametres, periode).resultat()
        for ligne in tables["dispositif"]
    }


@dataclass
class Paire:
    evenement: Evenement
    jeune: str
    phase: str
    segments: list[tuple[int, int]]

    @property
    def classe(self) -> str:
        return CLASSES.get(self.evenement.categorie, "nuit" if self.evenement.modalite == "AN" else "direct")


@dataclass
class Compte:
    tables: dict[str, list[Ligne]]
    dispositif: str
    p: Any
    periode: Any
    alertes: list[tuple[str, str, str | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.phases: dict[str, list[Ligne]] = defaultdict(list)
        for ligne in self._lignes("phase"):
            dates = {nom: date.fromisoformat(ligne[nom]) if ligne[nom] else None for nom in ("debut", "fin")}
            self.phases[ligne["jeune_id"]].append({**ligne, **dates})
        self.absences: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for ligne in self.tables["absence"]:
            if ligne["dispositif_id"] in ("", self.dispositif):
                fin = minute(ligne["fin"]) if ligne["fin"] else JAMAIS
                self.absences[ligne["jeune_id"]].append((minute(ligne["debut"]), fin, ligne["motif"]))

    def _lignes(self, table: str) -> list[Ligne]:
        return [ligne for ligne in self.tables[table] if ligne["dispositif_id"] == self.dispositif]

    def _dans_periode(self, jour: date) -> bool:
        return self.periode.debut <= jour <= self.periode.fin

    def _alerter(self, code: str, evenement: Evenement, jeune: str | None = None) -> None:
        if self._dans_periode(evenement.jour):
            self.alertes.append((code, evenement.id, jeune))

    def resultat(self) -> dict[str, Any]:
        premier = str(self.periode.premier_jour_utile - timedelta(days=31))
        dernier = str(self.periode.dernier_jour_utile)
        utiles = (x for x in self._lignes("evenement") if premier <= x["debut"][:10] <= dernier)
        lignes = [x for x in utiles if minute(x["fin"]) > minute(x["debut"])]
        connus = {ligne["event_id"] for ligne in lignes}
        jeunes = [x for x in self.tables["evenement_jeune"] if x["event_id"] in connus]
        pros = [x for x in self.tables["evenement_pro"] if x["event_id"] in connus]
        fusionnes = fusionner_references(lignes, jeunes, pros, dict(self.p.lieux))
        prevus = [
            e
            for e in fusionnes
            if e.categorie == "DIRECT_JEUNE" and e.modalite in ("AJ", "AN") and e.jour <= self.periode.arrete
        ]
        planifie = self._creneaux_prevus(prevus)
        eligibles = [e for e in fusionnes if e.statut == "REALISE" and e.jour <= self.periode.arrete]
        for evenement in eligibles:
            if evenement.annule_ecarte:
                self._alerter("R5_STATUT_CONTRADICTOIRE", evenement)
        a_confirmer = self._a_confirmer(fusionnes)
        faits, absorbes = fusionner_doublons(eligibles, Fraction(self.p.chevauchement_doublon))
        for absorbe in absorbes:
            self._alerter("R5_DOUBLON_PROBABLE", absorbe)
        paires = [paire for evenement in faits for paire in self._paires(evenement)]
        return {
            **self._mesures(paires, planifie, faits),
            "a_confirmer": a_confirmer,
            "alertes": sorted(self.alertes, key=str),
        }

    def _a_confirmer(self, evenements: list[Evenement]) -> int:
        nombre = 0
        for e in evenements:
            if e.statut == "PLANIFIE" and self._dans_periode(e.jour) and e.jour <= self.periode.arrete:
                explique = e.presences and all(
                    e.presence(j) == "ABSENT" or self._heurts(j, e.debut, e.fin) for j in e.presences
                )
                if not explique:
                    nombre += 1
                    self._alerter("R4_A_CONFIRMER", e)
        return nombre

    def _heurts(self, jeune: str, debut: int, fin: int) -> list[tuple[int, int, str]]:
        return [absence for absence in self.absences[jeune] if absence[0] < fin and absence[1] > debut]

    def _paires(self, evenement: Evenement) -> Iterable[Paire]:
        for jeune in evenement.presences:
            if {"PRESENT", "ABSENT"} <= evenement.presences[jeune]:
                self._alerter("R5_PRESENCE_CONTRADICTOIRE", evenement, jeune)
            segments = self._segments(evenement, jeune)
            if segments:
                phase = self._phase(evenement, jeune)
                if phase:
                    yield Paire(evenement, jeune, phase, segments)

    def _segments(self, e: Evenement, jeune: str) -> list[tuple[int, int]]:
        presence = e.presence(jeune)
        if presence == "ABSENT":
            return []
        heurts = self._heurts(jeune, e.debut, e.fin) if e.categorie in ("DIRECT_JEUNE", "TRANSPORT") else []
        if not heurts:
            return [(e.debut, e.fin)]
        if presence == "PRESENT":
            self._alerter("R6_PRESENT_MALGRE_ABSENCE", e, jeune)
            return [(e.debut, e.fin)]
        reste = retirer(e.debut, e.fin, [(a, b) for a, b, _ in heurts])
        if reste:
            self._alerter("R6_ABSENCE_PARTIELLE", e, jeune)
        return reste

    def _phase(self, e: Evenement, jeune: str) -> str:
        phase = phase_du_jour(self.phases[jeune], e.jour)
        if phase is None:
            self._alerter("R7_SANS_PHASE", e, jeune)
            return "PONCTUEL" if self.p.sans_phase == "PONCTUEL" else ""
        if phase["type"] == "SUIVI_POST_SORTIE":
            limite = dernier_jour_de_suivi(self.phases[jeune], phase, e.jour, self.p.suivi_annees)
            if e.jour > limite:
                self._alerter("R26_HORS_FENETRE", e, jeune)
                return ""
        return str(phase["type"])

    def _creneau(self, jour: date, slot: str) -> tuple[int, int]:
        debut, fin = self.p.creneau_matin if slot == "MATIN" else self.p.creneau_apres_midi
        return minute(f"{jour}T{debut}"), minute(f"{jour}T{fin}")

    def _instant_nuit(self, jour: date) -> int:
        return minute(f"{jour + UN_JOUR}T{self.p.heure_nuit}")

    def _creneaux(self, e: Evenement, segments: list[tuple[int, int]]) -> Iterable[tuple[date, str, tuple[int, int]]]:
        """(date, slot, part inside it) of the segments of an event of day care, (date, NUIT, segment) of a night event."""
        jour = e.jour - UN_JOUR
        while jour <= e.dernier_jour:
            for debut, fin in segments:
                if e.modalite == "AJ":
                    for slot in ("MATIN", "APRES_MIDI"):
                        a, b = self._creneau(jour, slot)
                        if max(a, debut) < min(b, fin):
                            yield jour, slot, (max(a, debut), min(b, fin))
                elif debut <= self._instant_nuit(jour) < fin:
                    yield jour, "NUIT", (debut, fin)
            jour += UN_JOUR

    def _remplis(self, parts: dict[tuple[str, date, str], list[tuple[int, int]]]) -> set[tuple[str, date, str]]:
        seuil = max(self.p.minutes_min_demi_journee, 1)
        return {cle for cle, segments in parts.items() if cle[2] == "NUIT" or union(segments) >= seuil}

    def _creneaux_prevus(self, evenements: list[Evenement]) -> dict[tuple[str, date, str], list[tuple[int, int]]]:
        parts: dict[tuple[str, date, str], list[tuple[int, int]]] = defaultdict(list)
        for e in evenements:
            for jeune in e.presences:
                phase = phase_du_jour(self.phases[jeune], e.jour)
                nom = phase["type"] if phase else "PONCTUEL" if self.p.sans_phase == "PONCTUEL" else ""
                if nom in self.p.phases_journees:
                    for jour, slot, part in self._creneaux(e, [(e.debut, e.fin)]):
                        parts[jeune, jour, slot].append(part)
        return {cle: parts[cle] for cle in self._remplis(parts)}

    def _ouvert(self, modalite: str, jour: date, slot: str) -> bool:
        for ligne in self._lignes("ouverture"):
            if (ligne["modalite"], ligne["date"], ligne["slot"]) == (modalite, str(jour), slot):
                return bool(ligne["ouvert"] == "true")
        if self.p.ouverture_defaut == "FERME" or not ouvre(jour):
            return False
        return slot == "NUIT" and ouvre(jour + UN_JOUR) if modalite == "AN" else slot != "NUIT"

    def _mesures(
        self, paires: list[Paire], planifie: dict[tuple[str, date, str], list[tuple[int, int]]], faits: list[Evenement]
    ) -> dict[str, Any]:
        realises: dict[tuple[str, date, str], list[tuple[int, int]]] = defaultdict(list)
        nuits: dict[tuple[str, date], list[Paire]] = defaultdict(list)
        for paire in paires:
            if paire.evenement.categorie == "DIRECT_JEUNE" and paire.evenement.modalite in ("AJ", "AN"):
                for jour, slot, part in self._creneaux(paire.evenement, paire.segments):
                    if slot == "NUIT":
                        nuits[paire.jeune, jour].append(paire)
                    if paire.phase in self.p.phases_journees:
                        realises[paire.jeune, jour, slot].append(part)
        remplis = self._remplis(realises)
        self._alerter_modalites(paires)
        return {
            **self._journees(remplis),
            **self._absences(planifie, remplis),
            **self._seances(paires),
            **self._durees(paires, faits),
            **self._file_active(paires),
            "semaines": self._semaines(paires, nuits),
        }

    def _alerter_modalites(self, paires: list[Paire]) -> None:
        ouvertes: dict[tuple[str, str], list[Ligne]] = defaultdict(list)
        for ligne in self._lignes("modalite_periode"):
            ouvertes[ligne["jeune_id"], ligne["modalite"]].append(ligne)
        hors: set[str] = set()
        for paire in paires:
            e = paire.evenement
            if e.categorie != "DIRECT_JEUNE":
                continue
            lignes = ouvertes[paire.jeune, e.modalite]
            couverte = any(x["debut"] <= str(e.jour) <= (x["fin"] or "9999") for x in lignes)
            if paire.phase == "ACCOMPAGNEMENT" and not (e.modalite and couverte):
                self._alerter("R8_MODALITE_NON_OUVERTE" if e.modalite else "R8_MODALITE_VIDE", e, paire.jeune)
            jour = e.jour - UN_JOUR if e.modalite == "AN" and e.heure < self.p.heure_nuit else e.jour
            if e.modalite and not any(self._ouvert(e.modalite, jour, slot) for slot in ("MATIN", "APRES_MIDI", "NUIT")):
                if e.id not in hors:
                    self._alerter("R14_HORS_OUVERTURE", e)
                hors.add(e.id)

    def _journees(self, remplis: set[tuple[str, date, str]]) -> dict[str, Any]:
        demis: dict[tuple[str, date], int] = defaultdict(int)
        nuits = {(jeune, jour) for jeune, jour, slot in remplis if slot == "NUIT"}
        for jeune, jour, slot in remplis:
            if slot != "NUIT" and self._dans_periode(jour):
                demis[jeune, jour] += 1
        internat = semi = Fraction(0)
        for (jeune, jour), n in demis.items():
            if (jeune, jour) in nuits or (jeune, jour - UN_JOUR) in nuits:
                internat += 1 if self.p.unite_internat == "ENTIERE" else Fraction(n, 2)
            else:
                semi += Fraction(n, 2)
        return {
            "demi_journees": sum(demis.values()),
            "internat": internat,
            "semi_internat": semi,
            "nuitees": sum(self._dans_periode(jour) for _, jour in nuits),
        }

    def _absences(
        self, planifie: dict[tuple[str, date, str], list[tuple[int, int]]], remplis: set[Any]
    ) -> dict[str, Any]:
        lignes: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for (jeune, jour, slot), parts in planifie.items():
            heurts = {heurt for debut, fin in parts for heurt in self._heurts(jeune, debut, fin)}
            modalite = "AN" if slot == "NUIT" else "AJ"
            if (
                not heurts
                or not self._dans_periode(jour)
                or (jeune, jour, slot) in remplis
                or not self._ouvert(modalite, jour, slot)
            ):
                continue
            debut, fin, motif = min(heurts, key=lambda h: (h[0], -h[1], h[2]))
            neutralise = fin != JAMAIS and fin - debut < Fraction(self.p.tolerance_absence_h) * 60
            rang = 1 if slot == "NUIT" else 0
            lignes[motif][rang] += 1
            lignes[motif][2 + rang] += neutralise
        return {"absences": {motif: tuple(nombres) for motif, nombres in lignes.items()}}

    def _seances(self, paires: list[Paire]) -> dict[str, Any]:
        categories = DIRECTES if self.p.entourage_compte else DIRECTES[:1]
        par_evenement: dict[str, list[Paire]] = defaultdict(list)
        for paire in paires:
            e = paire.evenement
            if (
                e.categorie in categories
                and e.modalite not in self.p.modalites_hors_seance
                and self._dans_periode(e.jour)
            ):
                par_evenement[e.id].append(paire)
        actes = 0
        for groupe in par_evenement.values():
            e = groupe[0].evenement
            fois = 1 if self.p.mode_acte == "PRO" or e.categorie == "DIRECT_ENTOURAGE" else len(groupe)
            actes += fois * len(e.pros)
        return {
            "seances": sum(map(len, par_evenement.values())),
            "seances_collectives": sum(len(groupe) > 1 for groupe in par_evenement.values()),
            "actes": actes,
        }

    def _durees(self, paires: list[Paire], faits: list[Evenement]) -> dict[str, Any]:
        segments: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        comptes: dict[str, tuple[Evenement, str]] = {}
        for paire in paires:
            if self._dans_periode(paire.evenement.jour):
                segments[paire.jeune, paire.classe] += paire.segments
                comptes[paire.evenement.id] = (paire.evenement, paire.classe)
        jeunes: dict[str, int] = defaultdict(int)
        pros: dict[str, int] = defaultdict(int)
        evenements: dict[str, int] = defaultdict(int)
        for (_, classe), morceaux in segments.items():
            jeunes[classe] += union(morceaux)
        for e, classe in comptes.values():
            evenements[classe] += e.duree
            pros[classe] += e.duree * len(e.pros)
        for e in faits:
            if e.categorie == "INDIRECT" and not e.presences and self._dans_periode(e.jour):
                pros["indirect_sans_jeune"] += e.duree * len(e.pros)
        return {"minutes_jeunes": dict(jeunes), "minutes_pros": dict(pros), "minutes_evenements": dict(evenements)}

    def _file_active(self, paires: list[Paire]) -> dict[str, Any]:
        directes = [x for x in paires if x.evenement.categorie in DIRECTES and self._dans_periode(x.evenement.jour)]
        observes = {
            x["jeune_id"]
            for x in self._lignes("action_ar")
            if self.p.fa_observation
            and x["jeune_id"]
            and x["type"] == "OBSERVATION_EVALUATION"
            and self._dans_periode(jour_de(x["date"]))
            and jour_de(x["date"]) <= self.periode.arrete
        }
        return {
            "stricte": len({x.jeune for x in directes if x.phase == "ACCOMPAGNEMENT"}),
            "elargie": len({x.jeune for x in directes} | observes),
        }

    def _semaines(self, paires: list[Paire], nuits: dict[tuple[str, date], list[Paire]]) -> dict[tuple[str, str], Any]:
        if not self.p.unites_actives:
            return {}
        semaines: dict[tuple[str, str], Any] = {}
        restes: dict[tuple[str, str], int] = defaultdict(int)
        for semaine in self.periode.semaines:
            jours = {semaine.lundi + timedelta(days=n) for n in range(7)}
            par_jeune: dict[str, list[Paire]] = defaultdict(list)
            for paire in paires:
                if paire.evenement.jour in jours:
                    par_jeune[paire.jeune].append(paire)
            anchres = {cle: groupe for cle, groupe in nuits.items() if cle[1] in jours}
            for jeune in sorted({*par_jeune, *(jeune for jeune, _ in anchres)}):
                groupes = [groupe for (autre, _), groupe in anchres.items() if autre == jeune]
                compteur = (jeune, self.periode.compteur(semaine))
                ligne = self._une_semaine(par_jeune[jeune], groupes, compteur, restes)
                if ligne:
                    semaines[jeune, str(semaine)] = ligne
        return semaines

    def _une_semaine(
        self,
        paires: list[Paire],
        nuits: list[list[Paire]],
        compteur: tuple[str, str],
        restes: dict[tuple[str, str], int],
    ) -> tuple[int, int, str, tuple[str, ...]] | None:
        def segments(classe: str) -> list[tuple[int, int]]:
            return [segment for paire in paires if paire.classe == classe for segment in paire.segments]

        indirect = sum(paire.evenement.duree for paire in paires if paire.classe == "indirect")
        minutes = union(segments("direct")) + union(segments("entourage")) + len(nuits) * self.p.credit_nuit
        minutes += arrondir(Fraction(self.p.poids_indirect) * indirect)
        minutes += arrondir(Fraction(self.p.poids_transport) * union(segments("transport")))
        if not minutes:
            return None
        poids = {
            "direct": 1,
            "entourage": 1,
            "indirect": self.p.poids_indirect,
            "transport": self.p.poids_transport,
            "nuit": 0,
        }
        termes = [paire for paire in paires if poids[paire.classe] > 0]
        termes += [paire for groupe in nuits for paire in groupe] if self.p.credit_nuit else []
        faits = sorted({ligne["event_id"] for paire in termes for ligne in paire.evenement.lignes})
        phase = min((paire.phase for paire in termes), key=PRIORITE_PHASE.__getitem__)
        return minutes, self._base(minutes, compteur, restes), phase, tuple(faits)

    def _base(self, minutes: int, compteur: tuple[str, str], restes: dict[tuple[str, str], int]) -> int:
        premier = self.p.seuils[0]
        if minutes >= premier:
            return sum(seuil <= minutes for seuil in self.p.seuils)
        if self.p.moins_une_heure != "CUMULER":
            return 1 if self.p.moins_une_heure == "COMPTER_1" else 0
        restes[compteur] += minutes
        if restes[compteur] < premier:
            return 0
        restes[compteur] -= premier
        return 1


def arrondir(valeur: Fraction) -> int:
    return (valeur + Fraction(1, 2)).__floor__()


def ouvre(jour: date) -> bool:
    paques = easter(jour.year)
    mobiles = {paques + timedelta(days=n) for n in (1, 39, 50)}
    fixes = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
    return jour.weekday() < 5 and jour not in mobiles and (jour.month, jour.day) not in fixes
