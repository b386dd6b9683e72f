from django.urls import include, path

from maillage.comptes import views

addresses = [
    path("droits/", views.pourquoi, name="pourquoi"),
    path("demonstration/<int:pk>/", views.connexion_demonstration, name="connexion_demonstration"),
    path("code/", views.code, name="code"),
    path("code/compte/", views.code_compte, name="code_compte"),
    path("code/rattacher/", views.code_rattacher, name="code_rattacher"),
    path("code/fini/", views.code_fini, name="code_fini"),
    path("personnes/", views.personnes, name="personnes"),
    path("personnes/ouvrir/", views.ouvrir_compte, name="ouvrir_compte"),
    path("personnes/<int:pk>/", views.personne, name="personne"),
    path("personnes/<int:pk>/habilitations/", views.donner_habilitation, name="donner_habilitation"),
    path("personnes/<int:pk>/inviter/", views.inviter, name="inviter"),
    path("personnes/<int:pk>/desactiver/", views.desactiver, name="desactiver"),
    path("personnes/<int:pk>/reactiver/", views.reactiver, name="reactiver"),
    path("habilitations/<int:pk>/prolonger/", views.prolonger_habilitation, name="prolonger_habilitation"),
    path("habilitations/<int:pk>/retirer/", views.retirer_habilitation, name="retirer_habilitation"),
    path("habilitations/<int:pk>/retablir/", views.retablir_habilitation, name="retablir_habilitation"),
    path("habilitations/<int:pk>/fin/<str:fin>/", views.remettre_fin, name="remettre_fin"),
    path("journal/", views.journal, name="journal"),
    path("journal/export.csv", views.journal_csv, name="journal_csv"),
    path("journal/jeunes/<int:jeune_id>/", views.lectures_jeune, name="lectures_jeune"),
]
urlpatterns = [
    path("", include("maillage.comptes.urls_connexion")),
    path("", include((addresses, "comptes"))),
]
