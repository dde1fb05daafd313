"""The people of the demo, and what is printed at its start."""

PASSWORD = "municipalitet"  # noqa: S105 - printed on purpose; the demo holds sample content only

LOGINS = {
    "clients@example.kg": "администратор клиентской базы · кардар базасынын администратору",
    "content@example.kg": "администратор контента · контент администратору",
    "redaktor@example.kg": "башкаруу бөлүмү кыргызча: контент администратору",
    "manager@example.kg": "менеджер",
    "reviewer@example.kg": "рецензент",
    "aigul@example.kg": "муниципальный пользователь · муниципалдык колдонуучу",
}


def welcome(address: str) -> str:
    """Addresses and logins of a demo that starts at ``address``."""
    lines = [
        "",
        f"  Портал        {address}/ky/  {address}/ru/",
        f"  Администрация {address}/admin/",
        f"  Почта (демо)  {address}/dev/mail/",
        f"  Каталог       {address}/dev/components/",
        "",
        f"  Логины, пароль у всех «{PASSWORD}»:",
        *(f"    {email:<22} {who}" for email, who in LOGINS.items()),
        "",
        "  Ctrl-C — остановить всё.",
        "",
    ]
    return "\n".join(lines)
