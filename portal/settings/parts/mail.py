"""Mail and SMS. Without a server, letters become files that /dev/mail/ shows."""

from portal.settings.env import DATA_DIR, env

_mail = env.dj_email_url("EMAIL_URL", "")
EMAIL_FILE_PATH = str(DATA_DIR / "mail")
if _mail and _mail.get("EMAIL_HOST"):
    EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
    EMAIL_HOST = _mail["EMAIL_HOST"]
    EMAIL_PORT = _mail["EMAIL_PORT"]
    EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"]
    EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS = _mail["EMAIL_USE_TLS"]
    EMAIL_USE_SSL = _mail["EMAIL_USE_SSL"]
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Портал ЖӨБ <portal@example.kg>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
#: Right side of every Message-ID we make.
MAIL_DOMAIN = env.str("MAIL_DOMAIN", "example.kg")
#: What letters name as their sender to mail servers: notices of letters that cannot be delivered
#: come there. Empty: the address of DEFAULT_FROM_EMAIL.
RETURN_PATH = env.str("RETURN_PATH", "")
#: The mailbox where they come, read every ten minutes; empty: nobody looks.
RETURNED_MAIL_URL = env.str("RETURNED_MAIL_URL", "")
#: Where text messages go while no operator is connected.
SMS_FOLDER = DATA_DIR / "sms"
#: An operator that keeps to docs/sms.md; empty: messages become files.
SMS_URL = env.str("SMS_URL", "")
SMS_TOKEN = env.str("SMS_TOKEN", "")
#: The name people see as the sender, as agreed with the operator.
SMS_SENDER = env.str("SMS_SENDER", "Portal")
SMS_TIMEOUT = env.int("SMS_TIMEOUT", 10)
