"""Addresses of invoices."""

from django.urls import path

from membership.billing import views

app_name = "billing"
urlpatterns = [path("<int:invoice_id>/", views.invoice, name="invoice")]
