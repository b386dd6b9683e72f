"""Django settings. One file: the environment alone makes the difference between a laptop and a production server."""

from __future__ import annotations

import os

from csp.constants import NONE, SELF

from maillage.config.environment import (
    data_folder,
    database,
    deliveries,
    oidc_origins,
    oidc_providers,
    read_bool,
    read_list,
    read_pairs,
    static_folder,
    task_queue,
    tile_origins,
)

DEBUG = read_bool("MAILLAGE_DEBUG", default=False)
DEMONSTRATION = read_bool("MAILLAGE_DEMONSTRATION", default=False)
EN_PRODUCTION = read_bool("MAILLAGE_PRODUCTION", default=False)
HORLOGE_ESSAI = not EN_PRODUCTION and read_bool("MAILLAGE_HORLOGE", default=DEMONSTRATION)
"""Lets a demonstration move the date, to see a legal period pass."""
SECRET_KEY = os.environ.get("MAILLAGE_SECRET", "" if EN_PRODUCTION else "cle-locale-sans-valeur-hors-de-ce-poste")
CLE_PSEUDONYMES = os.environ.get("MAILLAGE_CLE_PSEUDONYMES", "" if EN_PRODUCTION else "cle-locale-des-pseudonymes")
ALLOWED_HOSTS = read_list("MAILLAGE_HOTES", default="localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = read_list("MAILLAGE_ORIGINES")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "huey.contrib.djhuey",
    "csp",
    "maillage.portail",
    "maillage.pilotage",
    "maillage.echanges",
    "maillage.rapport_annuel",
    "maillage.reconnaissance",
    "maillage.reseau",
    "maillage.formations",
    "maillage.cartographie",
    "maillage.conventions",
    "maillage.cpom",
    "maillage.rencontres",
    "maillage.enquetes",
    "maillage.soutien",
    "maillage.activite",
    "maillage.liaison",
    "maillage.appui_ressource",
    "maillage.carte_de_vie",
    "maillage.projet",
    "maillage.agenda",
    "maillage.parcours",
    "maillage.bibliotheque",
    "maillage.comptes",
    "maillage.structures",
    "maillage.territoire",
    "maillage.socle",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "maillage.agenda.hors_ligne.middleware.EffacementALaSortie",
    "allauth.account.middleware.AccountMiddleware",
    "maillage.echanges.api.middleware.JetonMiddleware",
    "maillage.socle.middleware.PageDeMethodeRefusee",
    "maillage.comptes.middleware.ActeurMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "maillage.config.urls"
WSGI_APPLICATION = "maillage.config.wsgi.application"
ASGI_APPLICATION = "maillage.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "maillage.comptes.context_processors.acteur",
                "maillage.portail.context_processors.navigation",
            ],
            "builtins": ["maillage.socle.templatetags.maillage"],
        },
    }
]

FORM_RENDERER = "maillage.socle.formulaires.Rendu"

DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

AUTH_USER_MODEL = "comptes.Utilisateur"
MATRICE_DROITS = "maillage.config.droits.DROITS"
AGES_DES_JEUNES = "maillage.parcours.selectors.ages.ages_le"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portail:accueil"
ACCOUNT_ADAPTER = "maillage.comptes.adapter.MaillageAccountAdapter"
ACCOUNT_FORMS = {
    "login": "maillage.comptes.formulaires_connexion.ConnexionForm",
    "reset_password": "maillage.comptes.formulaires_connexion.OubliForm",
    "reset_password_from_key": "maillage.comptes.formulaires_connexion.LienForm",
    "change_password": "maillage.comptes.formulaires_connexion.ChangementForm",
    "set_password": "maillage.comptes.formulaires_connexion.ChoixForm",
    "reauthenticate": "maillage.comptes.formulaires_connexion.ConfirmationForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/h/key"}
