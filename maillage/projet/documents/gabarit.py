"""Templates in DOCX: what they may hold is checked before anything is kept, then filled in a strict sandbox.

Only the fields of the white list are read, as plain strings; no call, no index, no assignment, no import: a template is words, not a program.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from maillage.projet.domain.erreurs import ErreurProjet
from maillage.projet.referentiels_ecrits import champs_de_modele, filtres_de_modele, listes_de_modele
from maillage.socle.domain.texte import elider

SAISIE = "saisie"
NOM_DE_SAISIE = re.compile(r"^(?!_)(?!\d)(?!.*__)\w{1,40}$")
PERMIS: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.For,
    nodes.Filter,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
    nodes.Const,
    nodes.Name,
    nodes.Getattr,
)
EXTRAIT_MAX = 90
LIGNE_DE_BOUCLE = ("first", "last", "index")
ILLISIBLE = "Ce fichier ne s'ouvre pas comme un texte Word."
ILLISIBLES = (PackageNotFoundError, KeyError, ValueError, AttributeError, TypeError, SyntaxError)
"""What the reader of Word files raises for an archive that only looks like one; a fault of XML is a SyntaxError."""
Valeurs = Mapping[str, Any]


@dataclass(frozen=True)
class AnalyseModele:
    """What a template holds: its fields, its lists, what will be asked; and what must be mended, in words."""

    champs: tuple[str, ...]
    saisies: tuple[str, ...]
    erreurs: tuple[str, ...]


@dataclass
class _Releve:
    """What is being found."""

    champs: dict[str, None] = field(default_factory=dict)
    saisies: dict[str, None] = field(default_factory=dict)
    erreurs: list[str] = field(default_factory=list)


def analyser(octets: bytes) -> AnalyseModele:
    """Read a template without filling it. Raises ErreurProjet when it is not a Word text."""
    modele = _ouvrir(octets)
    releve = _Releve()
    for source in _sources(modele):
        _relever(source, releve)
    return AnalyseModele(tuple(releve.champs), tuple(releve.saisies), tuple(dict.fromkeys(releve.erreurs)))


def remplir(octets: bytes, valeurs: Valeurs) -> bytes:
    """Return the DOCX with the fields written. Raises ErreurProjet when the template holds something that is not allowed."""
    analyse = analyser(octets)
    if analyse.erreurs:
        raise ErreurProjet(" ".join(analyse.erreurs), champ="fichier")
    modele = _ouvrir(octets)
    try:
        modele.render(dict(valeurs), jinja_env=_environnement(), autoescape=True)
    except TemplateError as erreur:
        raise ErreurProjet(f"Le modèle ne se remplit pas : {erreur}.", champ="fichier") from erreur
    tampon = io.BytesIO()
    modele.save(tampon)
    return tampon.getvalue()


def _environnement() -> SandboxedEnvironment:
    """No global, four filters, every unknown name an error."""
    environnement = SandboxedEnvironment(undefined=StrictUndefined)
    environnement.globals.clear()
    environnement.tests.clear()
    environnement.filters = {
        "majuscules": lambda valeur: str(valeur).upper(),
        "minuscules": lambda valeur: str(valeur).lower(),
        "de": lambda valeur: elider("de", str(valeur)),
        "que": lambda valeur: elider("que", str(valeur)),
    }
    return environnement


def _ouvrir(octets: bytes) -> DocxTemplate:
    try:
        modele = DocxTemplate(io.BytesIO(octets))
        modele.init_docx()
    except ILLISIBLES as illisible:
        raise ErreurProjet(ILLISIBLE, champ="fichier") from illisible
    return modele


def _sources(modele: DocxTemplate) -> Iterator[str]:
    """Yield each part that would be filled, one paragraph per line, as docxtpl will read it; then the properties of the file."""
    assert modele.docx is not None
    for part in modele.docx.part.package.iter_parts():
        if not part.content_type.endswith("+xml") or "comments" in str(part.partname):
            continue
        xml = part.blob.decode("utf-8", errors="replace")
        if _a_des_accolades(xml):
            yield re.sub(r"<w:p([ >])", r"\n<w:p\1", modele.patch_xml(xml))
    proprietes = modele.docx.core_properties
    for nom in ("author", "category", "comments", "identifier", "keywords", "subject", "title"):
        if "{" in (texte := str(getattr(proprietes, nom) or "")):
            yield texte


def _a_des_accolades(xml: str) -> bool:
    """A word processor may cut « {{ » in two runs: look at the words alone."""
    mots = re.sub(r"<[^>]+>", "", xml)
    return "{{" in mots or "{%" in mots or "{#" in mots


def _relever(source: str, releve: _Releve) -> None:
    try:
        arbre = _environnement().parse(source)
    except TemplateSyntaxError as faute:
        releve.erreurs.append(f"{_dire_faute(faute)} {_ou(source, faute.lineno)}")
        return
    _Visite(source, releve).visiter(arbre, {})


def _ou(source: str, ligne: int) -> str:
    """Name the paragraph by its words."""
    lignes = source.splitlines()
    mots = " ".join(re.sub(r"<[^>]+>", "", lignes[ligne - 1]).split()) if 0 < ligne <= len(lignes) else ""
    extrait = mots if len(mots) <= EXTRAIT_MAX else f"{mots[:EXTRAIT_MAX]}…"
    return f"(paragraphe « {extrait} »)." if extrait else "(dans le document)."


def _dire_faute(faute: TemplateSyntaxError) -> str:
    message = faute.message or ""
    if "end of template" in message or "innermost block" in message:
        return "Une condition ou une boucle n'est pas fermée : il manque {% endif %} ou {% endfor %}"
    if inconnu := re.search(r"unknown tag '(\w+)'", message, re.IGNORECASE):
        return f"« {{% {inconnu[1]} %}} » n'est pas permis dans un modèle, ou n'a rien à fermer"
    if filtre := re.search(r"No filter named '(\w+)'", message):
        return f"Le filtre « {filtre[1]} » n'existe pas"
    return "Ce champ est mal écrit : il s'écrit {{ jeune.prenom }}"


class _Visite:
    """Walks the tree of a part: what is not allowed is told with its paragraph."""

    def __init__(self, source: str, releve: _Releve) -> None:
        self.source, self.releve = source, releve

    def visiter(self, noeud: nodes.Node, portee: dict[str, str]) -> None:
        """Check a node; `portee` gives the list that each loop variable goes through."""
        if not isinstance(noeud, PERMIS):
            self.refuser(
                noeud, "Ceci n'est pas permis dans un modèle : seuls les champs, les conditions et les listes le sont"
            )
        elif isinstance(noeud, nodes.For):
            self.boucle(noeud, portee)
        elif isinstance(noeud, nodes.If) and _code(noeud.test) in listes_de_modele():
            self.releve.champs.setdefault(_code(noeud.test))
            for enfant in (*noeud.body, *noeud.elif_, *noeud.else_):
                self.visiter(enfant, portee)
        elif isinstance(noeud, nodes.Name | nodes.Getattr):
            self.champ(noeud, portee)
        else:
            if isinstance(noeud, nodes.Filter) and (noeud.name not in filtres_de_modele() or noeud.args):
                self.refuser(noeud, f"Le filtre « {noeud.name} » n'existe pas")
            for enfant in noeud.iter_child_nodes():
                self.visiter(enfant, portee)

    def boucle(self, noeud: nodes.For, portee: dict[str, str]) -> None:
        liste = noeud.iter.name if isinstance(noeud.iter, nodes.Name) else ""
        if liste not in listes_de_modele() or not isinstance(noeud.target, nodes.Name) or noeud.test or noeud.recursive:
            connues = ", ".join(listes_de_modele())
            self.refuser(noeud, f"Une boucle s'écrit {{% for personne in equipe %}} ; listes connues : {connues}")
            return
        if portee:
            self.refuser(noeud, "Une boucle dans une boucle n'est pas permise")
            return
        self.releve.champs.setdefault(liste)
        for enfant in (*noeud.body, *noeud.else_):
            self.visiter(enfant, {**portee, noeud.target.name: liste, "loop": "loop"})

    def champ(self, noeud: nodes.Name | nodes.Getattr, portee: dict[str, str]) -> None:
        code = _code(noeud)
        tete, _, reste = code.partition(".")
        if tete in portee:
            attendus = LIGNE_DE_BOUCLE if tete == "loop" else tuple(listes_de_modele()[portee[tete]].elements)
            if reste not in attendus:
                self.refuser(
                    noeud, f"Champ inconnu « {code} » ; ici : {', '.join(f'{tete}.{nom}' for nom in attendus)}"
                )
        elif tete == SAISIE and NOM_DE_SAISIE.match(reste) and reste == reste.lower():
            self.releve.saisies.setdefault(reste)
        elif code in champs_de_modele():
            self.releve.champs.setdefault(code)
        elif code in listes_de_modele():
            self.refuser(noeud, f"« {code} » est une liste : écrivez {{% for personne in {code} %}}")
        else:
            self.refuser(noeud, f"Champ inconnu « {code or '?'} »")

    def refuser(self, noeud: nodes.Node, dit: str) -> None:
        self.releve.erreurs.append(f"{dit} {_ou(self.source, noeud.lineno)}")


def _code(noeud: nodes.Node) -> str:
    """Return « jeune.prenom », empty for anything else than a name and its parts."""
    if isinstance(noeud, nodes.Name):
        return str(noeud.name)
    if isinstance(noeud, nodes.Getattr) and (tete := _code(noeud.node)):
        return f"{tete}.{noeud.attr}"
    return ""
