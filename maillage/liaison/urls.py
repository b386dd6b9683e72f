from django.urls import path

from maillage.liaison.views import actes, consentements, domicile, envois, fiches, redaction

app_name = "liaison"
urlpatterns = [
    path("", fiches.liste, name="fiches"),
    path("export/<str:extension>", fiches.exporter, name="exporter"),
    path("domicile/", domicile.liste, name="domicile"),
    path("domicile/export/<str:extension>", domicile.exporter, name="domicile_exporter"),
    path("jeunes/<str:jeune>/domicile/", domicile.jeune, name="domicile_jeune"),
    path("jeunes/<str:jeune>/domicile.pdf", domicile.pdf, name="domicile_pdf"),
    path("jeunes/<str:jeune>/preparer/", redaction.preparer, name="preparer"),
    path("jeunes/<str:jeune>/ruban/", fiches.voie_ruban, name="voie_ruban"),
    path("jeunes/<str:jeune>/consentements/", consentements.matrice, name="consentements"),
    path("jeunes/<str:jeune>/consentements/<str:destinataire>/", consentements.consentir, name="consentir"),
    path("jeunes/<str:jeune>/rejeu/", consentements.rejeu, name="rejeu"),
    path("jeunes/<str:jeune>/recu/<str:destinataire>/", consentements.recu, name="recu"),
    path("fiches/<str:fiche>/", fiches.fiche, name="fiche"),
    path("fiches/<str:fiche>/modifier/", redaction.modifier, name="modifier"),
    path("fiches/<str:fiche>/droits/", fiches.droits, name="droits"),
    path("fiches/<str:fiche>/saisine.pdf", fiches.saisine_pdf, name="saisine_pdf"),
    path("fiches/<str:fiche>/fiche.pdf", fiches.pdf, name="pdf"),
    path("fiches/<str:fiche>/apercu/<str:destinataire>/", fiches.apercu_destinataire, name="apercu"),
    path("fiches/<str:fiche>/envois/<str:destinataire>/", fiches.envoi, name="envoi"),
    path("fiches/<str:fiche>/envoyer/", envois.tout_transmettre, name="tout_transmettre"),
    path("fiches/<str:fiche>/envois/<str:destinataire>/nouveau-lien/", envois.nouveau_lien, name="nouveau_lien"),
    path("fiches/<str:fiche>/envois/<str:destinataire>/fermer-lien/", envois.fermer_lien, name="fermer_lien"),
    path("fiches/<str:fiche>/envoyer/<str:destinataire>/", envois.envoyer, name="transmettre"),
    path("fiches/<str:fiche>/signataires/<int:signataire>/", actes.repondre, name="repondre"),
    path("fiches/<str:fiche>/signataires/<int:signataire>/compte/", actes.relier, name="relier"),
    path("fiches/<str:fiche>/actes/<slug:acte>/", actes.conduire_acte, name="acte"),
]
