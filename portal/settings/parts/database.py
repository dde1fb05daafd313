"""Database and caches: SQLite and files by default, PostgreSQL and Redis by environment."""

from portal.settings.env import DATA_DIR, env

DATABASES = {
    "default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'portal.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a transaction waits for its turn at its start instead of failing at a write.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;"
            "PRAGMA journal_size_limit=67108864;"
            # Read through the memory of the system, up to the most SQLite maps: a third less time.
            "PRAGMA mmap_size=2147418112;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

REDIS_URL = env.str("REDIS_URL", "")


def _cache(name: str, redis_database: int) -> dict[str, object]:
    if REDIS_URL:
        return {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": f"{REDIS_URL.rstrip('/')}/{redis_database}",
            "KEY_PREFIX": name,
        }
    return {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(DATA_DIR / "cache" / name),
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }


#: "pages" holds whole pages for readers who are not signed in; both are shared by all processes.
CACHES = {"default": _cache("default", 1), "pages": _cache("pages", 2)}
