"""Reads of accounts: who acts, who has which role where, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from maillage.comptes.acteur import ActeurUtilisateur, HabilitationActive, RepresentationActive, portee
from maillage.comptes.domain.code import MOT_DE_PASSE_PAR_CODE, SANS_ADRESSE
from maillage.comptes.domain.representation import qualite_du_jour
from maillage.comptes.droits import ROLES, SECTIONS, Portee, Section
from maillage.comptes.models import CodeEspace, Habilitation, HabilitationQuerySet, Representation, Utilisateur
from maillage.comptes.referentiels import age_de_la_majorite, qualites
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.domain.texte import contient_les_mots
from maillage.socle.models import Trace
from maillage.structures import selectors as structures
from maillage.territoire.sources import noms_des_departements


def acteur_de(utilisateur: Utilisateur, *, le: dt.date) -> ActeurUtilisateur:
    """Return the Acteur of a user on a date: one query for the habilitations, one more if a role reaches an organisme or a département.

    An account without habilitation is looked for among young people and families (two more queries); nobody is both.
    """
    actives = Habilitation.objects.filter(utilisateur=utilisateur).actives(le)
    habilitations = tuple(_active(habilitation) for habilitation in actives.order_by("role", "pk"))
    representations = () if habilitations else representations_de(utilisateur, le=le)
    roles = {qualites()[representation.qualite].role for representation in representations}
    return ActeurUtilisateur(
        identifiant=utilisateur.pk,
        libelle=utilisateur.nom or utilisateur.email,
        professionnel_id=utilisateur.professionnel_id,
        habilitations=habilitations + tuple(HabilitationActive(role, frozenset()) for role in sorted(roles)),
        representations=representations,
    )


def representations_de(utilisateur: Utilisateur, *, le: dt.date) -> tuple[RepresentationActive, ...]:
    """Return the young people that this account is or represents on a date, in what capacity: what ended at majority is left out (2 queries)."""
    lignes = list(Representation.objects.filter(utilisateur=utilisateur).actives(le))
    ages = ages_des_jeunes([ligne.jeune_id for ligne in lignes], le=le)
    du_jour = ((ligne.jeune_id, qualite_le(ligne, ages, le=le)) for ligne in lignes)
    return tuple(RepresentationActive(jeune_id, qualite) for jeune_id, qualite in du_jour if qualite)


def ages_des_jeunes(jeunes: list[int], *, le: dt.date) -> dict[int, int]:
    """Return the known ages, asked of the floor that keeps young people (setting AGES_DES_JEUNES); no query for nobody."""
    ages: dict[int, int] = import_string(settings.AGES_DES_JEUNES)(jeunes, le) if jeunes else {}
    return ages


def qualite_le(representation: Representation, ages: dict[int, int], *, le: dt.date) -> str:
    """Return the capacity held on a date, empty when it ended at majority."""
    age = ages.get(representation.jeune_id)
    majeur = None if age is None else age >= age_de_la_majorite(le)
    return qualite_du_jour(qualites()[representation.qualite], majeur=majeur, protege=bool(representation.mesure))


def _active(habilitation: Habilitation) -> HabilitationActive:
    dispositifs: frozenset[int] | None = frozenset()
    if portee(habilitation.role) is Portee.TOUT:
        dispositifs = None
    elif portee(habilitation.role) is Portee.DEPARTEMENT:
        codes = frozenset(habilitation.departements)
        ici = structures.dispositifs_des_departements(codes)
        return HabilitationActive(habilitation.role, ici, habilitation.fin, codes)
    elif habilitation.organisme_id is not None:
        dispositifs = structures.dispositifs_de_l_organisme(habilitation.organisme_id)
    elif habilitation.dispositif_id is not None:
        dispositifs = frozenset({habilitation.dispositif_id})
    return HabilitationActive(habilitation.role, dispositifs, habilitation.fin)


ETAT_FERMES, ETAT_FIN_PROCHE, ETAT_TOUS = "fermes", "fin-proche", "tous"
FIN_PROCHE = dt.timedelta(days=30)


@dataclass(frozen=True)
class FiltrePersonnes:
    """What is looked for among accounts. `etat`: "" for open accounts, or one of the constants ETAT_…."""

    recherche: str = ""
    role: str = ""
    dispositif_id: int | None = None
    etat: str = ""


def personnes(acteur: Acteur, filtre: FiltrePersonnes) -> QuerySet[Utilisateur]:
    """Return the accounts that have, or had, an habilitation in the person's scope, with those habilitations prefetched."""
    visibles = habilitations_visibles(acteur)
    comptes = Utilisateur.objects.order_by("nom", "pk")
    if acteur.dispositifs("comptes") is not None:
        comptes = comptes.filter(pk__in=visibles.order_by().values("utilisateur"))
    if filtre.role or filtre.dispositif_id:
        tenues = visibles.actives(timezone.localdate())
        tenues = tenues.filter(role=filtre.role) if filtre.role else tenues
        tenues = tenues.filter(dispositif_id=filtre.dispositif_id) if filtre.dispositif_id else tenues
        comptes = comptes.filter(pk__in=tenues.order_by().values("utilisateur"))
    if filtre.etat == ETAT_FIN_PROCHE:
        proches = habilitations_qui_finissent(acteur, debut=timezone.localdate(), fin=timezone.localdate() + FIN_PROCHE)
        comptes = comptes.filter(pk__in=proches.order_by().values("utilisateur"))
    elif filtre.etat != ETAT_TOUS:
        comptes = comptes.filter(is_active=filtre.etat != ETAT_FERMES)
    if filtre.recherche:
        comptes = comptes.filter(pk__in=_trouves(comptes, filtre.recherche))
    return comptes.prefetch_related(Prefetch("habilitations", queryset=visibles))


