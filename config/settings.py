"""Every setting of the product, read from the environment. `motcua settings` lists them with their meaning.

What a clerk might want to change (holidays, fees, owners, texts) is data, not a setting.
"""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from motcua.kernel.environment import Environment
from motcua.kernel.secrets import kept_key

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = BASE_DIR / "data"
ENV = Environment()

MOTCUA_HOME = Path(
    ENV.text("MOTCUA_HOME", str(BASE_DIR / "var"), doc="Folder for everything written at run time")
).resolve()
DEBUG = ENV.flag("MOTCUA_DEBUG", False, doc="Show technical error pages; never on a server others can reach")
SECRET_KEY = ENV.text(
    "MOTCUA_SECRET_KEY", doc="Signs sessions; made and kept in MOTCUA_HOME/keys when not given", secret=True
) or kept_key(MOTCUA_HOME / "keys", "session")
MOTCUA_CHAIN_KEY = ENV.text(
    "MOTCUA_CHAIN_KEY", doc="Key of the event chain; made and kept in MOTCUA_HOME/keys when not given", secret=True
) or kept_key(MOTCUA_HOME / "keys", "chain")
MOTCUA_BLIND_KEY = ENV.text(
    "MOTCUA_BLIND_KEY",
    doc="Key of the blind index over identity numbers; made and kept in MOTCUA_HOME/keys when not given",
    secret=True,
) or kept_key(MOTCUA_HOME / "keys", "blind")
ALLOWED_HOSTS = ENV.words(
    "MOTCUA_HOSTS", "localhost,127.0.0.1,[::1]", doc="Host names this instance answers to, with commas between"
)
MOTCUA_ORIGIN = ENV.text(
    "MOTCUA_ORIGIN",
    "",
    doc="Public address printed on receipts and QR codes (https://…); empty: the address of the request",
).rstrip("/")
MOTCUA_AGENCY = ENV.text("MOTCUA_AGENCY", "sgddt", doc="Key of the agency this instance works for, from data/people")
MOTCUA_DEMO = ENV.choice(
    "MOTCUA_DEMO",
    "auto",
    ("auto", "0", "1"),
    doc="Demo mode: sign-in-as list and demo marks. auto: on when the demo year was loaded",
)
PORT = ENV.number("PORT", 8000, doc="Port that `motcua serve` listens on", low=1, high=65535)
MOTCUA_BIND = ENV.text("MOTCUA_BIND", "127.0.0.1", doc="Address that `motcua serve` listens on")
MOTCUA_WEB_WORKERS = ENV.number("MOTCUA_WEB_WORKERS", 2, doc="Web server processes", low=1, high=64)
MOTCUA_UPLOAD_MB = ENV.number("MOTCUA_UPLOAD_MB", 20, doc="Largest uploaded file, in megabytes", low=1, high=500)
MOTCUA_TALK_DAYS = ENV.number(
    "MOTCUA_TALK_DAYS",
    30,
    doc="Days after the end of a dossier in which messages may still be written",
    low=0,
    high=365,
)
MOTCUA_READING_MONTHS = ENV.number(
    "MOTCUA_READING_MONTHS",
    60,
    doc="Months that the log of who read personal data is kept; never less than 12",
    low=12,
    high=600,
)
MOTCUA_HTTPS = ENV.flag("MOTCUA_HTTPS", False, doc="The instance is reached over https: cookies are marked secure")
MOTCUA_SIGNING = ENV.choice(
    "MOTCUA_SIGNING",
    "auto",
    ("auto", "demo", "off"),
    doc="Who signs results: auto (the demo certificate, in demo mode only), demo (always), off (nobody yet)",
)
MOTCUA_PROXIES = ENV.number(
    "MOTCUA_PROXIES",
    0,
    doc="How many reverse proxies of ours stand in front (whose address is the client's)",
    low=0,
    high=9,
)
LOG_LEVEL = ENV.choice(
    "MOTCUA_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"), doc="Least level written to the log"
)
DATABASE_URL = ENV.text(
    "DATABASE_URL", "", doc="postgresql://user:password@host/name; empty: SQLite in MOTCUA_HOME", secret=True
)


def database(url: str) -> dict[str, object]:
    """Django's settings for `url`; SQLite when it is empty."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": MOTCUA_HOME / "motcua.sqlite3",
            "OPTIONS": {
                # Writers queue at BEGIN instead of failing half way; readers never wait (WAL).
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-64000;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        ENV.mistakes.append(f"DATABASE_URL: unknown scheme {parts.scheme!r}, expected postgresql://")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        # What is asked again and again is planned once per connection: it halves the server's work for an act.
        "OPTIONS": {"connect_timeout": 5, "server_side_binding": True, "prepare_threshold": 3},
    }


DATABASES = {"default": database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "csp",
    "motcua.kernel.audit",
    "motcua.kernel.readings",
    "motcua.kernel.outbox",
    "motcua.kernel.jobs",
    "motcua.kernel.files",
    "motcua.kernel.documents",
    "motcua.kernel.ui",
    "motcua.law",
    "motcua.people",
    "motcua.operate.codelists",
    "motcua.operate.catalogue",
    "motcua.operate.publications",
    "motcua.operate.eforms",
    "motcua.operate.processes",
    "motcua.operate.dossiers",
    "motcua.operate.intake",
    "motcua.operate.paperwork",
    "motcua.operate.conversations",
    "motcua.operate.consultations",
    "motcua.operate.linking",
    "motcua.operate.journeys",
    "motcua.exchange.imports",
    "motcua.measure.facts",
    "motcua.measure.registers",
    "motcua.measure.indicators",
    "motcua.measure.assessment",
    "motcua.measure.signals",
    "motcua.measure.checks",
    "motcua.measure.editions",
    "motcua.measure.service_index",
    "motcua.measure.satisfaction",
    "motcua.measure.disclosure",
    "motcua.steer.plans",
    "motcua.steer.reports",
    "motcua.pages",
    "motcua.instance",
]
MIDDLEWARE = [
    "motcua.kernel.ui.middleware.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "motcua.kernel.ui.middleware.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "motcua.people.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "motcua.kernel.ui.middleware.PlainErrorsMiddleware",
    "motcua.people.middleware.PurposeMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "motcua.kernel.ui.context.shell",
            ],
            "builtins": ["motcua.kernel.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "motcua.kernel.ui.renderer.Renderer"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "motcua.people.backends.AccountBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 1  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "motcua.people.portal.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

SESSION_ENGINE = "motcua.people.sessions"
SESSION_COOKIE_AGE = 8 * 60 * 60  # a working day
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = MOTCUA_HTTPS
CSRF_FAILURE_VIEW = "motcua.kernel.ui.errors.stale_form"
CSRF_TRUSTED_ORIGINS = [MOTCUA_ORIGIN] if MOTCUA_ORIGIN else []
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if MOTCUA_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = MOTCUA_HOME / "static"
FILES_ROOT = MOTCUA_HOME / "files"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MOTCUA_HOME / "media"},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if (STATIC_ROOT / "staticfiles.json").exists()
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
WHITENOISE_MAX_AGE = 60 * 60
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {"pikepdf": {"level": "WARNING"}, "axes": {"level": "ERROR"}, "django.request": {"level": "ERROR"}},
}

if ENV.mistakes:
    raise ImproperlyConfigured("\n".join(ENV.mistakes))
