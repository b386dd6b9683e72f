# language: fr
Fonctionnalité: Demander un appui, côté partenaire
  Vous êtes enseignante, animateur, élue. Trois minutes, sans compte, sans nommer d'enfant.

  Scénario: Voir à qui s'adresser
    Étant donné que je n'ai pas de compte
    Quand j'ouvre la page "/appui/"
    Alors je vois "sans compte"
    Et je garde l'image "demander-un-appui"