def _trouves(comptes: QuerySet[Utilisateur], recherche: str) -> list[int]:
    lignes = comptes.values_list("pk", "nom", "email")
    return [pk for pk, nom, email in lignes if contient_les_mots(f"{nom} {email}", recherche)]


def personne(acteur: Acteur, pk: int) -> Utilisateur | None:
    """Return an account of the person's scope, its visible habilitations prefetched, or None."""
    return personnes(acteur, FiltrePersonnes(etat=ETAT_TOUS)).filter(pk=pk).first()


def habilitation(acteur: Acteur, pk: int) -> Habilitation | None:
    """Return an habilitation of the person's scope, or None."""
    return habilitations_visibles(acteur).filter(pk=pk).first()


def comptes_du_dispositif(dispositif_id: int, roles: Iterable[str], *, le: dt.date) -> list[Utilisateur]:
    """Return the open accounts that hold one of these roles in that very dispositif on a date, for what the product itself tells them (1 query)."""
    tenues = Habilitation.objects.filter(dispositif_id=dispositif_id, role__in=list(roles)).actives(le)
    return list(
        Utilisateur.objects.filter(is_active=True, pk__in=tenues.order_by().values("utilisateur")).order_by("pk")
    )


def comptes_des_roles(roles: Iterable[str], *, le: dt.date) -> list[Utilisateur]:
    """Return the open accounts that hold one of these roles somewhere on a date, by name (1 query)."""
    tenues = Habilitation.objects.filter(role__in=list(roles)).actives(le)
    ouverts = Utilisateur.objects.filter(is_active=True, pk__in=tenues.order_by().values("utilisateur"))
    return list(ouverts.order_by("nom", "pk"))


def habilitations_qui_finissent(acteur: Acteur, *, debut: dt.date, fin: dt.date) -> QuerySet[Habilitation]:
    """Return the habilitations of the scope, held by open accounts, whose last day is in [debut, fin]."""
    lignes = habilitations_visibles(acteur).filter(retiree_le__isnull=True, utilisateur__is_active=True)
    return lignes.filter(fin__range=(debut, fin))


