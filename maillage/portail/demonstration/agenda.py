"""Fifteen months of plausible weeks of one dispositif, day by day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from maillage.portail.demonstration.carnet import AGENDAS_PARTAGES, DOUBLE_SAISIE, Carnet, Rendez
from maillage.portail.demonstration.personnes import JeuneDemo
from maillage.portail.demonstration.profils import JEUDI, LUNDI, MARDI, MERCREDI, VENDREDI
from maillage.portail.demonstration.seances import Seance, placer_seances

MATINEE, APRES_MIDI = (9 * 60, 12 * 60), (13 * 60 + 30, 16 * 60 + 30)
NUIT = (18 * 60 + 30, 24 * 60 + 8 * 60)
POINT, FAMILLE = 17 * 60 + 15, 17 * 60 + 45
TOURNEE_MATIN, TOURNEE_SOIR, TOURNEE_MERCREDI = (495, 540), (990, 1035), (720, 765)
GROUPE_DU_MERCREDI = (14 * 60, 16 * 60)
PLACES_D_UN_VEHICULE, VEHICULES = 5, 4
PART_PARTAGEE, PART_DOUBLEE = 0.05, 0.006
TITRES_DE_JOUR = ("Accueil de jour", "Atelier cuisine", "Atelier bois", "Classe", "Jardin", "Sport adapté", "Arts")


class Semainier:
    """Fills the agenda of one dispositif."""

    def __init__(self, carnet: Carnet, jeunes: list[JeuneDemo]) -> None:
        self.carnet, self.offre, self.rng = carnet, carnet.offre, carnet.rng
        self.jeunes = jeunes
        self.suivis = [jeune for jeune in jeunes if jeune.phase == "ACCOMPAGNEMENT"]
        self.autres = [jeune for jeune in jeunes if jeune.phase != "ACCOMPAGNEMENT"]
        self.groupes = [[j for j in self.suivis if j.groupe == rang] for rang in range(len(self.offre.groupes))]
        self.seances = placer_seances(self.offre, self.suivis, self.rng)
        transportes = [j for j in self.suivis if j.profil.code in {"JOUR", "EXTERNALISE"}]
        self.tournees = [
            transportes[i : i + PLACES_D_UN_VEHICULE]
            for i in range(0, PLACES_D_UN_VEHICULE * VEHICULES, PLACES_D_UN_VEHICULE)
        ]
        ordinaires = [j for j in self.suivis if j.profil.code == "MILIEU_ORDINAIRE"]
        self.collectifs = [ordinaires[i : i + 6] for i in range(0, len(ordinaires), 6)][:2]

    def remplir(self) -> None:
        """Write every open day of the agendas."""
        scolaires, nuits = self.offre.calendrier.scolaires, self.offre.calendrier.nuits
        for jour in self.offre.calendrier.ouverts:
            self._accueil(jour, scolaire=jour in scolaires)
            self._tournees(jour)
            if jour in nuits:
                self._nuit(jour)
            if jour in scolaires:
                self._seances(jour)
                self._collectifs(jour)
                self._autour(jour)
                self._autres_phases(jour)

    def _accueil(self, jour: date, *, scolaire: bool) -> None:
        ordinal, rang_jour = jour.toordinal(), jour.weekday()
        externalises: list[JeuneDemo] = []
        for rang, (nom, unite) in enumerate(self.offre.groupes):
            presents = [j for j in self.groupes[rang] if rang_jour in j.profil.jours and j.suit(ordinal, "AJ")]
            educateurs = self.offre.equipe["EDUCATEUR"][2 * rang % 8 : 2 * rang % 8 + 2]
            le_matin = [j for j in presents if not (scolaire and j.profil.externalise)]
            externalises += [j for j in presents if scolaire and j.profil.externalise]
            self._groupe(jour, MATINEE, nom, unite, le_matin, educateurs)
            if rang_jour != MERCREDI:
                self._groupe(jour, APRES_MIDI, nom, unite, presents, educateurs)
        if externalises:
            self._classe(jour, externalises)

    def _groupe(
        self,
        jour: date,
        creneau: tuple[int, int],
        nom: str,
        unite: int,
        presents: list[JeuneDemo],
        educateurs: list[int],
    ) -> None:
        if presents:
            titre = f"{self.rng.choice(TITRES_DE_JOUR)}, {nom}"
            self.carnet.noter(
                Rendez(jour, *creneau, "DIRECT_JEUNE", "AJ", "ETABLISSEMENT", titre, presents, educateurs, unite)
            )

    def _classe(self, jour: date, eleves: list[JeuneDemo]) -> None:
        """The externalised class says its place, not its modality: R8 finds it."""
        self.carnet.noter(
            Rendez(
                jour,
                *MATINEE,
                "DIRECT_JEUNE",
                "",
                "UE_EXTERNALISEE",
                "Classe externalisée",
                eleves,
                self.offre.equipe["ENSEIGNANT"][:1],
                self.offre.externalisee,
                lieu=self.offre.ecoles[0],
            )
        )

    def _nuit(self, jour: date) -> None:
        ordinal, rang_jour = jour.toordinal(), jour.weekday()
        presents = [j for j in self.suivis if rang_jour in j.profil.nuits and j.suit(ordinal, "AN")]
        if presents:
            pros = [self.offre.equipe["SURVEILLANT_NUIT"][ordinal % 2], self.offre.equipe["EDUCATEUR"][ordinal % 8]]
            self.carnet.noter(
                Rendez(jour, *NUIT, "DIRECT_JEUNE", "AN", "INTERNAT", "Internat", presents, pros, self.offre.internat)
            )

    def _tournees(self, jour: date) -> None:
        ordinal = jour.toordinal()
        retour = TOURNEE_MERCREDI if jour.weekday() == MERCREDI else TOURNEE_SOIR
        for rang, passagers in enumerate(self.tournees):
            presents = [j for j in passagers if j.suit(ordinal, "AJ")]
            for creneau in (TOURNEE_MATIN, retour) if presents else ():
                pros = [self.offre.equipe["CONDUCTEUR"][rang]]
                self.carnet.noter(
                    Rendez(jour, *creneau, "TRANSPORT", "", "AUTRE", f"Tournée {rang + 1}", presents, pros)
                )

    def _seances(self, jour: date) -> None:
        ordinal = jour.toordinal()
        for seance in self.seances[jour.weekday()]:
            if seance.jeune.suit(ordinal, seance.modalite):
                self._seance(jour, seance)

    def _seance(self, jour: date, seance: Seance) -> None:
        tirage = self.rng.random() if seance.modalite == "PMO" else 1.0
        partagee = self.offre.rang % 4 == 0 and tirage < PART_PARTAGEE
        rendez = Rendez(
            jour,
            seance.debut,
            seance.debut + seance.duree,
            "DIRECT_JEUNE",
            seance.modalite,
            seance.lieu_type,
            seance.titre,
            [seance.jeune],
            [seance.pro],
            etablissement=self.offre.etablissements[-1 if seance.modalite == "PMO" else 0],
            lieu=seance.lieu,
            source=AGENDAS_PARTAGES if partagee else "",
            source_ref=f"RDV-{jour:%y%m%d}-{seance.jeune.rang}" if partagee else "",
        )
        self.carnet.noter(rendez)
        if partagee:
            self.carnet.noter(rendez)
        elif PART_PARTAGEE <= tirage < PART_PARTAGEE + PART_DOUBLEE:
            decalage = {"debut": rendez.debut + 5, "fin": rendez.fin + 5, "source": DOUBLE_SAISIE}
            self.carnet.noter(Rendez(**{**rendez.__dict__, **decalage}))

    def _collectifs(self, jour: date) -> None:
        if jour.weekday() != MERCREDI:
            return
        for rang, membres in enumerate(self.collectifs):
            presents = [j for j in membres if j.suit(jour.toordinal(), "PMO")]
            pros = self.offre.equipe["EDUCATEUR"][8 + rang : 10 + rang]
            if len(presents) > 1:
                self.carnet.noter(
                    Rendez(
                        jour,
                        *GROUPE_DU_MERCREDI,
                        "DIRECT_JEUNE",
                        "PMO",
                        "LOISIRS",
                        "Groupe habiletés sociales",
                        presents,
                        pros,
                    )
                )

    def _autour(self, jour: date) -> None:
        """Work with the family and about the young person, team meetings."""
        actifs = [j for j in self.suivis if j.debut <= jour.toordinal() <= j.fin]
        equipe = self.offre.equipe
        for jeune in self._quelques(actifs, 0.035):
            telephone = self.rng.random() < 0.3
            lieu, duree = ("TELEPHONE", 20) if telephone else ("ETABLISSEMENT", 45)
            pros = [self.rng.choice(equipe["EDUCATEUR"]), *equipe["COORDONNATEUR"]][: 1 if telephone else 2]
            self.carnet.noter(
                Rendez(
                    jour,
                    FAMILLE,
                    FAMILLE + duree,
                    "DIRECT_ENTOURAGE",
                    "",
                    lieu,
                    "Rencontre avec la famille",
                    [jeune],
                    pros,
                )
            )
        for jeune in self._quelques(actifs, 0.09):
            pros = [*equipe["COORDONNATEUR"], self.rng.choice(equipe["PSYCHOLOGUE"])]
            self.carnet.noter(
                Rendez(jour, POINT, POINT + 30, "INDIRECT", "", "ETABLISSEMENT", "Point sur le projet", [jeune], pros)
            )
        if jour.weekday() == JEUDI:
            self.carnet.noter(
                Rendez(jour, 1005, 1095, "INDIRECT", "", "ETABLISSEMENT", "Réunion d'équipe", (), equipe["EDUCATEUR"])
            )

    def _autres_phases(self, jour: date) -> None:
        """A visit before admission, a short accompaniment, news after the exit."""
        ordinal, rang_jour = jour.toordinal(), jour.weekday()
        educateur = self.offre.equipe["EDUCATEUR"][10:11]
        for jeune in self.autres:
            if jeune.debut <= ordinal and rang_jour == (LUNDI, MARDI, VENDREDI)[jeune.rang % 3]:
                visite = jeune.phase == "PRE_ADMISSION"
                modalite, lieu = ("AJ", "ETABLISSEMENT") if visite else ("PMO", "ECOLE")
                titre = "Visite de découverte" if visite else "Accompagnement ponctuel"
                self.carnet.noter(Rendez(jour, 840, 900, "DIRECT_JEUNE", modalite, lieu, titre, [jeune], educateur))
        sortis = [j for j in self.suivis if j.fin < ordinal]
        for jeune in self._quelques(sortis, 0.03):
            self.carnet.noter(
                Rendez(jour, 1020, 1050, "DIRECT_JEUNE", "PMO", "DOMICILE", "Suivi après la sortie", [jeune], educateur)
            )

    def _quelques(self, jeunes: Iterable[JeuneDemo], part: float) -> list[JeuneDemo]:
        return [jeune for jeune in jeunes if self.rng.random() < part]


def remplir_agenda(carnet: Carnet, jeunes: list[JeuneDemo]) -> None:
    """Write the agendas of the ordinary young people of a dispositif."""
    Semainier(carnet, jeunes).remplir()
