"""Addresses of what is taken away from a practice."""

from django.urls import path

from portal.practices import views

app_name = "practices"
urlpatterns = [
    path("<row:practice_id>/all.zip", views.whole_kit, name="kit"),
    path("<row:practice_id>/sheet.pdf", views.print_sheet, name="sheet"),
    path("<row:practice_id>/<row:file_id>/", views.kit_file, name="kit_file"),
]
