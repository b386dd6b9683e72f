from django.urls import path

from maillage.portail.espace.views import (
    acces,
    demandes,
    documents,
    jeune,
    livret,
    partage,
    projets,
    rectifications,
    signaler,
)

app_name = "espace"
UN = "espace/<slug:jeune>"
ICI = "dispositifs/<slug:dispositif>/familles"
ACCES = f"{ICI}/jeunes/<slug:jeune>"

urlpatterns = [
    path("espace/", jeune.choisir, name="choisir"),
    path(f"{UN}/", jeune.accueil, name="accueil"),
    path(f"{UN}/semaine/", jeune.semaine, name="semaine"),
    path(f"{UN}/avec-moi/", jeune.equipe, name="equipe"),
    path(f"{UN}/projet/", projets.projet, name="projet"),
    path(f"{UN}/projet/accord/<int:accord>/", projets.accord_projet, name="accord_projet"),
    path(f"{UN}/demandes/", demandes.demandes, name="demandes"),
    path(f"{UN}/demandes/<slug:fiche>/", demandes.fiche, name="fiche"),
    path(f"{UN}/demandes/<slug:fiche>/repondre/", demandes.repondre, name="repondre"),
    path(f"{UN}/demandes/<slug:fiche>/changer-d-avis/", demandes.se_retirer, name="se_retirer"),
    path(f"{UN}/demandes/<slug:fiche>/avis/", demandes.observer, name="observer"),
    path(f"{UN}/partage/", partage.partage, name="partage"),
    path(f"{UN}/partage/<slug:destinataire>/", partage.recu, name="recu"),
    path(f"{UN}/partage/<slug:destinataire>/permettre/", partage.partager, name="partager"),
    path(f"{UN}/droits/", jeune.droits, name="droits"),
    path(f"{UN}/lectures/", jeune.lectures, name="lectures"),
    path(f"{UN}/lectures/papier.pdf", jeune.lectures_pdf, name="lectures_pdf"),
    path(f"{UN}/documents/", documents.documents, name="documents"),
    path(f"{UN}/documents/<slug:identifiant>/fichier/", documents.document, name="document"),
    path(f"{UN}/pas-juste/", signaler.signalements, name="signalements"),
    path(f"{UN}/pas-juste/<slug:rubrique>/", signaler.signaler, name="signaler"),
    path(f"{UN}/pas-juste/<slug:rubrique>/<slug:reference>/", signaler.signaler, name="signaler_ligne"),
    path(f"{UN}/livret/", livret.livret_du_jeune, name="livret_du_jeune"),
    path("livret/<slug:code>/", livret.livret_public, name="livret_public"),
    path("livret/<slug:code>/livret.pdf", livret.livret_pdf, name="livret_pdf"),
    path(f"{ACCES}/", acces.acces, name="acces"),
    path(f"{ACCES}/code/", acces.creer_code, name="creer_code"),
    path(f"{ACCES}/code/<int:pk>/revoquer/", acces.revoquer_code, name="revoquer_code"),
    path(f"{ACCES}/<int:pk>/retirer/", acces.retirer_acces, name="retirer_acces"),
    path(f"{ACCES}/<int:pk>/retablir/", acces.retablir_acces, name="retablir_acces"),
    path(f"{ACCES}/<int:pk>/proteger/", acces.proteger_acces, name="proteger_acces"),
    path(f"{ACCES}/<int:pk>/code/", acces.code_de_secours, name="code_de_secours"),
    path(f"{ICI}/pas-juste/", rectifications.rectifications, name="rectifications"),
    path(
        f"{ICI}/pas-juste/export.<slug:extension>",
        rectifications.exporter_rectifications,
        name="exporter_rectifications",
    ),
    path(f"{ICI}/pas-juste/<slug:identifiant>/", rectifications.rectification, name="rectification"),
    path(f"{ICI}/pas-juste/<slug:identifiant>/repondre/", rectifications.repondre, name="repondre_rectification"),
    path(f"{ICI}/pas-juste/<slug:identifiant>/prolonger/", rectifications.prolonger, name="prolonger_rectification"),
    path(f"{ICI}/livret/", livret.editer_livret, name="editer_livret"),
    path(f"{ICI}/livret/apercu/", livret.apercu_livret, name="apercu_livret"),
    path(f"{ICI}/livret/versions/<int:numero>/", livret.version_livret, name="version_livret"),
    path(f"{ICI}/", livret.regler, name="regler"),
]
