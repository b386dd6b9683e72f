"""Life of the network in the demonstration: experiences offered and looked at, a diary with someone forgotten, letters, pages, two bilans."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.apps import apps
from django.utils import timezone

from maillage.portail.demonstration.comptes import DOMAINE, courriel
from maillage.portail.demonstration.noms import nom_de_famille, prenom_de_professionnel
from maillage.portail.demonstration.personnes import identifiant
from maillage.portail.demonstration.reglages import Reglages
from maillage.reseau import referentiels
from maillage.reseau.domain.gabarit import garder_les_lignes_connues
from maillage.reseau.selectors.bilans import lire_bilan
from maillage.reseau.selectors.chiffres import relever
from maillage.reseau.services.bilans import reprendre_chiffres
from maillage.socle.acteur import Acteur
from maillage.socle.domain.calendrier import dernier_jour_ouvre

MISSION = "Démonstration mission d'appui"
OUBLIE = 3
"""One dispositif in so many has not been in touch for more than a year (never the first: it has its page)."""
EXPERIENCES = (
    (
        "Ouvrir une classe externalisée au collège",
        "Nous avons commencé par les récréations et la cantine ; les horaires ont suivi. Le principal est venu trois fois avant de dire oui.",
        ("EDUCATION_NATIONALE", "PARCOURS"),
        "Cheffe de service",
    ),
    (
        "Écrire le projet avec la famille, sans réunion à dix",
        "Deux personnes au plus, chez la famille si elle le veut, et le compte rendu le jour même.",
        ("FAMILLE", "PARTICIPATION"),
        "Éducateur",
    ),
    (
        "Partager les véhicules entre trois sites",
        "Un tableau commun, une règle simple, et le droit de dire non une fois par mois.",
        ("TERRITOIRE", "COLLABORATION"),
        "Directrice",
    ),
    (
        "Répondre à une école en dix jours",
        "Une personne reçoit tout, appelle le lendemain, et propose une observation avant toute réunion.",
        ("APPUI_RESSOURCE", "EDUCATION_NATIONALE"),
        "Psychologue",
    ),
    (
        "Passer tous les agendas dans un seul outil",
        "Six mois à deux outils ont été la vraie difficulté : mieux vaut une date, et y aller ensemble.",
        ("MESURE", "NUMERIQUE"),
        "Coordinateur",
    ),
    (
        "Préparer la sortie avec la protection de l'enfance",
        "Un point fixe par trimestre avec le service, quels que soient les jeunes du moment.",
        ("PROTECTION_ENFANCE", "COOPERATION"),
        "Assistante sociale",
    ),
)
CONTACTS = (
    ("TELEPHONE", "Préparation du retour du trimestre"),
    ("VISITE", "Visite du site et rencontre de l'équipe"),
    ("COURRIEL", "Envoi des supports du comité opérationnel"),
    ("VISIO", "Question sur le décompte des absences"),
    ("TELEPHONE", "Point avant la journée départementale"),
)
LETTRES = (
    (
        "Le programme du comité opérationnel",
        "Bonjour {{ nom }},\n\nLe programme du prochain comité opérationnel est en ligne.\n\nLa mission d'appui",
        24,
    ),
    (
        "Vos besoins de formation",
        "Bonjour {{ nom }},\n\nDites-nous avant la fin du mois ce que l'équipe de {{ lieu }} aimerait travailler.\n\nLa mission d'appui",
        0,
    ),
)
PAGES = {
    "accueil": "La mission accompagne les dispositifs intégrés de la région : rencontres, formations, appui technique, ressources.\n\n"
    "Ce site réunit ce que chacun peut lire, sans compte.",
    "contact": "La mission répond du lundi au jeudi, de 9 h à 17 h.\n\nÉcrivez à mission@exemple.test : une personne vous répond sous trois jours.",
}


def _table(nom: str) -> Any:
    return apps.get_model(nom)._default_manager


def semer_reseau(reglages: Reglages) -> int:
    """Write the life of the network, after every other room: its bilans count them; return the number of rows."""
    semis = SemisReseau(reglages, Random(f"{reglages.graine}-reseau"))  # noqa: S311 (a reproducible demonstration, not a secret)
    semis.annuaire()
    semis.journal()
    semis.lettres()
    semis.site()
    semis.bilans()
    return semis.lignes


def compter_les_retours(acteur: Acteur) -> None:
    """Take the figures of the bilan being written again, once the returns are made; one that someone has touched is theirs."""
    brouillons = _table("reseau.BilanReseau").filter(etat="BROUILLON", version=1, modifie_par=MISSION)
    for cle in brouillons.values_list("identifiant", flat=True):
        reprendre_chiffres(acteur, cle)


@dataclass
class SemisReseau:
    """What is being written, and how many rows so far."""

    reglages: Reglages
    rng: Random
    lignes: int = 0
    dispositifs: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dispositifs = list(_table("structures.Dispositif").order_by("pk"))
        self.jour = self.reglages.aujourd_hui

    def annuaire(self) -> None:
        """One experience by theme family; whoever signs in as the management has one, looked at twice, and a question answered."""
        compte = _table("comptes.Utilisateur").filter(email=courriel("DIRECTION")).first()
        offres = []
        for rang, (titre, recit, themes, fonction) in enumerate(EXPERIENCES):
            dispositif = self.dispositifs[rang % len(self.dispositifs)]
            auteur = compte if rang == 0 and compte else self._personne(rang)
            offres.append(self._offre(rang, auteur, dispositif, (titre, recit, themes, fonction)))
        if compte:
            self._regards(offres[0])
            self._questions(offres, compte)

    def _personne(self, rang: int) -> Any:
        """Someone of another team, whose account waits for its invitation."""
        nom = f"{prenom_de_professionnel(self.rng)} {nom_de_famille(self.rng)}"
        adresse = f"reseau-{rang}@{DOMAINE}"
        utilisateur, neuf = _table("comptes.Utilisateur").get_or_create(
            email=adresse, defaults={"nom": nom, "password": "!", "cree_le": self._moment(-400)}
        )
        self.lignes += int(neuf)
        return utilisateur

    def _offre(self, rang: int, auteur: Any, dispositif: Any, mots: tuple[str, str, tuple[str, ...], str]) -> Any:
        titre, recit, themes, fonction = mots
        preference = ("COURRIEL", "MAILLAGE", "TELEPHONE")[rang % 3]
        return self._creer(
            "reseau.OffreExperience",
            identifiant=f"N{identifiant(self.rng)[1:]}",
            utilisateur=auteur,
            dispositif=dispositif,
            nom=auteur.nom,
            fonction=fonction,
            titre=titre,
            recit=recit,
            themes=list(themes),
            preference=preference,
            courriel=f"experience-{rang}@exemple.test" if preference == "COURRIEL" else "",
            telephone="05 00 00 00 00" if preference == "TELEPHONE" else "",
            consentie_le=self.jour - timedelta(days=30 + 15 * rang),
            jusqu_au=self.jour + timedelta(days=200 + 10 * rang),
        )

    def _regards(self, offre: Any) -> None:
        for jours, qui in ((-21, "Démonstration coordonnateur"), (-6, MISSION)):
            self._creer(
                "reseau.ConsultationCoordonnees",
                offre=offre,
                utilisateur_id=0,
                par=qui,
                depuis="Mission d'appui" if qui == MISSION else self.dispositifs[-1].nom,
                le=self._moment(jours),
            )

    def _questions(self, offres: list[Any], compte: Any) -> None:
        """Asked by the management to two others: one answered, one waiting."""
        reponses = (
            "Nous sommes partis d'un seul élève et d'une seule matière. Le reste est venu en deux trimestres.",
            "",
        )
        for rang, (offre, reponse) in enumerate(zip(offres[1:4:2], reponses, strict=False)):
            self._creer(
                "reseau.QuestionExperience",
                identifiant=f"N{identifiant(self.rng)[1:]}",
                offre=offre,
                auteur=compte,
                auteur_nom=compte.nom,
                auteur_lieu=self.dispositifs[0].nom,
                texte="Par quoi avez-vous commencé, et qu'est-ce que vous ne referiez pas ?",
                posee_le=self._moment(-40 + 30 * rang),
                reponse=reponse,
                repondue_le=self._moment(-35) if reponse else None,
                empreinte_lien="" if reponse else f"{self.rng.getrandbits(256):064x}",
                lien_expire_le=None if reponse else self._moment(50),
            )

    def journal(self) -> None:
        """A contact every two months or so; one dispositif in three, and the last, is forgotten there for more than a year."""
        notes = []
        for rang, dispositif in enumerate(self.dispositifs):
            oublie = rang % OUBLIE == 1 or rang == len(self.dispositifs) - 1
            jour = self.jour - timedelta(days=400 if oublie else 12 + 9 * (rang % 5))
            while jour > self.jour - timedelta(days=760):
                nature, objet = self.rng.choice(CONTACTS)
                notes.append(self._note(dispositif, dernier_jour_ouvre(jour), nature, objet))
                jour -= timedelta(days=self.rng.randint(40, 95))
        _table("reseau.ContactMission").bulk_create(notes)
        self.lignes += len(notes)

    def _note(self, dispositif: Any, jour: date, nature: str, objet: str) -> Any:
        return apps.get_model("reseau.ContactMission")(
            dispositif=dispositif,
            date=jour,
            nature=nature,
            objet=objet,
            note_par=MISSION,
            note_le=_midi(jour),
        )

    def lettres(self) -> None:
        """One that left and one still being written."""
        for objet, texte, jours in LETTRES:
            lettre = self._creer(
                "reseau.LettreReseau",
                identifiant=f"N{identifiant(self.rng)[1:]}",
                objet=objet,
                texte=texte,
                audience="DISPOSITIFS",
                criteres={"roles": ["DIRECTION", "COORDONNATEUR"], "departements": []},
                modifiee_par=MISSION,
                modifiee_le=self._moment(-jours or -2),
            )
            if jours:
                lettre.etat, lettre.envoyee_le, lettre.envoyee_par = "ENVOYEE", self._moment(-jours), MISSION
                lettre.lot_cle = f"reseau:lettre:{lettre.identifiant}"
                lettre.save()
                self._lot(lettre)

    def _lot(self, lettre: Any) -> None:
        lot = self._creer(
            "socle.LotCourriels",
            cle=lettre.lot_cle,
            libelle=lettre.objet,
            nature="INFORMATION",
            cree_le=lettre.envoyee_le,
            par=MISSION,
        )
        for role in ("DIRECTION", "COORDONNATEUR"):
            self._creer(
                "socle.Courriel",
                cle=f"{lettre.lot_cle}:{courriel(role)}",
                nature="INFORMATION",
                gabarit="reseau/lettre",
                destinataire=courriel(role),
                objet=lettre.objet,
                texte="Bonjour,\n\nLe programme du prochain comité opérationnel est en ligne.\n\nLa mission d'appui\n",
                lot=lot,
                etat="ENVOYE",
                essais=1,
                cree_le=lettre.envoyee_le,
                envoye_le=lettre.envoyee_le,
                par=MISSION,
            )

    def site(self) -> None:
        """Two pages that the mission wrote."""
        for code, texte in PAGES.items():
            self._creer(
                "reseau.VersionPage",
                page=code,
                numero=1,
                titre=referentiels.pages()[code].titre,
                texte=texte,
                ecrite_par=MISSION,
                ecrite_le=self._moment(-90),
            )

    def bilans(self) -> None:
        """That of last year, « arrêté » and published; that of this year, being written."""
        annee = self.jour.year
        dernier = self._bilan(annee - 1, min(date(annee, 2, 10), self.jour))
        dernier.etat, dernier.arrete_par, dernier.arrete_le = "ARRETE", MISSION, dernier.chiffres_au
        dernier.empreinte, dernier.publie_le = lire_bilan(dernier).sceau, dernier.chiffres_au
        dernier.save()
        self._bilan(annee, self.jour)

    def _bilan(self, annee: int, pris_le: date) -> Any:
        bilan = self._creer(
            "reseau.BilanReseau",
            identifiant=f"N{identifiant(self.rng)[1:]}",
            titre=f"Bilan de la mission d'appui {annee}",
            debut=date(annee, 1, 1),
            fin=date(annee, 12, 31),
            chiffres_au=_midi(pris_le),
            modifie_par=MISSION,
        )
        chiffres = relever(debut=bilan.debut, fin=bilan.fin)
        modele = apps.get_model("reseau.ChiffreReleve")
        releves = [modele(bilan=bilan, rang=rang, **vars(chiffre)) for rang, chiffre in enumerate(chiffres)]
        connus = {chiffre.code for chiffre in chiffres}
        section = apps.get_model("reseau.SectionBilan")
        sections = [
            section(
                bilan=bilan,
                rang=rang,
                titre=proposee.titre,
                texte=garder_les_lignes_connues(proposee.texte, connus),
                familles=list(proposee.familles),
            )
            for rang, proposee in enumerate(referentiels.trame(), start=1)
        ]
        modele._default_manager.bulk_create(releves)
        section._default_manager.bulk_create(sections)
        self.lignes += len(releves) + len(sections)
        return bilan

    def _creer(self, nom: str, /, **champs: Any) -> Any:
        self.lignes += 1
        return _table(nom).create(**champs)

    def _moment(self, jours: int) -> datetime:
        return _midi(self.jour + timedelta(days=jours))


def _midi(jour: date) -> datetime:
    return timezone.make_aware(datetime.combine(jour, time(12)))
