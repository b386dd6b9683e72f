# language: fr
Fonctionnalité: Demander un appui, côté partenaire
  Vous êtes enseignante, animateur, élue. Trois minutes, sans compte, sans nommer d'enfant.

  Scénario: Voir à qui s'adresser
    Étant donné que je n'ai pas de compte
    Quand j'ouvre la page "/appui/"
    Alors je vois "sans compte"
    Et je garde l'image "demander-un-appui"

  Scénario: Demander un appui, puis dire six semaines après ce qui a changé
    Étant donné que je n'ai pas de compte
    Quand j'ouvre la page "/appui/"
    Et je choisis "École" dans "Vous êtes"
    Et je remplis "Nom de votre structure" avec "École des Essais"
    Et je remplis "Commune où se passe la situation" avec "Plaisance-du-Touch"
    Et je coche "Comportement"
    Et je remplis "Que se passe-t-il" avec "Un élève de CE1 quitte la classe plusieurs fois par jour."
    Et je coche "Être conseillé"
    Et je remplis "Votre nom" avec "Dominique Essai"
    Et je remplis "Votre courriel" avec "ecole-des-essais@exemple.fr"
    Et je coche "J'accepte d'être recontacté"
    Et je relis avant d'envoyer
    Et je clique sur "Envoyer la demande"
    Alors le titre de la page est "Votre demande est envoyée"
    Et je vois "vous répond au plus tard"
    Et je vois "En attendant la réponse"
    Quand l'équipe du dispositif répond à "École des Essais" par "Essayez un coin calme et des consignes en images."
    Et six semaines passent
    Et j'ouvre le lien du courriel "Que faites-vous de différent maintenant"
    Et je coche "Oui, nous faisons autrement"
    Et je remplis "Que faites-vous de différent maintenant" avec "Le coin calme sert à toute la classe."
    Et je clique sur "Envoyer ma réponse"
    Alors je vois "Merci, votre réponse est enregistrée"
    Et l'équipe du dispositif lit "Le coin calme sert à toute la classe."
