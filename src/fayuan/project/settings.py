"""Settings of the machine. What the law fixes is data in `law/parameters`; what an agency may choose is a column."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from fayuan.project import database, folders, languages

PACKAGE = Path(__file__).resolve().parent.parent
VAR = folders.var()


def flag(name: str, default: bool = False) -> bool:
    """An on/off setting of the environment: 1, true, yes, on."""
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def connection(url: str) -> dict[str, object]:
    """Django's description of a `postgresql://` address; a socket folder may stand in `?host=`."""
    parts = urlsplit(url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.pop("host", "") or parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": {key: unquote(value) for key, value in query.items()},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }


DEMO = flag("FAYUAN_DEMO")
DEBUG = flag("FAYUAN_DEBUG")
SECRET_KEY = os.environ.get("FAYUAN_SECRET_KEY") or database.secret(VAR / "secret_key")
ALLOWED_HOSTS = os.environ.get("FAYUAN_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
KEYS_FILE = Path(os.environ.get("FAYUAN_KEYS_FILE", VAR / "keys.json"))
FILES_DIR = Path(os.environ.get("FAYUAN_FILES_DIR", VAR / "files"))
FILES_S3 = os.environ.get("FAYUAN_FILES_S3", "")  # https://host/bucket: files lie there, not in FILES_DIR
FILES_S3_KEY = os.environ.get("FAYUAN_FILES_S3_KEY", "")
FILES_S3_SECRET = os.environ.get("FAYUAN_FILES_S3_SECRET", "")
FILES_S3_REGION = os.environ.get("FAYUAN_FILES_S3_REGION", "us-east-1")
SEALS_DIR = Path(os.environ.get("FAYUAN_SEALS_DIR", VAR / "seals"))
TEST_AUTHORITY = "fayuan.dossier.signing.test_authority.TestAuthority"
SEALS = os.environ.get("FAYUAN_SEALS", TEST_AUTHORITY)  # empty: by hand
SEALS_URL = os.environ.get("FAYUAN_SEALS_URL", "")  # of a signing service
SEALS_TOKEN = os.environ.get("FAYUAN_SEALS_TOKEN", "")
# The address by which the public calls us.
PUBLIC_URL = os.environ.get("FAYUAN_PUBLIC_URL", "http://localhost:8000").rstrip("/")
RULES_DIRS = [Path(part) for part in os.environ.get("FAYUAN_RULES_DIR", "").split(os.pathsep) if part]

SEALER_URL = os.environ.get("FAYUAN_SEALER_DATABASE_URL") or database.embedded_url("sealer", VAR)
CHECKPOINT_KEY_FILE = Path(os.environ.get("FAYUAN_CHECKPOINT_KEY_FILE", VAR / "checkpoint.pem"))
CHECKPOINTS_DIR = os.environ.get(
    "FAYUAN_CHECKPOINTS_DIR", ""
)  # a share of another office; empty: none are kept

DATABASES = {"default": connection(os.environ.get("DATABASE_URL") or database.embedded_url("app", VAR))}
# For what only the owner of the tables may do; the demonstration of true size takes indexes away while it loads.
OWNER_DATABASE = connection(
    os.environ.get("FAYUAN_OWNER_DATABASE_URL")
    or os.environ.get("DATABASE_URL")
    or database.embedded_url("owner", VAR)
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "fayuan.core",
    "fayuan.network",
    "fayuan.people",
    "fayuan.matters",
    "fayuan.messaging",
    "fayuan.dossier",
    "fayuan.cases",
    "fayuan.assignment",
    "fayuan.intake",
    "fayuan.web.shared",
    "fayuan.web.portal",
    "fayuan.web.desk",
    "fayuan.web.lawyer",
    "fayuan.web.authority",
    "fayuan.web.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "fayuan.web.shared.middleware.CompressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "fayuan.web.shared.middleware.RequestMiddleware",
    "fayuan.web.shared.middleware.HeadersMiddleware",
]

ROOT_URLCONF = "fayuan.project.urls"
WSGI_APPLICATION = "fayuan.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fayuan.web.shared.context.page",
            ],
        },
    }
]

# Signing in: passwords by Argon2; the lock-out and every attempt are rows, not memory of one process.
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "fayuan.web.shared.sign_in.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False  # counted in PostgreSQL by people.operations, for all processes together
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Fayuan"
STAFF_NEED_TOTP = flag("FAYUAN_STAFF_NEED_TOTP", default=not DEMO)
SOCIALACCOUNT_ADAPTER = "fayuan.web.shared.sign_in.ProviderAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # by a link: the content policy lets no form lead to another host


def oidc_provider(kind: str, name: str) -> dict[str, object]:
    """An identity provider (OpenID Connect) as allauth wants it, from FAYUAN_OIDC_<KIND>_URL and its like."""
    given = f"FAYUAN_OIDC_{kind.upper()}"
    return {
        "provider_id": kind,
        "name": os.environ.get(f"{given}_NAME", name),
        "client_id": os.environ[f"{given}_CLIENT"],
        "secret": os.environ[f"{given}_SECRET"],
        "settings": {"server_url": os.environ[f"{given}_URL"], "scope": ["openid", "profile", "phone"]},
    }


OIDC_KINDS = {"staff": "工作人员统一身份认证", "citizen": "全省统一身份认证"}
OIDC_APPS = [
    oidc_provider(kind, name)
    for kind, name in OIDC_KINDS.items()
    if f"FAYUAN_OIDC_{kind.upper()}_URL" in os.environ
]
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": OIDC_APPS}}
LOCK_OUT_AFTER = 5  # failed tries
LOCK_OUT_MINUTES = 15
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_MINUTES = {"staff": 20, "person": 30}

HTTPS = flag("FAYUAN_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-fayuan" if HTTPS else "fayuan"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_TRUSTED_ORIGINS = [part for part in os.environ.get("FAYUAN_ORIGINS", "").split(",") if part]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS: list[str] = []
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
UPLOAD_MAX_BYTES = 50 * 1024 * 1024
CLAMD = os.environ.get("FAYUAN_CLAMD", "")  # the virus scanner: host:port, or the path of a socket

USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
LANGUAGE_CODE = "zh-hans"
_packs = os.environ.get("FAYUAN_LANGUAGE_PACKS")  # a folder of languages beside these two
PACKS = languages.packs(Path(_packs) if _packs else None)
languages.introduce(PACKS)
LANGUAGES = [("zh-hans", "中文"), ("en", "English"), *((pack.code, pack.name) for pack in PACKS)]
LANGUAGES_BIDI = [pack.code for pack in PACKS if pack.right_to_left]
LOCALE_PATHS = [PACKAGE / "locale", *([Path(_packs)] if _packs else [])]
LANGUAGE_COOKIE_NAME = "language"

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True  # straight from the package: nothing to collect, nothing to forget

SMS_ADAPTER = os.environ.get("FAYUAN_SMS_ADAPTER", "fayuan.messaging.sms.Console")
SMS_SIGNATURE = os.environ.get("FAYUAN_SMS_SIGNATURE", "法律援助")
METRICS_TOKEN = os.environ.get("FAYUAN_METRICS_TOKEN", "")  # who shows it may read /metrics/
HOTLINE = "12348"
PLACE_NAME = os.environ.get("FAYUAN_PLACE_NAME", "云岭省" if DEMO else "")

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "fayuan.core.logs.Discreet",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {"procrastinate": {"level": "WARNING"}, "pikepdf": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": os.environ.get("FAYUAN_LOG_LEVEL", "INFO")},
}
