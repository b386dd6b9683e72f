"""Entry point of WSGI servers."""

import os

from django.core.wsgi import get_wsgi_application

from maillage.config.demarrage import achever

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
application = get_wsgi_application()
achever()