def habilitations_visibles(acteur: Acteur) -> HabilitationQuerySet:
    """Return the habilitations given in the dispositifs where the section « comptes » is open to the person."""
    dispositifs = acteur.dispositifs("comptes")
    lignes = Habilitation.objects.select_related("utilisateur", "dispositif", "organisme").order_by("-debut", "-pk")
    return lignes if dispositifs is None else lignes.filter(dispositif_id__in=dispositifs)


@dataclass(frozen=True)
class Raison:
    """Why a section is open: which habilitations open it, and how far."""

    section: Section
    acces: Acces | None
    par: tuple[Habilitation, ...]


def habilitations_de(utilisateur_id: int | None, *, le: dt.date) -> list[Habilitation]:
    """Return the habilitations that this account holds on a date; none for a command of the operator."""
    if utilisateur_id is None:
        return []
    lignes = Habilitation.objects.filter(utilisateur_id=utilisateur_id).actives(le)
    return list(lignes.select_related("dispositif", "organisme").order_by("role", "pk"))


def raisons(habilitations: list[Habilitation]) -> list[Raison]:
    """Return one line per section of the table: what it is opened by, or nothing."""
    return [_raison(section, habilitations) for section in SECTIONS.values()]


def _raison(section: Section, habilitations: list[Habilitation]) -> Raison:
    ouvrantes = tuple(h for h in habilitations if h.role in ROLES and section.code in ROLES[h.role].droits)
    acces = {ROLES[h.role].droits[section.code] for h in ouvrantes}
    plus_fort = Acces.ECRITURE if Acces.ECRITURE in acces else next(iter(acces), None)
    return Raison(section, plus_fort, ouvrantes)


@dataclass(frozen=True)
class CompteDeDemonstration:
    """An account to try: as whom (« Direction », « Parent 1 »), to do what, where."""

    compte: Utilisateur
    libelle: str
    description: str
    lieu: str


def comptes_de_demonstration() -> list[CompteDeDemonstration]:
    """Return the demonstration accounts: those who work, in the order of the rights table, then a young person and their parents (4 queries)."""
    comptes = Utilisateur.objects.filter(demonstration=True, is_active=True)
    actives = Habilitation.objects.actives(timezone.localdate()).select_related("dispositif", "organisme")
    lus = list(comptes.prefetch_related(Prefetch("habilitations", actives.order_by("pk")), "representations"))
    ordre = list(ROLES)
    tenues = [(compte, [h for h in compte.habilitations.all() if h.role in ROLES]) for compte in lus]
    travail = sorted(
        ((compte, siennes) for compte, siennes in tenues if siennes),
        key=lambda ligne: (ordre.index(ligne[1][0].role), ligne[0].nom),
    )
    return [*(_au_travail(compte, siennes) for compte, siennes in travail), *_en_famille(lus)]


def _au_travail(compte: Utilisateur, habilitations: list[Habilitation]) -> CompteDeDemonstration:
    role = ROLES[habilitations[0].role]
    lieu = next((lieu for h in habilitations if (lieu := lieu_de(h))), "")
    return CompteDeDemonstration(compte, role.libelle, role.description, lieu)


def lieu_de(habilitation: Habilitation) -> str:
    """Return where an habilitation holds, empty when it holds everywhere."""
    if habilitation.dispositif or habilitation.organisme:
        return str(habilitation.dispositif or habilitation.organisme)
    noms = noms_des_departements()
    return ", ".join(f"{noms.get(code, '')} ({code})".strip() for code in habilitation.departements)


