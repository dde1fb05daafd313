"""Pages for those who build the site; present only where ``DEV_PAGES`` is set."""

from django.urls import path

from portal.core import dev_views

app_name = "dev"
urlpatterns = [
    path("components/", dev_views.components, name="components"),
    path("mail/", dev_views.mail_folder, name="mail"),
    path("mail/<int:letter_id>/", dev_views.letter, name="letter"),
]
