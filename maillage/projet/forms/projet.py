"""Forms of the project: the young person's words first, then needs, objectives, actions, answers, evaluation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from maillage.projet.domain.accords import LIBELLES_REPONSES
from maillage.projet.domain.objectifs import LIBELLES_STATUTS, LIBELLES_SUITES, SuiteEvaluation
from maillage.projet.domain.saisies import SaisieAction, SaisieCadre, SaisieEvaluation, SaisieObjectif, SaisieParole
from maillage.projet.domain.suivi import LienAgenda
from maillage.projet.models import Objectif
from maillage.projet.models.projet import MOYENS
from maillage.projet.referentiels import besoins, libelles_serafin, modes_de_parole, qualites, questions
from maillage.projet.selectors.liste import LIBELLES_FILTRES
from maillage.projet.services.projet_accords import EN_LIGNE
from maillage.socle.domain.echeances import EtatEcheance
from maillage.socle.formulaires import ChampJour
from maillage.socle.pictogrammes import pictogrammes
from maillage.socle.vocabulaire import Categorie

PERSONNES_ATTENDUES = 5
PICTOGRAMMES_D_EVALUATION = (
    "joie",
    "calme",
    "reussite",
    "pousse",
    "pouce",
    "poucebas",
    "triste",
    "colere",
    "peur",
    "fatigue",
    "question",
)


def texte_long(libelle: str, *, lignes: int = 3, **options: Any) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(label=libelle, widget=forms.Textarea(attrs={"rows": lignes}), max_length=4000, **options)


def choix_de_pictogrammes(libelle: str, noms: Iterable[str]) -> forms.MultipleChoiceField:
    """Pictograms to tick, each with its word."""
    mots = pictogrammes()
    return forms.MultipleChoiceField(
        label=libelle,
        choices=[(nom, mots[nom]) for nom in noms],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class AvecVersion(forms.Form):
    """A form that knows what was written when it was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def version_lue(self) -> int:
        """Return the version read, 0 when the form does not say: any other writing is then a conflict."""
        return self.cleaned_data["version"] or 0


class FiltresProjetsForm(forms.Form):
    """Filters of the list."""

    recherche = forms.CharField(label="Nom du jeune", required=False, max_length=80)
    etat = forms.ChoiceField(label="État du projet", choices=[("", "Tous"), *LIBELLES_FILTRES.items()], required=False)
    echeance = forms.ChoiceField(
        label="Échéance",
        choices=[("", "Toutes"), *((etat.name, etat.value) for etat in EtatEcheance)],
        required=False,
    )


