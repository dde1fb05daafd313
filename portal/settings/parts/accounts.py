"""Registration and signing in: e-mail or phone, a code or a password, a second factor."""

from portal.settings.env import env

ACCOUNT_ADAPTER = "membership.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email", "phone"]
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
#: The code that ends a registration proves the contact; nothing is left to verify later.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PHONE_VERIFICATION_ENABLED = False
#: One address per account: a new one takes the place of the old one once it is proven.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
#: allauth asks for a code after a registration, which has no method of its own yet, and after the
#: methods named here; nobody signs in through another site.
ACCOUNT_LOGIN_BY_CODE_REQUIRED = {"socialaccount"}
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = ACCOUNT_LOGIN_BY_CODE_FORMAT
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "choose_language"
ACCOUNT_EMAIL_NOTIFICATIONS = True
#: A six-figure code is guessed at most 90 times a day for one contact. The other limits are
#: allauth's own.
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,3/m/key,30/d/key"}
ACCOUNT_FORMS = {
    name: f"membership.accounts.forms.{form}"
    for name, form in {
        "signup": "ContactForm",
        "login": "LoginForm",
        "confirm_login_code": "CodeForm",
        "add_email": "EmailForm",
        "change_phone": "PhoneForm",
        "verify_phone": "PhoneCodeForm",
        "change_password": "ChangePasswordForm",
        "set_password": "SetPasswordForm",
        "reset_password": "ForgottenPasswordForm",
        "reset_password_from_key": "NewPasswordForm",
        "reauthenticate": "ReauthenticateForm",
    }.items()
}
#: How many proxies of ours stand before the site; without the right number a limit per address
#: would count the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
RATELIMIT_IP_META_KEY = "portal.core.reader_address.address_of"
PHONENUMBER_DEFAULT_REGION = "KG"

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
#: A passkey may stand in place of both the code and the second step.
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "activate_totp": "membership.accounts.mfa_forms.AppForm",
    "add_webauthn": "membership.accounts.mfa_forms.KeyForm",
}
MFA_TOTP_ISSUER = "Портал ЖӨБ"
MFA_TOTP_TOLERANCE = 1

SILENCED_SYSTEM_CHECKS = [
    # Neither e-mail nor phone is required by itself: the form and the database ask for one of them.
    "account.W001",
]