def _en_famille(comptes: list[Utilisateur]) -> list[CompteDeDemonstration]:
    """The young person first, then « Parent 1 », « Parent 2 » in the order they were opened."""
    siens = [(compte, r) for compte in sorted(comptes, key=lambda c: c.pk) for r in compte.representations.all()[:1]]
    jeunes = [(compte, ROLES["JEUNE"]) for compte, r in siens if qualites()[r.qualite].role == "JEUNE"]
    parents = [(compte, ROLES["FAMILLE"]) for compte, r in siens if qualites()[r.qualite].role == "FAMILLE"]
    return [
        *(CompteDeDemonstration(compte, role.libelle, role.description, compte.nom) for compte, role in jeunes),
        *(
            CompteDeDemonstration(compte, f"Parent {rang}", role.description, compte.nom)
            for rang, (compte, role) in enumerate(parents, start=1)
        ),
    ]


def compte_de_demonstration(pk: int) -> Utilisateur | None:
    """Return an open demonstration account, or None for any other."""
    return Utilisateur.objects.filter(pk=pk, demonstration=True, is_active=True).first()


def code_en_cours(code_id: object, *, maintenant: dt.datetime) -> CodeEspace | None:
    """Return a code that someone has typed in this session, None once it no longer opens anything."""
    code = (
        CodeEspace.objects.filter(pk=code_id).select_related("remplace").first() if isinstance(code_id, int) else None
    )
    return code if code is not None and code.utilisable(maintenant) else None


def codes_du_jeune(acteur: Acteur, jeune_id: int, dispositif_id: int) -> QuerySet[CodeEspace]:
    """Return the codes made there for a young person and not yet used nor revoked, latest first."""
    if not acteur.peut("familles", dispositif_id=dispositif_id):
        return CodeEspace.objects.none()
    ici = CodeEspace.objects.filter(jeune_id=jeune_id, dispositif_id=dispositif_id)
    return ici.filter(utilise_le__isnull=True, revoque_le__isnull=True)


@dataclass(frozen=True)
class AccesFamille:
    """An account that sees the space of a young person, or saw it: `qualite` held today, empty when it has ended."""

    representation: Representation
    qualite: str
    ouvert: bool


def acces_du_jeune(acteur: Acteur, jeune_id: int, dispositif_id: int, *, le: dt.date) -> list[AccesFamille]:
    """Return the accounts tied to a young person, open ones first (2 queries); nothing where the section « familles » is closed."""
    if not acteur.peut("familles", dispositif_id=dispositif_id):
        return []
    lignes = list(Representation.objects.filter(jeune_id=jeune_id).select_related("utilisateur", "dispositif"))
    ages = ages_des_jeunes([jeune_id], le=le)
    acces = [AccesFamille(ligne, qualite_le(ligne, ages, le=le), _en_cours(ligne, le)) for ligne in lignes]
    vus = [AccesFamille(a.representation, a.qualite, a.ouvert and bool(a.qualite)) for a in acces]
    return sorted(vus, key=lambda a: (not a.ouvert, a.representation.utilisateur.nom))


def _en_cours(ligne: Representation, le: dt.date) -> bool:
    fini = ligne.fin is not None and ligne.fin < le
    return ligne.retiree_le is None and ligne.debut <= le and not fini and ligne.utilisateur.is_active


def comptes_qui_voient(jeune_id: int, *, le: dt.date) -> list[tuple[int, str, str]]:
    """Return (account, name, capacity) of whoever sees the space of a young person on a date, for whoever asks them something (2 queries)."""
    lignes = list(
        Representation.objects.filter(jeune_id=jeune_id, utilisateur__is_active=True)
        .actives(le)
        .select_related("utilisateur")
    )
    ages = ages_des_jeunes([jeune_id] if lignes else [], le=le)
    du_jour = ((ligne, qualite_le(ligne, ages, le=le)) for ligne in lignes)
    return [(ligne.utilisateur_id, str(ligne.utilisateur), qualite) for ligne, qualite in du_jour if qualite]


