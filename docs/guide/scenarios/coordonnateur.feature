# language: fr
Fonctionnalité: Tenir un parcours ensemble, côté coordination
  Vous coordonnez les parcours. Une page réunit tout ce qui concerne un jeune ; ce qui presse vous attend à l'accueil.

  Scénario: Voir ce qui presse
    Étant donné que je suis connecté comme "Coordonnateur"
    Alors le titre de la page est "Aujourd'hui"
    Et je vois "À faire"
    Quand j'ouvre "Échéances" dans le menu
    Alors le titre de la page est "Échéances"
    Et je vois "Échue"
    Et je garde l'image "echeances"

  Scénario: Lire le parcours d'un jeune d'un coup d'œil
    Étant donné que je suis connecté comme "Coordonnateur"
    Quand j'ouvre "Jeunes" dans le menu
    Et je clique sur le premier "jeune" de la liste
    Alors je vois "Ruban du parcours"
    Quand je clique sur "Lire le ruban en mots"
    Alors je vois "depuis le"
    Et je garde l'image "page-du-jeune"

  Scénario: Préparer un changement de modalité
    Étant donné que je suis connecté comme "Coordonnateur"
    Quand j'ouvre "Jeunes" dans le menu
    Et je clique sur le premier "jeune" de la liste
    Et je clique sur "Préparer un changement"
    Alors je vois "fiche de liaison"
    Et je garde l'image "preparer-une-fiche"

  Scénario: Suivre les demandes d'entrée
    Étant donné que je suis connecté comme "Coordonnateur"
    Quand j'ouvre "Jeunes" dans le menu
    Et je clique sur "Liste d'attente"
    Alors le titre de la page est "Liste d'attente"
    Et je garde l'image "liste-d-attente"

  Scénario: Admettre depuis la liste d'attente
    Étant donné que je suis connecté comme "Coordonnateur"
    Quand j'ouvre "Jeunes" dans le menu
    Et je clique sur "Liste d'attente"
    Et je clique sur le premier "demande" de la liste
    Et je clique sur "Admettre"
    Alors je vois "L'accompagnement s'ouvre le jour de l'admission"
    Quand je date "Admission le" d'aujourd'hui
    Et je valide "Admettre"
    Alors je vois "La demande est admise"
