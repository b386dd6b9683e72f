"""A session on a Spark cluster, or why there is none, in French. Nothing here is imported unless a cluster is asked for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from maillage.activite.echelle.lot import MoteurDifferent

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MAITRES = re.compile(r"local\[[1-9]\d*\]|local-cluster\[[1-9]\d*,[1-9]\d*,[1-9]\d*\]|spark://\S+:\d+|yarn|k8s://\S+")
PARTITIONS_PAR_COEUR = 4
MAITRES_ATTENDUS = "spark://hôte:port, yarn, k8s://…, local[N] ou local-cluster[N,C,M]"
JAVA_MINIMAL = 17
BOUCLE_LOCALE = "127.0.0.1"
REGLAGES = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.caseSensitive": "true",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "200000",
}
"""What the count relies upon. Memory, cores and the rest belong to whoever runs the cluster (`spark-defaults.conf`)."""


class GrappeIndisponible(Exception):  # noqa: N818
    """No session can be opened; the text says why and what to do."""


def motif_d_absence(maitre: str) -> str:
    """Why a count cannot be sent there; empty when it can be tried."""
    if not MAITRES.fullmatch(maitre):
        return f"« {maitre} » n'est pas une adresse de grappe, attendu : {MAITRES_ATTENDUS}"
    if find_spec("pyspark") is None:
        return "la bibliothèque pyspark n'est pas installée : pip install 'maillage[echelle]'"
    version = _version_de_java()
    if version is None:
        return f"Java est introuvable : installez Java {JAVA_MINIMAL} ou dites où il est par JAVA_HOME"
    if version < JAVA_MINIMAL:
        return f"Java {version} est trop ancien : Java {JAVA_MINIMAL} au moins est nécessaire"
    return ""


def _version_de_java() -> int | None:
    racine = os.environ.get("JAVA_HOME")
    java = str(Path(racine, "bin", "java")) if racine else shutil.which("java")
    if java is None:
        return None
    try:
        essai = subprocess.run([java, "-version"], capture_output=True, text=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return None
    trouvee = re.search(r'version "(\d+)', essai.stderr)
    return int(trouvee[1]) if trouvee else None


@contextmanager
def ouvrir_grappe(maitre: str) -> Iterator[SparkSession]:
    """A session of its own, closed at the end. A cluster on this machine speaks on the loopback only."""
    if motif := motif_d_absence(maitre):
        raise GrappeIndisponible(motif)
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    batisseur = SparkSession.builder.master(maitre).appName("maillage compter")
    for nom, valeur in {**REGLAGES, **_journal(), **_adresse(maitre)}.items():
        batisseur = batisseur.config(nom, valeur)
    try:
        session = batisseur.getOrCreate()
    except (PySparkException, Py4JError, OSError):
        raise GrappeIndisponible(f"« {maitre} » ne répond pas, ou refuse cette session") from None
    partitions = PARTITIONS_PAR_COEUR * session.sparkContext.defaultParallelism
    session.conf.set("spark.sql.shuffle.partitions", str(partitions))
    try:
        yield session
    except (PySparkException, Py4JError) as erreur:
        raise GrappeIndisponible(f"le compte a échoué sur « {maitre} » ({dire(erreur)})") from None
    finally:
        session.stop()


def dire(erreur: BaseException) -> str:
    """Ours when a node said it, else what the cluster says first; the rest is for its own journal."""
    if trouvee := re.search(rf"{MoteurDifferent.__name__}: (.+)", str(erreur)):
        return trouvee[1]
    return next((ligne.strip() for ligne in str(erreur).splitlines() if ligne.strip()), type(erreur).__name__)


def _journal() -> dict[str, str]:
    """Errors only: the messages of the command are its own."""
    chemin = files("maillage.activite.echelle") / "journal.properties"
    return {"spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile=file:{chemin}"}


def _adresse(maitre: str) -> dict[str, str]:
    if not maitre.startswith("local"):
        return {}
    os.environ.setdefault("SPARK_LOCAL_IP", BOUCLE_LOCALE)
    return {"spark.driver.host": BOUCLE_LOCALE, "spark.driver.bindAddress": BOUCLE_LOCALE}