SOCIALACCOUNT_ADAPTER = "maillage.comptes.adapter.MaillageSocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": oidc_providers()}}
OIDC_COURRIEL_FIABLE = read_bool("MAILLAGE_OIDC_COURRIEL_FIABLE", default=False)
MFA_ADAPTER = "maillage.comptes.second_facteur.MaillageMFAAdapter"
MFA_FORMS = {
    "authenticate": "maillage.comptes.formulaires_connexion.CodeForm",
    "reauthenticate": "maillage.comptes.formulaires_connexion.ConfirmationCodeForm",
    "activate_totp": "maillage.comptes.formulaires_connexion.ActivationForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
DOUBLE_FACTEUR_EXIGE = read_bool("MAILLAGE_DOUBLE_FACTEUR", default=EN_PRODUCTION)
JOURNAL_CONSERVATION_JOURS = int(os.environ.get("MAILLAGE_JOURNAL_JOURS", "365"))
TEMPS_DE_TRAJET = {
    "osrm": os.environ.get("MAILLAGE_OSRM", ""),
    "valhalla": os.environ.get("MAILLAGE_VALHALLA", ""),
    "matrice": os.environ.get("MAILLAGE_MATRICE", ""),
}
"""Where travel times come from besides the estimation: roots of engines, file of times."""
SDO_ADRESSE, SDO_JETONS = os.environ.get("MAILLAGE_SDO", ""), read_pairs("MAILLAGE_SDO_JETONS")
"""Follow-up of orientations: root of the FHIR server, and the token of each establishment (FINESS number, or * for all)."""
GEOCODEUR = {
    "adresse": os.environ.get("MAILLAGE_GEOCODEUR", ""),
    "secondes": int(os.environ.get("MAILLAGE_GEOCODEUR_SECONDES", "20")),
}
"""Root of a service of addresses of the BAN (addok) that the operator runs; how long one answer may take."""
TUILES = {"adresse": os.environ.get("MAILLAGE_TUILES", ""), "credit": os.environ.get("MAILLAGE_TUILES_CREDIT", "")}
"""Background of maps: address of tiles ({z}/{x}/{y}) on a server of the operator, and who is to be credited."""
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "maillage.comptes.tentatives.compte_vise"
AXES_CLIENT_IP_CALLABLE = "maillage.comptes.tentatives.adresse_d_origine"
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("MAILLAGE_MANDATAIRES", "0"))
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = EN_PRODUCTION
CSRF_COOKIE_SECURE = EN_PRODUCTION
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = EN_PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^sante/$"]
SECURE_HSTS_SECONDS = 31_536_000 if EN_PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if EN_PRODUCTION else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *tile_origins()],
        "font-src": [SELF],
        "connect-src": [SELF, *tile_origins()],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF, *oidc_origins()],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = static_folder()
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

HUEY = task_queue()

REMISES = deliveries(demonstration=DEMONSTRATION)
EMAIL_BACKEND = os.environ.get(
    "MAILLAGE_COURRIEL", f"django.core.mail.backends.{'dummy' if DEMONSTRATION else 'console'}.EmailBackend"
)
EMAIL_HOST = os.environ.get("MAILLAGE_COURRIEL_HOTE", "localhost")
EMAIL_PORT = int(os.environ.get("MAILLAGE_COURRIEL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("MAILLAGE_COURRIEL_COMPTE", "")
EMAIL_HOST_PASSWORD = os.environ.get("MAILLAGE_COURRIEL_SECRET", "")
EMAIL_USE_TLS = read_bool("MAILLAGE_COURRIEL_TLS", default=False)
DEFAULT_FROM_EMAIL = os.environ.get("MAILLAGE_COURRIEL_DE", "maillage@localhost")
ADRESSE_PUBLIQUE = os.environ.get("MAILLAGE_ADRESSE", "http://localhost:8000").rstrip("/")
"""How links in mails begin."""
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"simple": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "simple"}},
    "root": {"handlers": ["console"], "level": os.environ.get("MAILLAGE_JOURNAL_NIVEAU", "WARNING")},
}
DOSSIER_DONNEES = data_folder()
DOSSIER_PIECES = data_folder() / "pieces"
CLES_PIECES = read_list("MAILLAGE_CLES_PIECES")
TAILLE_MAX_PIECE = int(os.environ.get("MAILLAGE_PIECE_MO", "20")) * 1024 * 1024
ANTIVIRUS = os.environ.get("MAILLAGE_ANTIVIRUS", "")
