"""Addresses of what is taken away from a practice."""

from django.urls import path

from portal.practices import views

app_name = "practices"
urlpatterns = [
    path("<int:practice_id>/all.zip", views.whole_kit, name="kit"),
    path("<int:practice_id>/sheet.pdf", views.print_sheet, name="sheet"),
    path("<int:practice_id>/<int:file_id>/", views.kit_file, name="kit_file"),
]