def representants_des_jeunes(jeunes: Sequence[int], *, le: dt.date) -> list[tuple[int, str, str, dt.date]]:
    """Return (young person, name, capacity, since) of those who represent them on a date, the young people themselves left out (2 queries)."""
    lignes = list(
        Representation.objects.filter(jeune_id__in=jeunes, utilisateur__is_active=True)
        .exclude(utilisateur__nom="")
        .actives(le)
        .select_related("utilisateur")
    )
    ages = ages_des_jeunes([ligne.jeune_id for ligne in lignes], le=le)
    du_jour = ((ligne, qualite_le(ligne, ages, le=le)) for ligne in lignes)
    return [
        (ligne.jeune_id, ligne.utilisateur.nom, qualite, ligne.debut)
        for ligne, qualite in du_jour
        if qualite and not qualite.startswith("JEUNE_")
    ]


def adresses_des_representants(jeunes: Sequence[int], *, le: dt.date) -> list[tuple[int, str]]:
    """Return (young person, mailbox) of those who represent them on a date, the young people themselves left out (2 queries)."""
    lignes = list(
        Representation.objects.filter(jeune_id__in=jeunes, utilisateur__is_active=True)
        .exclude(utilisateur__email__endswith=f"@{SANS_ADRESSE}")
        .actives(le)
        .select_related("utilisateur")
    )
    ages = ages_des_jeunes([ligne.jeune_id for ligne in lignes], le=le)
    du_jour = ((ligne, qualite_le(ligne, ages, le=le)) for ligne in lignes)
    return [
        (ligne.jeune_id, ligne.utilisateur.email)
        for ligne, qualite in du_jour
        if qualite and not qualite.startswith("JEUNE_")
    ]


def phrase_changee_par_code(utilisateur_id: int | None, *, depuis: dt.datetime) -> Trace | None:
    """Return the last time that a code given by someone changed the password of this account, for the account itself (1 query)."""
    traces = Trace.objects.filter(acte=MOT_DE_PASSE_PAR_CODE, objet=f"compte {utilisateur_id}", horodatage__gte=depuis)
    return traces.order_by("-horodatage").first()


def a_represente(utilisateur_id: int | None) -> bool:
    """Tell whether this account was that of a young person or of a family, whatever it sees today."""
    return utilisateur_id is not None and Representation.objects.filter(utilisateur_id=utilisateur_id).exists()


def adresses_des_roles(
    roles: Sequence[str], *, le: dt.date, dispositif_id: int | None = None, organismes: Sequence[int] = ()
) -> list[str]:
    """Return the mailboxes of the open accounts that hold one of the roles that day, in that dispositif or one of these organismes when told."""
    tenues = Habilitation.objects.actives(le).filter(role__in=roles, utilisateur__is_active=True)
    if dispositif_id is not None:
        tenues = tenues.filter(Q(dispositif_id=dispositif_id) | Q(organisme_id__in=organismes))
    adresses = tenues.order_by("utilisateur__email").values_list("utilisateur__email", flat=True).distinct()
    return [adresse for adresse in adresses if not adresse.endswith(f"@{SANS_ADRESSE}")]


def adresses_du_departement(role: str, departement: str, *, le: dt.date) -> list[str]:
    """Return the mailboxes of the open accounts that hold that day a role given by département, there."""
    tenues = Habilitation.objects.actives(le).filter(role=role, utilisateur__is_active=True)
    lignes = tenues.order_by("utilisateur__email").values_list("utilisateur__email", "departements")
    siennes = dict.fromkeys(adresse for adresse, codes in lignes if departement in codes)
    return [adresse for adresse in siennes if not adresse.endswith(f"@{SANS_ADRESSE}")]


def adresse_du_compte(utilisateur_id: int) -> str:
    """Return the mailbox of an open account, empty when it has none."""
    compte = Utilisateur.objects.filter(pk=utilisateur_id, is_active=True).first()
    return compte.email if compte is not None and not compte.sans_adresse else ""
