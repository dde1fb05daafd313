"""Addresses of papers."""

from django.urls import path

from membership.bookkeeping import views

app_name = "bookkeeping"
urlpatterns = [
    path("<row:invoice_id>/", views.ask_for_papers, name="ask"),
    path("<row:invoice_id>/all.zip", views.all_papers, name="all"),
    path("<row:invoice_id>/<row:paper_id>/<str:language>/", views.paper, name="paper"),
]