class ParoleForm(AvecVersion):
    """A question at a time: words, pictograms, or both."""

    mode = forms.ChoiceField(label="Comment la parole a été recueillie", required=False)
    le = ChampJour("Quand", required=False)
    famille = texte_long("La parole de la famille", required=False)

    def __init__(self, donnees: Mapping[str, Any] | None, **options: Any) -> None:
        super().__init__(donnees, **options)
        champs: dict[str, Any] = self.fields
        champs["mode"].choices = [("", "—"), *modes_de_parole().items()]
        for question in questions():
            champs[f"mots_{question.code}"] = texte_long(question.question, lignes=2, required=False)
            libelle = f"Pictogrammes : {question.titre.lower()}"
            champs[f"pictos_{question.code}"] = choix_de_pictogrammes(libelle, question.pictogrammes)

    def par_question(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each question."""
        return [(self[f"mots_{question.code}"], self[f"pictos_{question.code}"]) for question in questions()]

    def saisie(self) -> SaisieParole:
        v = self.cleaned_data
        return SaisieParole(
            mots={question.code: v[f"mots_{question.code}"] for question in questions()},
            pictogrammes={question.code: tuple(v[f"pictos_{question.code}"]) for question in questions()},
            le=v["le"],
            mode=v["mode"],
            famille=v["famille"],
        )


class CadreForm(AvecVersion):
    """Where things stand, with whom, and when it will be looked at again."""

    synthese = texte_long(
        "Où nous en sommes",
        lignes=5,
        required=False,
        help_text="Ce qui va bien d'abord, puis ce qui demande de l'aide.",
    )
    ecrit_avec = texte_long(
        "Écrit avec", lignes=2, required=False, help_text="Le jeune, sa famille, les professionnels, les partenaires."
    )
    evaluation_prevue = ChampJour("Évaluation prévue", required=False)

    def saisie(self) -> SaisieCadre:
        v = self.cleaned_data
        return SaisieCadre(v["synthese"], v["ecrit_avec"], v["evaluation_prevue"])


class BesoinsForm(AvecVersion):
    """The needs of the nomenclature, each with what it means for the young person."""

    def __init__(self, donnees: Mapping[str, Any] | None, *, retenus: Mapping[str, str], **options: Any) -> None:
        super().__init__(donnees, **options)
        champs: dict[str, Any] = self.fields
        for poste in besoins():
            if poste.feuille:
                champs[f"besoin_{poste.code}"] = forms.BooleanField(
                    label=f"{poste.code} {poste.libelle}", required=False, initial=poste.code in retenus
                )
                champs[f"mots_{poste.code}"] = forms.CharField(
                    label=f"Ce que cela veut dire pour lui ou elle ({poste.code})",
                    required=False,
                    max_length=300,
                    initial=retenus.get(poste.code, ""),
                )

    def par_domaine(self) -> list[tuple[str, list[tuple[forms.BoundField, forms.BoundField]], int]]:
        """(title, lines, how many are kept) of each of the three domains."""
        domaines = []
        for domaine in (poste for poste in besoins() if poste.profondeur == 2):
            codes = [p.code for p in besoins() if p.feuille and p.code.startswith(f"{domaine.code}.")]
            lignes = [(self[f"besoin_{code}"], self[f"mots_{code}"]) for code in codes]
            domaines.append((domaine.libelle, lignes, sum(bool(besoin.value()) for besoin, _ in lignes)))
        return domaines

    def retenus(self) -> dict[str, str]:
        v = self.cleaned_data
        return {p.code: v[f"mots_{p.code}"] for p in besoins() if p.feuille and v[f"besoin_{p.code}"]}


class ObjectifForm(AvecVersion):
    """An objective: shared words, easy words, then the professional wording."""

    mots = forms.CharField(
        label="L'objectif, dans les mots partagés",
        max_length=300,
        help_text="« Je… » ou des mots que le jeune comprend : ils sont imprimés en premier.",
    )
    mots_simples = forms.CharField(
        label="Le même, facile à lire",
        max_length=200,
        required=False,
        help_text="Une phrase courte, une seule idée. Vide : les mots partagés servent aussi ici.",
    )
    pictogramme = forms.ChoiceField(label="Pictogramme", required=False)
    formulation = texte_long("Formulation professionnelle", required=False)
    besoins = forms.MultipleChoiceField(
        label="Besoins auxquels il répond", widget=forms.CheckboxSelectMultiple, required=False
    )
    echeance = ChampJour("Échéance", required=False)

    def __init__(self, donnees: Mapping[str, Any] | None, *, codes: Sequence[str], **options: Any) -> None:
        super().__init__(donnees, **options)
        champs: dict[str, Any] = self.fields
        champs["pictogramme"].choices = [("", "Aucun"), *pictogrammes().items()]
        if codes:
            champs["besoins"].choices = [(code, f"{code} {libelles_serafin()[code]}") for code in codes]
        else:
            del champs["besoins"]

    def saisie(self) -> SaisieObjectif:
        v = self.cleaned_data
        return SaisieObjectif(
            mots=v["mots"],
            formulation=v["formulation"],
            mots_simples=v["mots_simples"],
            pictogramme=v["pictogramme"],
            besoins=tuple(v.get("besoins", ())),
            echeance=v["echeance"],
        )


class LienAgendaForm(forms.Form):
    """What an action names in the agenda."""

    activites = forms.MultipleChoiceField(
        label="Activités de son agenda",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Ce qui aura réellement eu lieu s'affichera sous l'objectif, sans rien noter de plus.",
    )
    autre_activite = forms.CharField(
        label="Une autre activité, par ses mots",
        required=False,
        max_length=120,
        help_text="Pour ce qui n'a pas encore eu lieu.",
    )
    categorie = forms.ChoiceField(
        label="Ou une catégorie entière", choices=[("", "—"), *Categorie.choices], required=False
    )

    def __init__(
        self, donnees: Mapping[str, Any] | None, *, connues: Sequence[tuple[str, int]], **options: Any
    ) -> None:
        super().__init__(donnees, **options)
        champs: dict[str, Any] = self.fields
        if connues:
            champs["activites"].choices = [
                (activite, f"{activite} ({nombre} fois)" if nombre else activite) for activite, nombre in connues
            ]
        else:
            del champs["activites"]

    def lien(self) -> LienAgenda:
        v = self.cleaned_data
        choisies = [*v.get("activites", ()), v["autre_activite"].strip()]
        return LienAgenda(tuple(dict.fromkeys(mot for mot in choisies if mot)), v["categorie"])


class ActionForm(LienAgendaForm, AvecVersion):
    """An action: what, with whom, when, and where to see it in the agenda."""

    quoi = forms.CharField(label="Ce qu'on fait", max_length=300)
    quoi_simple = forms.CharField(label="Le même, facile à lire", max_length=200, required=False)
    qui = forms.CharField(
        label="Avec qui",
        max_length=200,
        required=False,
        help_text="Un professionnel, la famille, un ami, un partenaire.",
    )
    quand = forms.CharField(label="Quand", max_length=200, required=False)
    field_order = ("version", "quoi", "quoi_simple", "qui", "quand", "activites", "autre_activite", "categorie")

    def saisie(self) -> SaisieAction:
        v = self.cleaned_data
        return SaisieAction(v["quoi"], v["quoi_simple"], v["qui"], v["quand"], self.lien())


class ProposerForm(forms.Form):
    """Whose answer is awaited."""

    def __init__(self, donnees: Mapping[str, Any] | None, **options: Any) -> None:
        super().__init__(donnees, **options)
        champs: dict[str, Any] = self.fields
        choix = [("", "—"), *((code, qualite.libelle) for code, qualite in qualites().items())]
        for rang in range(1, PERSONNES_ATTENDUES + 1):
            champs[f"nom_{rang}"] = forms.CharField(label=f"Nom de la personne {rang}", required=False, max_length=120)
            champs[f"qualite_{rang}"] = forms.ChoiceField(
                label=f"Qualité de la personne {rang}", choices=choix, required=False
            )

    def par_personne(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"nom_{rang}"], self[f"qualite_{rang}"]) for rang in range(1, PERSONNES_ATTENDUES + 1)]

    def clean(self) -> dict[str, Any]:
        """A name goes with a capacity."""
        propre = super().clean() or {}
        for rang in range(1, PERSONNES_ATTENDUES + 1):
            if propre.get(f"nom_{rang}", "").strip() and not propre.get(f"qualite_{rang}"):
                self.add_error(f"qualite_{rang}", "Dites à quel titre cette personne répond.")
        return propre

    def attendus(self) -> list[tuple[str, str]]:
        v = self.cleaned_data
        lignes = ((v[f"nom_{rang}"], v[f"qualite_{rang}"]) for rang in range(1, PERSONNES_ATTENDUES + 1))
        return [(nom.strip(), qualite) for nom, qualite in lignes if nom.strip()]


class RepondreForm(forms.Form):
    """An answer noted by a professional."""

    reponse = forms.ChoiceField(
        label="Réponse",
        choices=[(str(code), libelle) for code, libelle in LIBELLES_REPONSES.items()],
        widget=forms.RadioSelect,
    )
    moyen = forms.ChoiceField(
        label="Comment la réponse a été donnée", choices=[(c, m) for c, m in MOYENS.items() if c != EN_LIGNE]
    )
    le = ChampJour("Date de la réponse", initial=timezone.localdate)
    commentaire = texte_long(
        "Ses mots", required=False, help_text="Les réserves, une raison, ou ce que la personne veut ajouter."
    )


class CommenterForm(forms.Form):
    """A remark noted by a professional."""

    auteur = forms.CharField(label="Qui parle", max_length=120)
    texte = texte_long("Ce qui est dit")
    le = ChampJour("Date", initial=timezone.localdate)


class ConfirmerForm(forms.Form):
    """An act that asks for nothing more than yes, and may be explained."""

    commentaire = texte_long("Pourquoi", lignes=2, required=False)


class StatutForm(forms.Form):
    """Where an objective stands."""

    statut = forms.ChoiceField(
        label="Où en est cet objectif", choices=[(str(code), mot) for code, mot in LIBELLES_STATUTS.items()]
    )


class EvaluationForm(forms.Form):
    """The young person's words, then each objective, then what is decided."""

    parole = texte_long("Ce que le jeune en dit", required=False)
    pictogrammes = choix_de_pictogrammes("Pictogrammes qu'il choisit", PICTOGRAMMES_D_EVALUATION)
    le = ChampJour("Date de l'évaluation", initial=timezone.localdate)
    avec = forms.CharField(label="Avec qui", max_length=300, required=False)
    bilan = texte_long("Ce que nous retenons ensemble", required=False)
    suite = forms.ChoiceField(
        label="La suite",
        choices=[(str(code), mot) for code, mot in LIBELLES_SUITES.items()],
        widget=forms.RadioSelect,
        initial=SuiteEvaluation.CONTINUER.value,
    )
    prochaine = ChampJour("Prochaine évaluation", required=False, help_text="Si le projet continue.")

    def __init__(self, donnees: Mapping[str, Any] | None, *, objectifs: Sequence[Objectif], **options: Any) -> None:
        super().__init__(donnees, **options)
        self.objectifs = list(objectifs)
        champs: dict[str, Any] = self.fields
        for objectif in self.objectifs:
            champs[f"statut_{objectif.fil}"] = forms.ChoiceField(
                label="Où en est cet objectif",
                choices=[(str(code), mot) for code, mot in LIBELLES_STATUTS.items()],
                initial=objectif.statut,
            )
            champs[f"mots_{objectif.fil}"] = forms.CharField(label="En quelques mots", required=False, max_length=300)

    def par_objectif(self) -> list[tuple[Objectif, forms.BoundField, forms.BoundField]]:
        return [(un, self[f"statut_{un.fil}"], self[f"mots_{un.fil}"]) for un in self.objectifs]

    def saisie(self) -> SaisieEvaluation:
        v = self.cleaned_data
        return SaisieEvaluation(
            le=v["le"],
            parole=v["parole"],
            pictogrammes=tuple(v["pictogrammes"]),
            avec=v["avec"],
            bilan=v["bilan"],
            suite=v["suite"],
            prochaine=v["prochaine"],
            statuts={un.fil: v[f"statut_{un.fil}"] for un in self.objectifs},
            mots={un.fil: v[f"mots_{un.fil}"] for un in self.objectifs},
        )
