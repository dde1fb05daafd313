"""Pages of the admin that staff have for themselves."""

from wagtail.admin.views import account

from membership.accounts.staff_forms import AdminLanguageForm


class StaffAccountView(account.AccountView):
    """Wagtail's page of one's own account, with our question about the language."""

    def get_panels(self) -> list[account.BaseSettingsPanel]:
        panels: list[account.BaseSettingsPanel] = super().get_panels()
        for panel in panels:
            if isinstance(panel, account.LocaleSettingsPanel):
                panel.form_class = AdminLanguageForm
        return panels
